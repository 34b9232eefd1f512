using System.Globalization;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>
/// Reads a whole EQL statement in one pass with one token of look-ahead: an event query, a sequence or a sample, and its pipes.
/// What Elasticsearch refuses while it parses is refused here, with the same meaning.
/// </summary>
internal sealed class EqlParser
{
    private const int MostRuns = 100;
    private const string ExpectedPipe = "a pipe: `head` or `tail`";

    private readonly EqlCursor _cursor;
    private readonly EqlExpressionParser _expressions;

    private EqlParser(string text, QueryBudget budget)
    {
        _cursor = new EqlCursor(text);
        _expressions = new EqlExpressionParser(_cursor, budget);
    }

    /// <summary>Parses a statement.</summary>
    /// <exception cref="QuerySyntaxException">The text is no EQL, asks for what Elasticsearch does not have, or passes a limit of <paramref name="budget"/>.</exception>
    public static EqlStatement Parse(string text, QueryBudget budget)
    {
        budget.CheckBytes(text);
        return new EqlParser(text, budget).ParseStatement();
    }

    /// <summary>False for text that cannot be a sequence, a sample or a query with pipes: said from its first word, before all of it is parsed.</summary>
    /// <exception cref="QuerySyntaxException">Its first word is none.</exception>
    public static bool MayRelateEvents(string text) =>
        text.Contains('|') || new EqlCursor(text).Current.Kind is EqlTokenKind.Sequence or EqlTokenKind.Sample;

    private EqlStatement ParseStatement()
    {
        var start = _cursor.Current;
        EqlStatement statement = start.Kind switch
        {
            EqlTokenKind.Sequence => ParseSequence(),
            EqlTokenKind.Sample => ParseSample(),
            EqlTokenKind.Join => throw EqlErrors.Unsupported(start.Span, "`join` is Endgame's; Elasticsearch's EQL has `sequence` and `sample`."),
            _ => new EqlEventQuery(ParseFilter(), []),
        };

        if (_cursor.Current.Kind != EqlTokenKind.Pipe)
            return _cursor.Current.Kind == EqlTokenKind.End ? statement : throw _cursor.Errors.Expected(_cursor.Current, ExpectedEnd(statement));
        if (statement is EqlSample)
            throw EqlErrors.Unsupported(_cursor.Current.Span, "a sample has no pipes in Elasticsearch's EQL.");

        var pipes = new List<EqlPipe>();
        while (_cursor.TryTake(EqlTokenKind.Pipe)) pipes.Add(ParsePipe());
        return _cursor.Current.Kind == EqlTokenKind.End ? statement with { Pipes = pipes } : throw _cursor.Errors.Expected(_cursor.Current, $"`|` or {EqlErrors.EndOfQuery}");
    }

    private static string ExpectedEnd(EqlStatement statement) =>
        statement is EqlEventQuery ? $"`and`, `or`, `|` or {EqlErrors.EndOfQuery}" : $"`[`, `|` or {EqlErrors.EndOfQuery}";

    private EqlEventFilter ParseFilter()
    {
        var token = _cursor.Current;
        var category = token.Kind switch
        {
            EqlTokenKind.Any => null,
            EqlTokenKind.Identifier => _cursor.Errors.TextOf(token),
            EqlTokenKind.Text or EqlTokenKind.RawText => EqlTextReader.TextOf(_cursor.Text, token),
            EqlTokenKind.QuotedIdentifier => throw _cursor.Errors.Expected(token, "an event category or `any`", "a category goes in double quotes"),
            _ => throw _cursor.Errors.Expected(token, "an event category or `any`", EqlKeywords.Contains(token.Kind) ? "a category that is a keyword goes in double quotes" : null),
        };
        _cursor.Take();
        _cursor.Take(EqlTokenKind.Where, "`where` after the event category");
        var condition = _expressions.Parse();
        return new EqlEventFilter(category, condition, _cursor.Since(token.Start));
    }

    private EqlSequence ParseSequence()
    {
        var start = _cursor.Take();
        var keys = ParseKeys();
        TimeSpan? maxSpan = _cursor.Current.Kind == EqlTokenKind.With ? ParseMaxSpan() : null;
        if (_cursor.Current.Kind == EqlTokenKind.By)
            throw EqlErrors.Plain(_cursor.Current.Span, "`by` comes before `with maxspan`, directly after `sequence`.");

        var stages = ParseStages(keys, isSample: false);
        EqlStage? until = null;
        if (_cursor.TryTake(EqlTokenKind.Until))
        {
            until = ParseStage(isSample: false);
            if (until.Missing || until.Runs != 1) throw EqlErrors.Plain(until.Span, "`until` takes a plain `[category where condition]`, with neither `!` nor `with runs`.");
            CheckKeys(keys, stages[0], until);
        }

        CheckStages(start, stages, maxSpan);
        return new EqlSequence(keys, maxSpan, stages, until, []);
    }

    private EqlSample ParseSample()
    {
        var start = _cursor.Take();
        var keys = ParseKeys();
        if (_cursor.Current.Kind == EqlTokenKind.With)
            throw EqlErrors.Unsupported(_cursor.Current.Span, "a sample has no `with maxspan`: time plays no part in it.");

        var stages = ParseStages(keys, isSample: true);
        if (stages.Count < 2) throw EqlErrors.Plain(start.Span, "a sample needs at least two `[category where condition]`.");
        if (keys.Count + stages[0].Keys.Count == 0) throw EqlErrors.Plain(start.Span, "a sample needs at least one join key; write `sample by field`.");
        return new EqlSample(keys, stages, []);
    }

    private List<EqlStage> ParseStages(IReadOnlyList<EqlKey> keys, bool isSample)
    {
        var stages = new List<EqlStage>();
        do
        {
            stages.Add(ParseStage(isSample));
            CheckKeys(keys, stages[0], stages[^1]);
        }
        while (_cursor.Current.Kind is EqlTokenKind.OpenBracket or EqlTokenKind.MissingOpen);
        return stages;
    }

    private EqlStage ParseStage(bool isSample)
    {
        var open = _cursor.Current;
        if (isSample && open.Kind == EqlTokenKind.MissingOpen) throw EqlErrors.Unsupported(open.Span, "a sample has no missing events.");
        if (open.Kind is not (EqlTokenKind.OpenBracket or EqlTokenKind.MissingOpen)) throw _cursor.Errors.Expected(open, "`[category where condition]`");

        _cursor.Take();
        var filter = ParseFilter();
        _cursor.Close(EqlTokenKind.CloseBracket, open, "`and`, `or` or `]`");
        var keys = ParseKeys();
        var runs = _cursor.Current.Kind != EqlTokenKind.With ? 1
            : isSample ? throw EqlErrors.Unsupported(_cursor.Current.Span, "a sample has no `with runs`.")
            : ParseRuns();
        return new EqlStage(filter, keys, runs, open.Kind == EqlTokenKind.MissingOpen, _cursor.Since(open.Start));
    }

    private List<EqlKey> ParseKeys()
    {
        if (!_cursor.TryTake(EqlTokenKind.By)) return [];

        var keys = new List<EqlKey>();
        do
        {
            var field = _expressions.ParseField("a field name as join key");
            keys.Add(new EqlKey(field.Name, field.Optional, field.Span));
        }
        while (_cursor.TryTake(EqlTokenKind.Comma));
        return keys;
    }

    private TimeSpan ParseMaxSpan()
    {
        _cursor.Take();
        _cursor.Take(EqlTokenKind.MaxSpan, "`maxspan` after `with`");
        _cursor.Take(EqlTokenKind.Assign, "`=` after `maxspan`");
        var number = _cursor.Current;
        if (number.Kind == EqlTokenKind.Decimal) throw _cursor.Errors.Expected(number, "a whole number, as in `maxspan=90s`", "maxspan takes no fractions");
        _cursor.Take(EqlTokenKind.Integer, "a time span, as in `maxspan=5m`");
        var unit = _cursor.Current;
        var milliseconds = unit.Kind != EqlTokenKind.Identifier ? 0 : _cursor.Errors.TextOf(unit) switch
        {
            "ms" => 1L,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 0,
        };
        if (milliseconds == 0) throw _cursor.Errors.Expected(unit, "a unit of time: `ms`, `s`, `m`, `h` or `d`");
        _cursor.Take();

        // Longer than a TimeSpan holds is as good as no limit.
        var span = _cursor.Text.AsSpan(number.Start, number.Length);
        if (!long.TryParse(span, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) count = long.MaxValue;
        if (count == 0) throw EqlErrors.Plain(number.Span, "`maxspan` has to be longer than nothing.");
        return count > (long)TimeSpan.MaxValue.TotalMilliseconds / milliseconds ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(count * milliseconds);
    }

    private int ParseRuns()
    {
        _cursor.Take();
        var option = _cursor.Take(EqlTokenKind.Identifier, "`runs` after `with`");
        if (_cursor.Errors.TextOf(option) != "runs") throw _cursor.Errors.Expected(option, "`runs`");
        _cursor.Take(EqlTokenKind.Assign, "`=` after `runs`");
        var number = _cursor.Take(EqlTokenKind.Integer, "a whole number, as in `runs=3`");
        return int.TryParse(_cursor.Text.AsSpan(number.Start, number.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs is >= 1 and <= MostRuns
            ? runs
            : throw EqlErrors.Plain(number.Span, FormattableString.Invariant($"`runs` has to be from 1 to {MostRuns}."));
    }

    private EqlPipe ParsePipe()
    {
        if (_cursor.Current.Kind != EqlTokenKind.Identifier)
            throw _cursor.Errors.Expected(_cursor.Current, ExpectedPipe, _cursor.Current.Kind == EqlTokenKind.Pipe ? "write `or` for an alternative" : null);
        var name = _cursor.Take();
        var kind = _cursor.Errors.TextOf(name);
        if (kind is "count" or "filter" or "sort" or "unique" or "unique_count")
            throw EqlErrors.Unsupported(name.Span, $"the pipe `{kind}` is Endgame's; Elasticsearch's EQL has `head` and `tail` only.");
        if (kind is not ("head" or "tail")) throw _cursor.Errors.Expected(name, ExpectedPipe);

        var number = _cursor.Take(EqlTokenKind.Integer, $"a number after `{kind}`");
        return int.TryParse(_cursor.Text.AsSpan(number.Start, number.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new EqlPipe(kind == "tail", count, _cursor.Since(name.Start))
            : throw EqlErrors.Plain(number.Span, FormattableString.Invariant($"`{kind}` takes a number up to {int.MaxValue}."));
    }

    private static void CheckKeys(IReadOnlyList<EqlKey> common, EqlStage first, EqlStage stage)
    {
        if (first.Keys.Count == stage.Keys.Count) return;
        throw EqlErrors.Plain(
            stage.Span,
            FormattableString.Invariant($"this stage has {common.Count + stage.Keys.Count} join key{(common.Count + stage.Keys.Count == 1 ? "" : "s")}, the first has {common.Count + first.Keys.Count}; keys correspond by position, so every stage needs as many."));
    }

    private static void CheckStages(EqlToken sequence, List<EqlStage> stages, TimeSpan? maxSpan)
    {
        var runs = 0;
        EqlStage? missing = null;
        var allMissing = true;
        foreach (var stage in stages)
        {
            runs += stage.Runs;
            missing ??= stage.Missing ? stage : null;
            allMissing &= stage.Missing;
        }

        if (runs < 2) throw EqlErrors.Plain(sequence.Span, "a sequence needs at least two `[category where condition]`; for one, write it as an event query without `sequence` and brackets.");
        if (allMissing) throw EqlErrors.Plain(missing!.Span, "a sequence needs at least one stage without `!`.");
        if (missing is not null && maxSpan is null) throw EqlErrors.Plain(missing.Span, "a sequence with a missing event needs `with maxspan=…`, which says for how long it has to be missing.");
    }
}
