using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>One statement of the contract: what is arranged, what is called, and what has to come of it.</summary>
/// <param name="Section">The contract's section.</param>
/// <param name="What">The statement.</param>
/// <param name="CallAsync">The call, and what of its result counts.</param>
/// <param name="End">What has to come of it.</param>
internal sealed record ContractCase(string Section, string What, Func<Rig, Task<object?>> CallAsync, ContractEnd End)
{
    public Func<Rig, Task>? ArrangeAsync { get; init; }

    public string Name => $"{Section}: {What}";

    public ContractCase With(Action<Rig> arrange) => this with
    {
        ArrangeAsync = async rig =>
        {
            if (ArrangeAsync is { } first)
                await first(rig);
            arrange(rig);
        },
    };

    public ContractCase After(Func<Rig, Task> arrange) => this with { ArrangeAsync = arrange };
}
