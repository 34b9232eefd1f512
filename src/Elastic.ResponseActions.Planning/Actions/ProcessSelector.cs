using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>Says where <c>kill-process</c> and <c>suspend-process</c> find the process in an alert; mirrors <c>params.config</c>. Immutable.</summary>
public sealed record ProcessSelector : IJsonModel
{
    /// <summary>Creates the selector Kibana's form starts with: use <c>process.pid</c>.</summary>
    public ProcessSelector()
    {
    }

    internal ProcessSelector(JsonMembers config)
    {
        Overwrite = config.Flag("overwrite") ?? true;
        Field = config.Text("field") ?? "";
        KillDescendants = config.Flag("kill_descendants");
        Origin = new JsonOrigin(config.Json, this);
    }

    /// <summary>True (the default): use <c>process.pid</c>. False: use the alert field named by <see cref="Field"/>.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>The alert field that holds the process, where <see cref="Overwrite"/> is false; empty otherwise.</summary>
    public string Field { get; init; } = "";

    /// <summary>Ends the process's descendants too (<c>kill_descendants</c>; <c>kill-process</c> only, newest servers behind a flag).</summary>
    public bool? KillDescendants { get; init; }

    /// <summary>The alert field that is looked at: <c>process.pid</c>, or <see cref="Field"/>.</summary>
    public string AlertField => Overwrite ? "process.pid" : Field;

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => Overwrite ? "overwrite true" : $"overwrite false, field `{Field}`";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Flag("overwrite", Overwrite);
        members.Text("field", Field);
        members.Flag("kill_descendants", KillDescendants);
    }
}
