using System.Diagnostics.CodeAnalysis;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>The rules of the input for a detector, which evaluates those that need more than one event too.</summary>
/// <param name="Checked">Every rule, in the order read.</param>
/// <param name="Set">The rules that can be used, compiled.</param>
internal sealed record DetectorCompilation(IReadOnlyList<CheckedRule> Checked, DetectorSet Set)
{
    private delegate bool Creation(DetectionRule rule, [NotNullWhen(true)] out DetectorRule? made, [NotNullWhen(false)] out QueryError? error);

    /// <summary>Compiles the rules as they are.</summary>
    public static DetectorCompilation OfRules(RuleInput input, RuleSetOptions options) =>
        Of(input, options, (DetectionRule rule, [NotNullWhen(true)] out DetectorRule? made, [NotNullWhen(false)] out QueryError? error) =>
            RuleMatchability.TryCreateDetectorRule(rule, out made, out error, input.Exceptions));

    /// <summary>Compiles the rules for an input that is one run of them.</summary>
    /// <param name="input">The rules.</param>
    /// <param name="baseQuery">Take the base query of threshold, new-terms and threat-match rules.</param>
    /// <param name="hasIndicators">There are indicators, without which a threat-match rule finds nothing.</param>
    /// <param name="options">How to compile.</param>
    public static DetectorCompilation OfOneRun(RuleInput input, bool baseQuery, bool hasIndicators, RuleSetOptions options) =>
        Of(input, options, (DetectionRule rule, [NotNullWhen(true)] out DetectorRule? made, [NotNullWhen(false)] out QueryError? error) =>
        {
            if (baseQuery && rule is ThresholdRule or NewTermsRule or ThreatMatchRule)
            {
                made = RuleMatchability.TryCreateQuery(rule, baseQuery, out var query, out error, input.Exceptions) ? new DetectorRule { Query = query } : null;
                return made is not null;
            }

            if (!RuleMatchability.TryCreateDetectorRule(rule, out made, out error, input.Exceptions))
                return false;

            error = made.Criteria is ThreatMatchCriteria && !hasIndicators ? NeedsIndicators(rule) : null;
            made = error is null ? made.AsOneRun() : null;
            return error is null;
        });

    private static DetectorCompilation Of(RuleInput input, RuleSetOptions options, Creation create)
    {
        DetectorSet? usable = null;
        var rules = RuleChecks.Of(input, sound =>
        {
            var errors = new List<QueryError>();
            var detectorRules = new List<DetectorRule>();
            foreach (var rule in sound)
            {
                if (create(rule, out var made, out var error))
                    detectorRules.Add(made);
                else
                    errors.Add(error);
            }

            DetectorSet.TryCompile(detectorRules, options, out usable, out var compileErrors);
            return [.. errors, .. compileErrors];
        });
        return new DetectorCompilation(rules, usable!);
    }

    private static QueryError NeedsIndicators(DetectionRule rule) => new()
    {
        RuleId = rule.RuleId,
        RuleName = rule.Name,
        Kind = QueryErrorKind.Unsupported,
        Message = "type `threat_match` compares events with indicators, and none were given. Give them with --indicators P…, or take the base query alone with --base-query.",
    };
}
