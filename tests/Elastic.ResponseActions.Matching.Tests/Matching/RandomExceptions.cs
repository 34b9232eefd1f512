using CsCheck;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Random exception lists: entries of every type, most of which suit the types of their fields, live and expired items, systems.</summary>
internal static class RandomExceptions
{
    private static readonly Gen<string> TextField = Gen.OneOf(Gen.OneOf(RandomVocabulary.TextFields), Gen.OneOf(RandomVocabulary.Views));

    private static readonly Gen<ExceptionOperator> Operator = Gen.OneOf(ExceptionOperator.Included, ExceptionOperator.Included, ExceptionOperator.Excluded);

    private static readonly Gen<(string Field, string Value)> Pair = Gen.Frequency(
        (10, Gen.Select(TextField, RandomVocabulary.Word)),
        (2, Gen.Select(Gen.OneOf(RandomVocabulary.NumberFields), RandomVocabulary.Number)),
        (1, Gen.Select(Gen.Const("b"), RandomVocabulary.Flag)),
        (2, Gen.Select(Gen.Const("ip"), Gen.OneOf(RandomVocabulary.Address, RandomVocabulary.Block))),
        (2, Gen.Select(Gen.Const("t"), RandomVocabulary.DateOrMath)));

    private static readonly Gen<ExceptionEntry> Plain = Gen.Frequency(
        (6, Gen.Select(Pair, Operator, (of, @operator) => (ExceptionEntry)new MatchEntry { Field = of.Field, Operator = @operator, Value = of.Value })),
        (3, Gen.Select(TextField, RandomVocabulary.Word.Array[1, 3], Operator, (field, values, @operator) => (ExceptionEntry)new MatchAnyEntry { Field = field, Operator = @operator, Values = values })),
        (3, Gen.Select(Gen.OneOf(TextField, Gen.OneOf("n", "a", "process")), Operator, (field, @operator) => (ExceptionEntry)new ExistsEntry { Field = field, Operator = @operator })),
        (3, Gen.Select(TextField, RandomVocabulary.Pattern, Operator, (field, parts, @operator) =>
            (ExceptionEntry)new WildcardEntry { Field = field, Operator = @operator, Value = string.Join('*', parts).Replace('x', '?') })));

    private static readonly Gen<ExceptionEntry> List = Gen.OneOf(
        Gen.Select(TextField, Gen.OneOf("hosts", "none", "missing"), Gen.OneOf("keyword", "keyword", "text"), Operator, (field, id, type, @operator) =>
            (ExceptionEntry)new ListEntry { Field = field, Operator = @operator, ListId = id, ListType = type }),
        Gen.Select(Gen.OneOf("ip", "k"), Gen.OneOf("ips", "ranges"), Operator, (field, id, @operator) =>
            (ExceptionEntry)new ListEntry { Field = field, Operator = @operator, ListId = id, ListType = id == "ips" ? "ip" : "ip_range" }));

    private static readonly Gen<ExceptionEntry> Inner = Gen.OneOf(
        Gen.Select(Gen.OneOf("k", "a.b", "e"), RandomVocabulary.Word, Operator, (field, value, @operator) => (ExceptionEntry)new MatchEntry { Field = field, Operator = @operator, Value = value }),
        Gen.Select(RandomVocabulary.Number, Operator, (value, @operator) => (ExceptionEntry)new MatchEntry { Field = "n", Operator = @operator, Value = value }),
        Gen.Select(Gen.OneOf("k", "n", "in"), Operator, (field, @operator) => (ExceptionEntry)new ExistsEntry { Field = field, Operator = @operator }));

    private static readonly Gen<ExceptionEntry> Nested = Gen.Select(Gen.OneOf("obj", "a"), Inner.Array[1, 2], (field, entries) =>
        (ExceptionEntry)new NestedEntry { Field = field, Entries = field == "a" ? [.. entries.Where(entry => entry.Field != "n").DefaultIfEmpty(new ExistsEntry { Field = "b" })] : entries });

    private static readonly Gen<ExceptionEntry> Entry = Gen.Frequency(
        (12, Plain), (3, List), (2, Nested), (1, Gen.Select(TextField, field => (ExceptionEntry)new UnknownEntry { Field = field, Type = "tomorrow" })));

    private static readonly Gen<ExceptionItem> Item = Gen.Select(
        Entry.Array[1, 3],
        Gen.OneOf<DateTimeOffset?>(null, null, null, CaseRunner.Options.TimeProvider.GetUtcNow(), CaseRunner.Options.TimeProvider.GetUtcNow().AddMilliseconds(-1)),
        Gen.Frequency((5, Gen.Const(Array.Empty<string>())), (1, Gen.OneOf("windows", "linux").Array[1, 2])),
        (entries, expires, systems) => new ExceptionItem { ItemId = "item", Entries = entries, ExpireTime = expires, OsTypes = systems });

    public static Gen<ExceptionList> Any { get; } = Item.Array[0, 3].Select(items => new ExceptionList { ListId = "list", Items = items });
}
