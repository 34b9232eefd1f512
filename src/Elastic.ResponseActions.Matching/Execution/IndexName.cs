namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>An index name as rules see it: the remote cluster apart, a backing index as its data stream.</summary>
internal readonly ref struct IndexName
{
    private const int DateAndGeneration = 18;   // -yyyy.MM.dd-NNNNNN

    public IndexName(ReadOnlySpan<byte> utf8)
    {
        var colon = utf8.IndexOf((byte)':');
        Cluster = colon < 0 ? [] : utf8[..colon];
        Name = DataStreamOf(utf8[(colon + 1)..]);
        IsRemote = colon >= 0;
    }

    public bool IsRemote { get; }

    public ReadOnlySpan<byte> Cluster { get; }

    public ReadOnlySpan<byte> Name { get; }

    // `.ds-logs-endpoint.events.process-default-2024.05.01-000001` belongs to `logs-endpoint.events.process-default`.
    private static ReadOnlySpan<byte> DataStreamOf(ReadOnlySpan<byte> name)
    {
        var prefix = ".ds-"u8;
        if (!name.StartsWith(prefix) || name.Length <= prefix.Length + DateAndGeneration)
            return name;

        var tail = name[^DateAndGeneration..];
        for (var i = 0; i < tail.Length; i++)
        {
            var expected = i switch { 0 or 11 => (byte)'-', 5 or 8 => (byte)'.', _ => (byte)'0' };
            if (expected == (byte)'0' ? !char.IsAsciiDigit((char)tail[i]) : tail[i] != expected)
                return name;
        }

        return name[prefix.Length..^DateAndGeneration];
    }
}
