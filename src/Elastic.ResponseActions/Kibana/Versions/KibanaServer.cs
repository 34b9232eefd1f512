using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Which Kibana answers (<c>GET /api/status</c>), and what it has. Immutable.</summary>
public sealed record KibanaServer
{
    /// <summary>A Kibana that does not say which it is.</summary>
    public static KibanaServer Unknown { get; } = new();

    /// <summary>The version as the server writes it (<c>version.number</c>); empty where it does not say.</summary>
    public string VersionText { get; init; } = "";

    /// <summary>Whether it is a serverless project (<c>version.build_flavor</c>). Its version number then says nothing of what it has.</summary>
    public bool IsServerless { get; init; }

    /// <summary>The release; null where it is not known, or is none, as in serverless.</summary>
    public KibanaRelease? Release => !IsServerless && KibanaRelease.TryParse(VersionText, out var release) ? release : null;

    /// <summary>What the caller should know before relying on the table: the release is newer than this library, or unknown. Null: nothing.</summary>
    public string? Warning => this switch
    {
        { IsServerless: true } => "Kibana is a serverless project: what it has is its own affair, and it is asked.",
        { Release: null } => $"Kibana does not say which release it is (`{VisibleText.Of(VersionText, 64)}`): nothing is refused beforehand for being too new.",
        { Release: { IsNewerThanKnown: true } release } => $"Kibana {release} is newer than this library knows ({KibanaRelease.NewestKnown.Major}.{KibanaRelease.NewestKnown.Minor}): it is taken to have all that one has.",
        _ => null,
    };

    /// <summary>Whether the server has something; null where only the server can tell.</summary>
    /// <param name="feature">A row of <see cref="ServerFeatures"/>.</param>
    public bool? Has(ServerFeature feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        if (IsServerless)
            return feature.InServerless;

        return Release is { } release ? feature.IsIn(release) ? feature.IsFlagged ? null : true : false : null;
    }

    /// <summary>Why the server cannot be asked for something: it is too old. Null where it may be.</summary>
    /// <param name="feature">A row of <see cref="ServerFeatures"/>.</param>
    public string? WhyNot(ServerFeature feature) => Has(feature) != false
        ? null
        : IsServerless ? $"serverless projects do not have {feature.Name}." : $"Kibana {VersionText} does not have {feature.Name}; that came with {feature.Since}.";

    /// <summary>Version, and whether serverless.</summary>
    public override string ToString() => IsServerless ? "Kibana, serverless" : $"Kibana {(VersionText.Length == 0 ? "of unknown version" : VersionText)}";
}
