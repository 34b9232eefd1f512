using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Elastic.ResponseActions.Guarding;

/// <summary>Takes typed values from policy nodes and collects every error on the way, so that one run shows them all.</summary>
internal sealed class PolicyValues
{
    private readonly List<PolicyError> _errors = [];

    public IReadOnlyList<PolicyError> Errors => [.. _errors.OrderBy(error => error.Line)];

    public void Error(PolicyNode node, string message) => _errors.Add(new PolicyError(node.Path, node.Line, message));

    /// <summary>Hands each member to the reader of its name; names without a reader are errors.</summary>
    public void Object(PolicyNode node, params (string Name, Action<PolicyNode> Read)[] readers)
    {
        if (node.Kind != JsonTokenType.StartObject)
        {
            Error(node, $"found {node.Describe()}; expected an object with {List(readers)}.");
            return;
        }

        var seen = new HashSet<string>();
        foreach (var (name, value) in node.Members)
        {
            if (!seen.Add(name))
            {
                Error(value, "written twice; write it once.");
                continue;
            }

            if (Array.Find(readers, reader => reader.Name == name) is { Read: { } read })
            {
                read(value);
            }
            else
            {
                Error(value, $"unknown key `{name}`; allowed here: {List(readers)}.");
            }
        }
    }

    public IReadOnlyList<PolicyNode> Items(PolicyNode node, string expected)
    {
        if (node.Kind == JsonTokenType.StartArray)
        {
            return node.Items;
        }

        Error(node, $"found {node.Describe()}; expected a list of {expected}.");
        return [];
    }

    public string Text(PolicyNode node, string expected)
    {
        if (node.Kind == JsonTokenType.String && node.Text.Length > 0)
        {
            return node.Text;
        }

        Error(node, $"found {node.Describe()}; expected {expected}.");
        return "";
    }

    public bool Flag(PolicyNode node)
    {
        if (node.Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            Error(node, $"found {node.Describe()}; expected true or false.");
        }

        return node.Kind == JsonTokenType.True;
    }

    public T OneOf<T>(PolicyNode node, params (string Name, T Value)[] allowed)
    {
        if (node.Kind == JsonTokenType.String && Array.FindIndex(allowed, one => one.Name == node.Text) is >= 0 and var index)
        {
            return allowed[index].Value;
        }

        Error(node, $"found {node.Describe()}; expected one of {string.Join(", ", allowed.Select(one => $"`{one.Name}`"))}.");
        return allowed[0].Value;
    }

    public int Count(PolicyNode node)
    {
        if (node.Kind == JsonTokenType.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Error(node, $"found {node.Describe()}; expected a whole number, 0 or more.");
        return 0;
    }

    public double Percent(PolicyNode node)
    {
        if (node.Kind == JsonTokenType.Number && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100)
        {
            return number;
        }

        Error(node, $"found {node.Describe()}; expected a number from 0 to 100.");
        return 0;
    }

    public TimeSpan Duration(PolicyNode node)
    {
        if (node.Kind == JsonTokenType.String && DurationText.TryParse(node.Text, out var duration))
        {
            return duration;
        }

        Error(node, $"found {node.Describe()}; expected a duration: {DurationText.Allowed}.");
        return TimeSpan.Zero;
    }

    public IPNetwork Network(PolicyNode node)
    {
        if (node.Kind == JsonTokenType.String && NetworkText.TryParse(node.Text, out var network))
        {
            return network;
        }

        Error(node, $"found {node.Describe()}; expected {NetworkText.Allowed}.");
        return default;
    }

    private static string List((string Name, Action<PolicyNode> Read)[] readers) =>
        string.Join(", ", readers.Select(reader => $"`{reader.Name}`"));
}
