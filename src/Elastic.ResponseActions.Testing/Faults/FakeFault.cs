namespace Elastic.ResponseActions.Testing;

/// <summary>Which requests something goes wrong with, and what. Immutable; add it to <see cref="FakeKibana.Faults"/>.</summary>
public sealed record FakeFault
{
    /// <summary>What goes wrong.</summary>
    public required FakeFaultEffect Effect { get; init; }

    /// <summary>The HTTP method; any where null. <c>RULE</c> is a rule run, whose path is <c>/rule/</c> and the rule's <c>rule_id</c>.</summary>
    public string? Method { get; init; }

    /// <summary>The path without space and query, such as <c>/api/endpoint/action/isolate</c>; <c>*</c> stands for any text. Any path where null.</summary>
    public string? Path { get; init; }

    /// <summary>A test of the request as it came; its answer is not known yet. Runs under the fake's lock: it must not call the fake.</summary>
    public Func<FakeRequest, bool>? When { get; init; }

    /// <summary>How many of the requests that fit are let through first.</summary>
    public int Skip { get; init; }

    /// <summary>How many are hit at most; all where null.</summary>
    public int? Count { get; init; }

    /// <summary>How likely one that fits is hit, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The seed of that chance: the same seed and requests are hit alike.</summary>
    public int Seed { get; init; } = 1;
}
