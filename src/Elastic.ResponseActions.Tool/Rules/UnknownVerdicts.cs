using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Counts the verdicts that could not be given, and names each rule and reason once.</summary>
internal sealed class UnknownVerdicts
{
    private readonly Dictionary<(string RuleId, string Reason), int> _counts = [];

    public void Add(string ruleId, string reason) => _counts[(ruleId, reason)] = _counts.GetValueOrDefault((ruleId, reason)) + 1;

    public void Print(TextWriter error)
    {
        foreach (var ((ruleId, reason), count) in _counts)
            error.WriteLine(PrintableText.Of($"rule {ruleId} is undecided for {count} events: {reason}"));
    }
}
