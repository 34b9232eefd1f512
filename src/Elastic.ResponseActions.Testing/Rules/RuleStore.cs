using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>The rules of all spaces, in the order they were made. Guarded by the world's lock.</summary>
internal sealed class RuleStore(SeededIds ids)
{
    private readonly List<StoredRule> _rules = [];

    // An import of ten thousand lines looks for each of them.
    private readonly Dictionary<(string SpaceId, string Id), StoredRule> _byId = [];
    private readonly Dictionary<(string SpaceId, string RuleId), StoredRule> _byRuleId = [];

    public IEnumerable<StoredRule> In(string spaceId) => _rules.Where(rule => rule.SpaceId == spaceId);

    public IEnumerable<StoredRule> All => _rules;

    public StoredRule? Find(string spaceId, string? id, string? ruleId) =>
        id is not null ? _byId.GetValueOrDefault((spaceId, id)) : ruleId is not null ? _byRuleId.GetValueOrDefault((spaceId, ruleId)) : null;

    /// <summary>Stores a new rule, completed.</summary>
    public StoredRule Add(string spaceId, JsonObject sent, string user, DateTimeOffset now)
    {
        var rule = RuleDefaults.Complete(sent, ids.NextUuid);
        rule["id"] = JsonValue.Create(ids.NextUuid());
        rule["created_at"] = rule["updated_at"] = null;
        Stamp(rule, "created", user, now);
        Stamp(rule, "updated", user, now);
        rule["revision"] = JsonValue.Create(0);
        var stored = new StoredRule(spaceId, rule);
        _rules.Add(stored);
        File(stored);
        return stored;
    }

    /// <summary>Puts other members in a rule's place; who made it and when stays.</summary>
    public StoredRule Replace(StoredRule old, JsonObject members, string user, DateTimeOffset now)
    {
        foreach (var kept in (string[])["id", "rule_id", "created_at", "created_by", "immutable", "rule_source"])
            members[kept] = old.Members[kept]?.DeepClone();
        members["revision"] = JsonValue.Create(old.Members["revision"]!.GetValue<int>() + 1);
        Stamp(members, "updated", user, now);
        var stored = new StoredRule(old.SpaceId, members);
        _rules[_rules.FindIndex(rule => ReferenceEquals(rule, old))] = stored;
        File(stored);
        return stored;
    }

    public void Remove(StoredRule rule)
    {
        _rules.Remove(rule);
        _byId.Remove((rule.SpaceId, rule.Id));
        _byRuleId.Remove((rule.SpaceId, rule.RuleId));
    }

    private void File(StoredRule rule) => _byId[(rule.SpaceId, rule.Id)] = _byRuleId[(rule.SpaceId, rule.RuleId)] = rule;

    private static void Stamp(JsonObject rule, string what, string user, DateTimeOffset now)
    {
        rule[$"{what}_at"] = JsonValue.Create(WireJson.Date(now));
        rule[$"{what}_by"] = JsonValue.Create(user);
    }
}
