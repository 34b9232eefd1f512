namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>What the caller says of his own rights. It counts where the preflight could not find out; it makes up for nothing that is missing.</summary>
internal sealed record StatedRights
{
    public LicenseLevel? License { get; init; }

    public IReadOnlyList<ResponseActionCommand> Commands { get; init; } = [];

    public CallerRights Over(PrivilegeReport report)
    {
        var license = report.License ?? License;
        var missing = report.Findings.Where(static finding => finding.Granted == false).Select(static finding => finding.Need.Command).ToHashSet();
        return new CallerRights
        {
            License = license,
            Commands = report.Rights.Commands!.Concat(Commands.Where(command => !missing.Contains(command))).ToHashSet(),
        };
    }
}
