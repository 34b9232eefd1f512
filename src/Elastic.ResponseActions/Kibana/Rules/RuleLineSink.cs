using System.Buffers;
using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>
/// Cuts an export into lines as they come and passes each on. The last one has to be a summary that counts the rules that came: a file that was cut off is
/// no export.
/// </summary>
/// <param name="options">How large the whole may be, and whether the summary is passed on.</param>
/// <param name="longest">The longest line, in bytes.</param>
/// <param name="pass">Takes a line with its end; whether it is a rule.</param>
internal sealed class RuleLineSink(RuleExportOptions options, int longest, Func<ReadOnlyMemory<byte>, bool, CancellationToken, ValueTask> pass) : DownloadSink(options.MaxBytes)
{
    private readonly ArrayBufferWriter<byte> _part = new();
    private RuleExportSummary? _summary;
    private long _rules;
    private long _lines;

    /// <summary>What the export told of itself, held against what came.</summary>
    /// <exception cref="InvalidDataException">It was cut off; <see cref="DownloadSink.Refusal"/> says so.</exception>
    public async ValueTask<RuleExportSummary> EndAsync(CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        return _summary ?? throw Refuse($"it ends after line {_lines} without a summary of the rules in it");
    }

    protected override async ValueTask TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            Append(bytes[..(end + 1)]);
            bytes = bytes[(end + 1)..];
            await PassAsync(cancellationToken).ConfigureAwait(false);
        }

        Append(bytes);
    }

    private void Append(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > longest - _part.WrittenCount)
            throw Refuse($"line {_lines + 1} is longer than {longest} bytes (KibanaOptions.MaxResponseBytes)");

        _part.Write(bytes.Span);
    }

    private async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isRule = Read(_part.WrittenSpan.Trim(" \t\r\n"u8));
        if (isRule is { } rule)
        {
            try
            {
                await pass(_part.WrittenMemory, rule, cancellationToken).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                // What it says may quote the server's text; the line's number is enough to find it.
                throw Refuse($"line {_lines} is no rule that can be read");
            }

            Written += _part.WrittenCount;
        }

        _part.ResetWrittenCount();
    }

    /// <summary>Whether a line is a rule; null where it is not passed on.</summary>
    private bool? Read(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return null;

        _lines++;
        if (_summary is not null)
            throw Refuse($"line {_lines} comes behind the summary");

        JsonElement json;
        try
        {
            json = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            throw Refuse($"line {_lines} is no JSON");
        }

        if (json.ValueKind != JsonValueKind.Object)
            throw Refuse($"line {_lines} is no JSON object");
        if (json.TryGetProperty("rule_id", out _))
        {
            _rules++;
            return true;
        }

        return (json.Count("exported_rules_count") ?? json.Count("exported_count")) is not { } told || Summarize(json, told) ? false : null;
    }

    private bool Summarize(JsonElement json, long told)
    {
        if (told != _rules)
            throw Refuse($"its summary counts {told} rules, and {_rules} came");

        _summary = new RuleExportSummary { RulesCount = _rules, MissingRuleIds = [.. json.Items("missing_rules").Select(static rule => rule.Text("rule_id")).OfType<string>()] };
        return !options.ExcludeExportDetails;
    }
}
