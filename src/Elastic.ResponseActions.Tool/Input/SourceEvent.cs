namespace Elastic.ResponseActions.Tool.Input;

/// <summary>One event of the input. <see cref="Document"/> is a view into the reader's line, valid until the next event is read.</summary>
/// <param name="Document">The document itself, as it stands in the line.</param>
/// <param name="Index">The hit's <c>_index</c>; empty where there is none.</param>
/// <param name="Id"><c>_id</c>, else <c>kibana.alert.uuid</c>, else <c>event.id</c>, else <c>line:</c> and its number.</param>
/// <param name="Place">Where it was read.</param>
internal readonly record struct SourceEvent(ReadOnlyMemory<byte> Document, ReadOnlyMemory<byte> Index, string Id, InputPlace Place);

/// <summary>A line of an input file.</summary>
internal readonly record struct InputPlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
