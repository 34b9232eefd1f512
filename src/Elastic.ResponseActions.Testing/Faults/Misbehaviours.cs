namespace Elastic.ResponseActions.Testing.Faults;

/// <summary>How those involved in one request or action misbehave; nobody does where it is empty.</summary>
internal sealed class Misbehaviours
{
    private readonly IReadOnlyList<FakeFaultEffect.MisbehaveEffect> _effects;

    public Misbehaviours(IEnumerable<FakeFaultEffect> effects) => _effects = [.. effects.OfType<FakeFaultEffect.MisbehaveEffect>()];

    public static Misbehaviours None { get; } = new([]);

    public bool Include(FakeMisbehaviour how) => Find(how) is not null;

    public FakeFaultEffect.MisbehaveEffect? Find(FakeMisbehaviour how) => _effects.FirstOrDefault(effect => effect.How == how);
}
