using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Walks a query's tree over one event. Three-valued: null is "cannot be decided here", and C#'s operators on <c>bool?</c>
/// are Kleene's. Written to be seen right at once; nothing of the compiled engine is used.
/// </summary>
internal sealed class Interpreter(FieldTypeTable types, DateTimeOffset now)
{
    public bool? Holds(QueryNode node, EventScope scope, string? nestedPath = null) => node switch
    {
        MatchAllNode => true,
        AndNode and => Three.All(and.Children.Select(child => Holds(child, scope, nestedPath))),
        OrNode or => Three.Any(or.Children.Select(child => Holds(child, scope, nestedPath))),
        NotNode not => !Holds(not.Child, scope, nestedPath),
        NestedNode nested => HoldsForAnObject(nested, scope, Absolute(nested.Path, nestedPath).Text),
        IsNode { Field: null } free when nestedPath is null => FreeText(free.Value, scope),
        // Kibana puts the path before the missing name.
        IsNode { Field: null } free => Holds(free with { Field = new FieldName("null") }, scope, nestedPath),
        IsNode { Value: WildcardValue value } exists when IsLoneStar(value) => Exists(Absolute(exists.Field, nestedPath), scope),
        IsNode { Value: WildcardValue value } like => Any(Absolute(like.Field, nestedPath), scope, type => type.Like(value.Parts)),
        IsNode { Value: LiteralValue value } equal => Any(Absolute(equal.Field, nestedPath), scope, type => type.Is(value)),
        RangeNode range => Any(Absolute(range.Field, nestedPath), scope, type => type.Compares(range.Operator, TextOf(range.Value))),
        _ => throw new NotSupportedException($"No meaning for {node.GetType().Name}."),
    };

    private bool? HoldsForAnObject(NestedNode node, EventScope scope, string path) =>
        Three.Any(scope.ObjectsAt(path).Select(inner => Holds(node.Child, inner, path)));

    private bool? Exists(FieldName name, EventScope scope)
    {
        if (name is { IsPattern: true, Text: "*" })
        {
            return true;
        }

        return FieldsOf(name, scope).Any(field => field.Values.Any(field.Type.IsIndexed))
            // A name that is no mapped field may be an object, which exists where anything below it does.
            || (!name.IsPattern && !FieldView.IsMapped(name.Text, types)
                && scope.Paths.Where(path => path.StartsWith($"{name.Text}.", StringComparison.Ordinal))
                    .Select(path => FieldView.Of(path, scope, types, now))
                    .Any(field => field.Values.Any(field.Type.IsIndexed)));
    }

    /// <summary>Any value of any such field. A value that makes no sense for a field's type fits no value of it.</summary>
    private bool? Any(FieldName name, EventScope scope, Func<TypeSemantics, Func<JsonElement, bool?>?> meaning) =>
        Three.Any(FieldsOf(name, scope).Select(field => AnyValue(field, meaning(field.Type))));

    private static bool? AnyValue(FieldView field, Func<JsonElement, bool?>? predicate) =>
        predicate is null ? false : Three.Any(field.Values.Select(predicate));

    /// <summary>Some field outside nested objects has the value, leniently: a field of a type that the value does not suit takes no part.</summary>
    private bool? FreeText(QueryValue value, EventScope scope) => value switch
    {
        WildcardValue wildcard when IsLoneStar(wildcard) => true,
        WildcardValue wildcard => AnyField(scope, type => type.Like(wildcard.Parts)),
        _ => AnyField(scope, type => type.Is((LiteralValue)value)),
    };

    private bool? AnyField(EventScope scope, Func<TypeSemantics, Func<JsonElement, bool?>?> meaning) =>
        Three.Any(scope.Paths.Select(path => FieldView.Of(path, scope, types, now)).Select(field => AnyValue(field, meaning(field.Type))));

    /// <summary>The field of that name; for a pattern every field of the event that fits, inside nested objects too.</summary>
    private IEnumerable<FieldView> FieldsOf(FieldName name, EventScope scope)
    {
        if (!name.IsPattern)
        {
            return [FieldView.Of(name.Text, scope, types, now)];
        }

        var pattern = WildcardPattern.OfKql(name.WildcardParts!);
        return from inner in scope.WithNested()
               from path in inner.Paths
               where pattern.Fits(path)
               select FieldView.Of(path, inner, types, now);
    }

    private static FieldName Absolute(FieldName name, string? nestedPath)
    {
        if (nestedPath is null)
        {
            return name;
        }

        IReadOnlyList<string>? parts = name.WildcardParts is { } own ? [$"{nestedPath}.{own[0]}", .. own.Skip(1)] : null;
        return new FieldName($"{nestedPath}.{name.Text}", parts);
    }

    private static bool IsLoneStar(WildcardValue value) => value.Parts is ["", ""];

    public static string TextOf(QueryValue value) => value is LiteralValue literal ? literal.Text : string.Join('*', ((WildcardValue)value).Parts);
}
