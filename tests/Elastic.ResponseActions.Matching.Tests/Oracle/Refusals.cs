using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>Finds what Elasticsearch refuses to search for: a value or a wildcard that a field's type cannot take.</summary>
internal sealed class Refusals(FieldTypeTable types)
{
    /// <exception cref="OracleRefusalException">Some condition on a plain field name is refused. Field name patterns and free text are lenient.</exception>
    public void Check(QueryNode node, string nestedPath = "")
    {
        switch (node)
        {
            case AndNode and:
                and.Children.ToList().ForEach(child => Check(child, nestedPath));
                break;
            case OrNode or:
                or.Children.ToList().ForEach(child => Check(child, nestedPath));
                break;
            case NotNode not:
                Check(not.Child, nestedPath);
                break;
            case NestedNode nested:
                Check(nested.Child, $"{nestedPath}{nested.Path.Text}.");
                break;
            case IsNode { Value: LiteralValue { Kind: LiteralKind.Null } }:
                throw new OracleRefusalException("null is no value");
            case IsNode { Field.IsPattern: false, Value: WildcardValue { Parts: not ["", ""] } value } like:
                CheckField(nestedPath + like.Field!.Text, type => type.Like(value.Parts));
                break;
            case IsNode { Field.IsPattern: false, Value: LiteralValue value } equal:
                CheckField(nestedPath + equal.Field!.Text, type => type.Is(value));
                break;
            case RangeNode { Field.IsPattern: false } range:
                CheckField(nestedPath + range.Field.Text, type => type.Compares(range.Operator, Interpreter.TextOf(range.Value)));
                break;
        }
    }

    private void CheckField(string name, Func<TypeSemantics, object?> meaning)
    {
        if (meaning(FieldView.SemanticsOf(name, types, DateTimeOffset.UnixEpoch)) is null)
        {
            throw new OracleRefusalException($"{name} cannot be searched for this value");
        }
    }
}

internal sealed class OracleRefusalException(string message) : Exception(message);
