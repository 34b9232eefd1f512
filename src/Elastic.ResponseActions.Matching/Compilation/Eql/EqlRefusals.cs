using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>The texts of what Elasticsearch refuses once it knows the types of the fields.</summary>
internal static class EqlRefusals
{
    private const string Tail = "Elasticsearch refuses this query";

    public static QuerySyntaxException FieldToField(SourceSpan at) =>
        new($"EQL does not compare a field with another field, not even within functions: {Tail}; compare each with a constant, or use a function of both such as `startsWith`.", at);

    public static QuerySyntaxException NotBoolean(string what, SourceSpan at) =>
        new($"a condition has to be true or false, and {what}: {Tail}; compare it with something.", at);

    public static QuerySyntaxException WrongArgument(EqlCall call, int index, EqlType wanted, EqlType actual, SourceSpan at) =>
        new($"argument {index + 1} of {NameOf(call)} has to be {EqlTypes.NameOf(wanted)}, and this is {EqlTypes.NameOf(actual)}: {Tail}.", at);

    public static QuerySyntaxException NotConstant(EqlCall call, int index, SourceSpan at) =>
        new($"argument {index + 1} of {NameOf(call)} has to be a constant: {Tail}.", at);

    public static QuerySyntaxException WrongOperand(EqlType actual, string wanted, SourceSpan at) =>
        new($"this is {EqlTypes.NameOf(actual)} and has to be {wanted}: {Tail}.", at);

    public static QuerySyntaxException NotText(string op, string what, SourceSpan at) =>
        new($"`{op}` compares text, and {what}: {Tail}; use `==`.", at);

    public static QuerySyntaxException WrongListValue(EqlType list, EqlType item, SourceSpan at) =>
        new($"the values of the list have to be {EqlTypes.NameOf(list)}, and this is {EqlTypes.NameOf(item)}: {Tail}.", at);

    public static QuerySyntaxException FieldIsNoValue(string field, string why, SourceSpan at) =>
        new($"`{field}` {why}: {Tail}.", at);

    public static QuerySyntaxException Value(string refusal, in ResolvedField field, SourceSpan at) =>
        new($"{refusal}, and `{field.Name}` is mapped as {field.Type.ToString().ToLowerInvariant()}: {Tail}", at);

    public static QuerySyntaxException OutOfRange(SourceSpan at) =>
        new($"this constant cannot be computed: it leaves 64 bits, or divides by zero: {Tail}.", at);

    private static string NameOf(EqlCall call) => call.Function switch
    {
        EqlFunction.Add => "`+`",
        EqlFunction.Subtract => "`-`",
        EqlFunction.Multiply => "`*`",
        EqlFunction.Divide => "`/`",
        EqlFunction.Modulo => "`%`",
        EqlFunction.Negate => "`-`",
        _ => $"`{char.ToLowerInvariant(call.Function.ToString()[0])}{call.Function.ToString()[1..]}`",
    };
}
