using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Rules;

namespace Elastic.ResponseActions;

/// <summary>
/// The exception lists that rules refer to in <see cref="DetectionRule.ExceptionsList"/>, with all their items. Kibana stores them apart from
/// the rules; a rule whose lists are not all given is not matched, since it would match what it must not alert on. Immutable; share it between threads.
/// </summary>
public sealed class ExceptionLists
{
    private readonly Dictionary<(string ListId, string NamespaceType), ExceptionList> _byId = [];

    /// <summary>Takes lists that were made in code or read by <see cref="ExceptionItem.Parse"/>.</summary>
    /// <param name="lists">The lists; no two with the same id and namespace type.</param>
    /// <exception cref="ArgumentException">A list is there twice, or is null.</exception>
    public ExceptionLists(IEnumerable<ExceptionList> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        Lists = [.. lists];
        foreach (var list in Lists)
        {
            if (list is null)
            {
                throw new ArgumentException("A list is null.", nameof(lists));
            }

            if (!_byId.TryAdd((list.ListId, list.NamespaceType), list))
            {
                throw new ArgumentException($"The exception list '{list.ListId}' ({list.NamespaceType}) is there twice; keep one.", nameof(lists));
            }
        }
    }

    /// <summary>The lists, in the order given.</summary>
    public IReadOnlyList<ExceptionList> Lists { get; }

    /// <summary>
    /// Reads what Kibana exports, one JSON object a line: lists and their items. Rules, connectors and totals, which an export of rules holds besides, are
    /// passed over, so that one file may give both. Items may stand before their list.
    /// </summary>
    /// <param name="utf8Ndjson">The lines, in UTF-8; blank ones are passed over.</param>
    /// <exception cref="JsonException">A line is no such object, an item is malformed or its list is missing, or a list occurs twice; the text says where.</exception>
    public static ExceptionLists Parse(ReadOnlySpan<byte> utf8Ndjson) => ExceptionListReader.Read(utf8Ndjson);

    /// <summary>Finds a list.</summary>
    /// <param name="listId">Its <c>list_id</c>.</param>
    /// <param name="namespaceType">Its <c>namespace_type</c>: <c>single</c> or <c>agnostic</c>.</param>
    /// <param name="list">The list, where it was given.</param>
    public bool TryFind(string listId, string namespaceType, [NotNullWhen(true)] out ExceptionList? list) => _byId.TryGetValue((listId, namespaceType), out list);
}
