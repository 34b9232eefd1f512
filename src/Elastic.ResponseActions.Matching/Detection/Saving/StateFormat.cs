namespace Elastic.ResponseActions.Matching.Detection.Saving;

/// <summary>
/// The saved form: a mark, the version, the counters, the timelines, the targets, each rule with its numbers and cells, the events held back, and a
/// SHA-256 of all that. Numbers are little-endian. What a number of a cell means is the rule's business: rules are known by their fingerprints.
/// </summary>
internal static class StateFormat
{
    public const uint Mark = 0x5344_4152;   // "RADS"
    public const int Version = 1;
    public const int FingerprintBytes = 16;
    public const int ChecksumBytes = 32;
}
