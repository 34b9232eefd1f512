namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The class values of an event before, as they were written, and the class that they led to.</summary>
internal sealed class KnownClass
{
    private readonly byte[] _key = new byte[ClassKey.MaxBytes];
    private int _length = -1;
    private int _generation;
    private EventClass? _class;

    /// <summary>The class of these values, if they are the ones that were remembered and it still stands for them.</summary>
    public EventClass? Find(ReadOnlySpan<byte> key) =>
        key.Length == _length && key.SequenceEqual(_key.AsSpan(0, _length)) && _class!.Generation == _generation ? _class : null;

    /// <summary>Remembers where values led.</summary>
    public void Set(ReadOnlySpan<byte> key, EventClass eventClass)
    {
        key.CopyTo(_key);
        _length = key.Length;
        _class = eventClass;
        _generation = eventClass.Generation;
    }
}
