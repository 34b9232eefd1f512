using System.Text.Json;
using Elastic.ResponseActions.Matching.Exceptions;

namespace Elastic.ResponseActions.Matching;

/// <summary>
/// One item of an exception list; mirrors the body of Kibana's exception list item. An event fits it when all of its entries hold.
/// Immutable; share it between threads.
/// </summary>
public sealed record ExceptionItem
{
    /// <summary>The item's <c>item_id</c>, used in messages.</summary>
    public required string ItemId { get; init; }

    /// <summary>The item's name, for people; where present, messages show it.</summary>
    public string? Name { get; init; }

    /// <summary>What has to hold, all of it. At least one entry.</summary>
    public required IReadOnlyList<ExceptionEntry> Entries { get; init; }

    /// <summary>
    /// Operating systems (<c>windows</c>, <c>linux</c>, <c>macos</c>): the item then concerns events only whose <c>host.os.type</c> or
    /// <c>host.os.name.caseless</c> is one of them. Empty: all events.
    /// </summary>
    public IReadOnlyList<string> OsTypes { get; init; } = [];

    /// <summary>
    /// When the item ceases to be (<c>expire_time</c>), to the millisecond; null: never. Compared with
    /// <see cref="RuleSetOptions.TimeProvider"/> at each match, so that a set compiled long ago does not hold on to it.
    /// </summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>Reads an item as Kibana's API and export give it. Members that matching does not need are passed over.</summary>
    /// <param name="item">One JSON object; not kept.</param>
    /// <exception cref="JsonException">Not an exception item, a member that occurs twice, or one of the wrong kind; the text says which.</exception>
    public static ExceptionItem Parse(JsonElement item) => ExceptionItemReader.Read(item);

    /// <inheritdoc />
    public override string ToString() => Name is null ? ItemId : $"{Name} ({ItemId})";
}
