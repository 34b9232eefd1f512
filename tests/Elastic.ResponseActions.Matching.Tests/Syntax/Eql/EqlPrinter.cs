using System.Globalization;
using System.Text;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>Writes a statement as EQL, with no parentheses but those that the order of precedence asks for.</summary>
internal static class EqlPrinter
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private static readonly string[] Patterns = [":", " like ", " like~ ", " regex ", " regex~ "];

    public static string Print(EqlStatement statement)
    {
        var body = statement switch
        {
            EqlEventQuery query => Print(query.Filter),
            EqlSequence { MaxSpan: { } span } sequence => $"sequence{Keys(sequence.Keys)} with maxspan={(span.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond}ms\n{Stages(sequence.Stages)}{Until(sequence.Until)}",
            EqlSequence sequence => $"sequence{Keys(sequence.Keys)}\n{Stages(sequence.Stages)}{Until(sequence.Until)}",
            EqlSample sample => $"sample{Keys(sample.Keys)}\n{Stages(sample.Stages)}",
            _ => throw new InvalidOperationException(),
        };
        return body + string.Concat(statement.Pipes.Select(pipe => $"\n| {(pipe.FromEnd ? "tail" : "head")} {pipe.Count}"));
    }

    private static string Print(EqlEventFilter filter) => $"{(filter.Category is { } category ? Quoted(category) : "any")} where {Print(filter.Condition, Binding.Or)}";

    private static string Stages(IEnumerable<EqlStage> stages) => string.Join("\n", stages.Select(Print));

    private static string Until(EqlStage? stage) => stage is null ? "" : $"\nuntil {Print(stage)}";

    private static string Print(EqlStage stage) => $"{(stage.Missing ? "!" : "")}[{Print(stage.Filter)}]{Keys(stage.Keys)}{(stage.Runs == 1 ? "" : $" with runs={stage.Runs}")}";

    private static string Keys(IReadOnlyList<EqlKey> keys) => keys.Count == 0 ? "" : " by " + string.Join(", ", keys.Select(key => Field(key.Field, key.Optional)));

    private static string Print(QueryNode node, Binding least) => BindingOf(node) < least ? $"({Print(node)})" : Print(node);

    private static string Print(QueryNode node) => node switch
    {
        OrNode or => string.Join(" or ", or.Children.Select(child => Print(child, Binding.And))),
        AndNode and => string.Join("\n and ", and.Children.Select(child => Print(child, Binding.Not))),
        NotNode { Child: EqlMembership within } => $"{Print(within.Value, Binding.Value)} not {Membership(within)}",
        NotNode not => $"not {Print(not.Child, Binding.Not)}",
        EqlComparison comparison => $"{Print(comparison.Left, Binding.Sum)} {Comparisons[(int)comparison.Operator]} {Print(comparison.Right, Binding.Sum)}",
        EqlMembership within => $"{Print(within.Value, Binding.Value)} {Membership(within)}",
        EqlPattern { Patterns: [var only] } pattern => $"{Print(pattern.Value, Binding.Value)}{Patterns[(int)pattern.Operator]}{Print(only)}",
        EqlPattern pattern => $"{Print(pattern.Value, Binding.Value)}{Patterns[(int)pattern.Operator]}({string.Join(", ", pattern.Patterns.Select(Print))})",
        EqlCall { Function: EqlFunction.Negate } call => $"-{Print(call.Arguments[0], Binding.Sign)}",
        EqlCall call when SignOf(call.Function) is { } sign => $"{Print(call.Arguments[0], BindingOf(call))}/**/{sign} {Print(call.Arguments[1], BindingOf(call) + 1)}",
        EqlCall call => $"{call.Function}{(call.IgnoreCase ? "~" : "")}({string.Join(", ", call.Arguments.Select(Print))})",
        EqlField field => Field(field.Name, field.Optional),
        EqlLiteral { Value: { Kind: EqlValueKind.Text } text } => Quoted(text.Text!),
        EqlLiteral { Value: { Kind: EqlValueKind.Real } real } => Print(real.Real),
        EqlLiteral literal => literal.Value.ToString(),
        _ => throw new InvalidOperationException($"EQL cannot say {node}."),
    };

    private static string Print(double real) => real.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".";

    private static string Membership(EqlMembership node) => $"{(node.IgnoreCase ? "in~" : "in")} ({string.Join(", ", node.Items.Select(Print))})";

    private static Binding BindingOf(QueryNode node) => node switch
    {
        OrNode => Binding.Or,
        AndNode => Binding.And,
        NotNode { Child: EqlMembership } or EqlMembership or EqlPattern => Binding.Tested,
        NotNode => Binding.Not,
        EqlComparison => Binding.Comparison,
        EqlCall { Function: EqlFunction.Add or EqlFunction.Subtract } => Binding.Sum,
        EqlCall { Function: EqlFunction.Multiply or EqlFunction.Divide or EqlFunction.Modulo } => Binding.Product,
        EqlCall { Function: EqlFunction.Negate } => Binding.Sign,
        EqlLiteral { Value: { IsNumber: true } number } when number.Integer < 0 || number.Real < 0 => Binding.Sign,
        _ => Binding.Value,
    };

    private static char? SignOf(EqlFunction function) => function switch
    {
        EqlFunction.Add => '+',
        EqlFunction.Subtract => '-',
        EqlFunction.Multiply => '*',
        EqlFunction.Divide => '/',
        EqlFunction.Modulo => '%',
        _ => null,
    };

    private static string Field(string name, bool optional) => (optional ? "?" : "") + string.Join('.', name.Split('.').Select(part => $"`{part.Replace("`", "``", StringComparison.Ordinal)}`"));

    // Raw where that can say it, so that both forms are written.
    private static string Quoted(string text)
    {
        if (text.Contains('\\', StringComparison.Ordinal) && !text.AsSpan().ContainsAny('"', '\n', '\r'))
            return $"\"\"\"{text}\"\"\"";

        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\u200F' => "\\u{200f}",
                _ => c.ToString(),
            });
        }

        return result.Append('"').ToString();
    }

    private enum Binding
    {
        Or,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Sign,
        Tested,
        Value,
    }
}
