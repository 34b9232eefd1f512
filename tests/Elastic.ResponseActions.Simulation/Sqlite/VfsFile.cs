namespace Elastic.ResponseActions.Simulation.Sqlite;

/// <summary>A file: what its readers see, what outlives a crash for sure, and the writes in between. Not thread-safe.</summary>
internal sealed class VfsFile
{
    private readonly List<Change> _unsynced = [];
    private Image _seen = new();
    private Image _synced = new();

    public long Length => _seen.Length;

    /// <summary>How many bytes have been written since the last sync.</summary>
    public int UnsyncedBytes => _unsynced.Sum(static c => c.Bytes.Length);

    public int Read(long offset, Span<byte> into) => _seen.Read(offset, into);

    public void Write(long offset, ReadOnlySpan<byte> bytes) => Take(new Change(offset, bytes.ToArray(), IsCut: false));

    public void Truncate(long length) => Take(new Change(length, [], IsCut: true));

    public void Sync()
    {
        foreach (var change in _unsynced)
            _synced.Apply(change, change.Bytes.Length);
        _unsynced.Clear();
    }

    /// <summary>Of each write that was not synced nothing, all, or a first part is on the disk, in any order.</summary>
    public void Crash(Random random)
    {
        foreach (var change in _unsynced)
        {
            switch (random.Next(3))
            {
                case 0:
                    _synced.Apply(change, change.Bytes.Length);
                    break;
                case 1 when !change.IsCut:
                    _synced.Apply(change, random.Next(change.Bytes.Length + 1));
                    break;
            }
        }

        _unsynced.Clear();
        _seen = _synced.Copy();
    }

    /// <summary>The file after a crash that left the first bytes of what was not synced.</summary>
    public VfsFile Torn(int bytes)
    {
        var after = _synced.Copy();
        foreach (var change in _unsynced)
        {
            var kept = Math.Min(bytes, change.Bytes.Length);
            after.Apply(change, kept);
            bytes -= kept;
            if (kept < change.Bytes.Length)
                break;
        }

        return Of(after);
    }

    public VfsFile Copy() => Of(_seen);

    public void Flip(long offset, int bit) => _seen.Bytes[offset] ^= (byte)(1 << bit);

    private static VfsFile Of(Image image) => new() { _seen = image.Copy(), _synced = image.Copy() };

    private void Take(Change change)
    {
        _seen.Apply(change, change.Bytes.Length);
        _unsynced.Add(change);
    }

    private readonly record struct Change(long Offset, byte[] Bytes, bool IsCut);

    private sealed class Image
    {
        public byte[] Bytes { get; private set; } = [];

        public int Length { get; private set; }

        public Image Copy() => new() { Bytes = Bytes.AsSpan(0, Length).ToArray(), Length = Length };

        public int Read(long offset, Span<byte> into)
        {
            var there = (int)Math.Clamp(Length - offset, 0, into.Length);
            Bytes.AsSpan((int)Math.Min(offset, Length), there).CopyTo(into);
            return there;
        }

        public void Apply(Change change, int bytes)
        {
            if (change.IsCut)
            {
                Bytes.AsSpan((int)Math.Min(change.Offset, Length), (int)Math.Max(0, Length - change.Offset)).Clear();
                Length = (int)Math.Min(Length, change.Offset);
                return;
            }

            var end = (int)change.Offset + bytes;
            if (bytes > 0 && end > Bytes.Length)
            {
                var larger = new byte[Math.Max(end, 2 * Bytes.Length)];
                Bytes.AsSpan(0, Length).CopyTo(larger);
                Bytes = larger;
            }

            change.Bytes.AsSpan(0, bytes).CopyTo(Bytes.AsSpan((int)Math.Min(change.Offset, Bytes.Length)));
            Length = bytes > 0 ? Math.Max(Length, end) : Length;
        }
    }
}
