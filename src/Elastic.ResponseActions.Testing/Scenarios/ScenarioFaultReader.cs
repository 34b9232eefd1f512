namespace Elastic.ResponseActions.Testing.Scenarios;

/// <summary>Reads the faults of a scenario: which requests, and exactly one thing that goes wrong with them.</summary>
internal static class ScenarioFaultReader
{
    private static readonly string[] Effects = ["status", "delay", "drop", "cut_after", "misbehave"];

    private static readonly Dictionary<string, FakeMisbehaviour> Misbehaviours =
        Enum.GetValues<FakeMisbehaviour>().ToDictionary(how => Kebab(how.ToString()));

    public static FakeFault Read(ScenarioObject fault)
    {
        var read = new FakeFault
        {
            Method = fault.Text("method"),
            Path = fault.Text("path"),
            Skip = (int)Math.Min(fault.Number("skip") ?? 0, int.MaxValue),
            Count = fault.Number("count") is { } count ? (int)Math.Min(count, int.MaxValue) : null,
            Probability = (fault.Number("percent") ?? 100) / 100.0,
            Seed = (int)Math.Min(fault.Number("seed") ?? 1, int.MaxValue),
            Effect = ReadEffect(fault),
        };
        fault.Finish();
        return read;
    }

    private static FakeFaultEffect ReadEffect(ScenarioObject fault)
    {
        var isExecuted = fault.Flag("executed") ?? false;
        var status = fault.Number("status");
        var body = fault.Text("body");
        var contentType = fault.Text("content_type");
        var retryAfter = fault.Text("retry_after");
        var location = fault.Text("location");
        var delay = fault.Duration("delay");
        var drop = fault.Flag("drop");
        var cut = fault.Number("cut_after");
        var how = fault.OneOf("misbehave", Misbehaviours.Keys);
        var by = fault.Duration("by");
        var space = fault.Text("space");
        if (Effects.Count(fault.Has) != 1)
            fault.RefuseWhole($"a fault has exactly one of {string.Join(", ", Effects)}; this has {Effects.Count(fault.Has)}");
        if (status is < 100 or > 599)
            fault.Refuse("status", $"{status} is no HTTP status");

        if (how is not null)
            return FakeFaultEffect.Misbehave(Misbehaviours[how], by ?? default, space ?? "other");
        if (delay is { } time)
            return FakeFaultEffect.Delay(time, isExecuted);
        if (cut is { } bytes)
            return FakeFaultEffect.Cut((int)Math.Min(bytes, int.MaxValue));
        if (drop == true)
            return FakeFaultEffect.Drop(isExecuted);
        Dictionary<string, string> headers = [];
        if (retryAfter is not null)
            headers["retry-after"] = retryAfter;
        if (location is not null)
            headers["location"] = location;
        return FakeFaultEffect.Answer((int)(status ?? 500), body, contentType ?? "application/json; charset=utf-8", headers, isExecuted);
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
