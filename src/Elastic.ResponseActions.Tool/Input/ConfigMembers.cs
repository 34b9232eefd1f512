using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>The members of an object that may have only known ones: a misspelt member is an error, never ignored.</summary>
internal static class ConfigMembers
{
    public static Dictionary<string, LocatedJson> Read(LocatedJson value, ConfigErrors errors, params ReadOnlySpan<string> allowed)
    {
        var members = new Dictionary<string, LocatedJson>(StringComparer.Ordinal);
        if (value.Kind != JsonValueKind.Object)
            errors.Add(value, $"expected an object with the members {string.Join(", ", allowed)}.");

        foreach (var (name, member) in value.Members)
        {
            if (allowed.Contains(name))
                members.Add(name, member);
            else
                errors.Add(member, $"`{name}` is not known here. Members: {string.Join(", ", allowed)}.");
        }

        return members;
    }
}
