using System.Runtime.CompilerServices;
using System.Text;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>
/// What one rule may spend on parsing: the limits of <see cref="RuleSetOptions"/> and the nodes used so far.
/// Parse a rule's query and all of its filters with the same budget; the node limit covers them together.
/// </summary>
internal sealed class QueryBudget(int maxBytes = 64 * 1024, int maxDepth = 64, int maxNodes = 10_000, int maxWildcards = 64)
{
    private const int MostNameLength = 1_024;

    public int Nodes { get; private set; }

    public int Depth { get; private set; }

    public void CheckBytes(string text)
    {
        // Every UTF-16 unit takes at least one byte, so a far too long text is refused without encoding it.
        var bytes = text.Length > maxBytes ? text.Length : Encoding.UTF8.GetByteCount(text);
        if (bytes > maxBytes)
            throw Passed($"the query, or a text in its filters, is longer than {maxBytes:N0} bytes in UTF-8", nameof(RuleSetOptions.MaxQueryBytes), default);
    }

    public T Count<T>(T node)
        where T : QueryNode
    {
        if (++Nodes > maxNodes)
            throw Passed($"the query and its filters have more than {maxNodes:N0} nodes", nameof(RuleSetOptions.MaxQueryNodes), node.Span);
        return node;
    }

    /// <summary>Counts what has no node of its own: the values of a list, the work of a condition on many fields.</summary>
    public void CountMore(int nodes, SourceSpan at)
    {
        Nodes += nodes;
        if (Nodes > maxNodes)
            throw Passed($"the query and its filters have more than {maxNodes:N0} nodes", nameof(RuleSetOptions.MaxQueryNodes), at);
    }

    public void Enter(SourceSpan at)
    {
        // The second half guards a caller who raised the limit beyond what this thread's stack can hold.
        if (++Depth > maxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Passed($"the query nests deeper than {Math.Min(Depth - 1, maxDepth):N0} levels", nameof(RuleSetOptions.MaxQueryDepth), at);
    }

    public void Leave() => Depth--;

    /// <param name="stars">The number of <c>*</c> in one pattern; a <c>?</c> costs nothing to match and is not counted.</param>
    /// <param name="at">The pattern's place.</param>
    public void CheckWildcards(int stars, SourceSpan at)
    {
        if (stars > maxWildcards)
            throw Passed($"the pattern has more than {maxWildcards:N0} wildcards", nameof(RuleSetOptions.MaxPatternWildcards), at);
    }

    /// <summary>Every part of a field's name costs memory in the rule set, so a name cannot be of any length.</summary>
    public static void CheckName(string name, SourceSpan at)
    {
        if (name.Length > MostNameLength)
            throw new QuerySyntaxException(FormattableString.Invariant($"the field name {VisibleText.Excerpt(name)} is longer than {MostNameLength:N0} characters; no mapping has such a field."), at, QueryErrorKind.Limit);
    }

    private static QuerySyntaxException Passed(FormattableString what, string option, SourceSpan at) =>
        new($"{FormattableString.Invariant(what)}. Shorten it, or raise RuleSetOptions.{option}.", at, QueryErrorKind.Limit);
}
