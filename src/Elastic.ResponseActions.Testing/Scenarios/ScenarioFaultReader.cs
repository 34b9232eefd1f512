namespace Elastic.ResponseActions.Testing.Scenarios;

/// <summary>Reads the faults of a scenario: which requests, and exactly one thing that goes wrong with them.</summary>
internal static class ScenarioFaultReader
{
    // Each reads the keys that go with it; another one's are unknown beside it.
    private static readonly Dictionary<string, Func<ScenarioObject, FakeFaultEffect>> Effects = new()
    {
        ["status"] = ReadAnswer,
        ["delay"] = fault => FakeFaultEffect.Delay(fault.Duration("delay") ?? default, IsExecuted(fault)),
        ["drop"] = ReadDrop,
        ["cut_after"] = fault => FakeFaultEffect.Cut((int)Math.Min(fault.Number("cut_after") ?? 0, int.MaxValue)),
        ["cut_upload_after"] = fault => FakeFaultEffect.CutUpload((int)Math.Min(fault.Number("cut_upload_after") ?? 0, int.MaxValue)),
        ["raw"] = fault => FakeFaultEffect.Raw(fault.Text("raw") ?? "", IsExecuted(fault)),
        ["drip"] = fault => FakeFaultEffect.Drip(fault.Duration("drip") ?? default),
        ["endless"] = fault => FakeFaultEffect.Endless(inHeaders: fault.OneOf("endless", ["body", "headers"]) == "headers"),
        ["wrong_agents"] = fault => FakeFaultEffect.WrongAgents([.. fault.Texts("wrong_agents") ?? []]),
        ["deliver_twice"] = ReadTwice,
        ["misbehave"] = ReadMisbehaviour,
    };

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
        FakeFaultEffect[] given = [.. Effects.Where(effect => fault.Has(effect.Key)).Select(effect => effect.Value(fault))];
        if (given.Length != 1)
            fault.RefuseWhole($"a fault has exactly one of {string.Join(", ", Effects.Keys)}; this has {given.Length}");
        return given.FirstOrDefault() ?? FakeFaultEffect.Drop(isExecuted: false);
    }

    private static FakeFaultEffect ReadAnswer(ScenarioObject fault)
    {
        var status = fault.Number("status");
        if (status is < 100 or > 599)
            fault.Refuse("status", $"{status} is no HTTP status");
        Dictionary<string, string> headers = [];
        if (fault.Text("retry_after") is { } retryAfter)
            headers["retry-after"] = retryAfter;
        if (fault.Text("location") is { } location)
            headers["location"] = location;
        return FakeFaultEffect.Answer((int)(status ?? 500), fault.Text("body"), fault.Text("content_type") ?? "application/json; charset=utf-8", headers, IsExecuted(fault));
    }

    private static FakeFaultEffect ReadDrop(ScenarioObject fault) => FakeFaultEffect.Drop(IsExecuted(fault), isReset: fault.OneOf("drop", ["close", "reset"]) == "reset");

    private static FakeFaultEffect ReadTwice(ScenarioObject fault)
    {
        if (fault.Flag("deliver_twice") == false)
            fault.Refuse("deliver_twice", "only true means something; leave the fault out");
        return FakeFaultEffect.DeliverTwice();
    }

    private static FakeFaultEffect ReadMisbehaviour(ScenarioObject fault)
    {
        var (by, space) = (fault.Duration("by") ?? default, fault.Text("space") ?? "other");
        return fault.OneOf("misbehave", Misbehaviours.Keys) is { } how ? FakeFaultEffect.Misbehave(Misbehaviours[how], by, space) : FakeFaultEffect.Drop(isExecuted: false);
    }

    private static bool IsExecuted(ScenarioObject fault) => fault.Flag("executed") ?? false;

    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
