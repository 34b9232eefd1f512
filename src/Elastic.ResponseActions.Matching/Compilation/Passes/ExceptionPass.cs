using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Exceptions;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Compiles an exception list to one condition: some live item fits. Hundreds of rules share a list of hundreds of items, so this is
/// done once for a list and its options, and the condition becomes one predicate that an event is asked once.
/// In: a list. Out: a condition on a <see cref="SharedDraft"/>. Throws on items that are not well formed or that Elasticsearch would refuse.
/// </summary>
internal static class ExceptionPass
{
    private static readonly ConditionalWeakTable<RuleSetOptions, ConditionalWeakTable<ExceptionList, Condition>> Compiled = [];
    private static long _lists;

    public static Condition Run(ExceptionsNode node) => Compiled.GetOrCreateValue(node.Options).GetValue(node.List, list => Compile(list, node.Options));

    private static Condition Compile(ExceptionList list, RuleSetOptions options)
    {
        var parser = new ExceptionParser(options);
        var pass = new ResolvePass(FieldScope.Of(options));
        var condition = GroupValuesPass.Run(SimplifyPass.Run(new AnyOf([.. list.Items.Select(item => Resolve(list, item, parser, pass))])));
        return condition is Always
            ? condition
            : new Holds(new SharedDraft(FormattableString.Invariant($"exceptions {Interlocked.Increment(ref _lists)}"), condition));
    }

    private static Condition Resolve(ExceptionList list, ExceptionItem item, ExceptionParser parser, ResolvePass pass)
    {
        try
        {
            return pass.Run(parser.Parse(item));
        }
        catch (QuerySyntaxException e)
        {
            throw new QuerySyntaxException($"exception item {VisibleText.Excerpt(item.Name ?? item.ItemId)} of list {VisibleText.Excerpt(list.ListId)}: {e.Message}", default, e.Kind);
        }
    }
}
