namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>Events, copied once into one buffer, one behind the other; the names of their indices in a second.</summary>
internal sealed class EventBlock
{
    private readonly byte[] _documents;
    private readonly byte[] _indices;
    private readonly Place[] _places;

    private EventBlock(byte[] documents, byte[] indices, Place[] places) => (_documents, _indices, _places) = (documents, indices, places);

    public static EventBlock None { get; } = new([], [], []);

    public int Count => _places.Length;

    /// <summary>The length of all documents.</summary>
    public long Bytes => _documents.Length;

    public ReadOnlySpan<byte> Document(int index) => _documents.AsSpan(_places[index].Document, _places[index].DocumentLength);

    public ReadOnlySpan<byte> Index(int index) => _indices.AsSpan(_places[index].Index, _places[index].IndexLength);

    public static EventBlock Of(IEnumerable<byte[]> documents) => Of(documents.Select(document => (document, Array.Empty<byte>())));

    public static EventBlock Of(IEnumerable<(byte[] Document, byte[] Index)> events)
    {
        var places = new List<Place>();
        using var documents = new MemoryStream();
        using var indices = new MemoryStream();
        foreach (var (document, index) in events)
        {
            places.Add(new Place((int)documents.Length, document.Length, (int)indices.Length, index.Length));
            documents.Write(document);
            indices.Write(index);
        }

        return new EventBlock(documents.ToArray(), indices.ToArray(), [.. places]);
    }

    /// <summary>Some of the events, in their order.</summary>
    public EventBlock Where(Func<int, bool> takes) =>
        Of(Enumerable.Range(0, Count).Where(takes).Select(i => (Document(i).ToArray(), Index(i).ToArray())));

    private readonly record struct Place(int Document, int DocumentLength, int Index, int IndexLength);
}
