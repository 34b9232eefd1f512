namespace Elastic.ResponseActions;

/// <summary>One event of a pass. Immutable.</summary>
/// <param name="Utf8Event">The document itself, one JSON object in UTF-8; never a search hit's envelope.</param>
/// <param name="Utf8Index">The index or data stream it is in; empty: taken from <c>data_stream.*</c>.</param>
/// <param name="Id">
/// The event's id, the same on every replay: dedup hangs on it. Null: a hash of the document.
/// </param>
public readonly record struct InputEvent(ReadOnlyMemory<byte> Utf8Event, ReadOnlyMemory<byte> Utf8Index = default, string? Id = null);
