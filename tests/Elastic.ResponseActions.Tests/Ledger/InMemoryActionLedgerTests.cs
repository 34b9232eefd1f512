namespace Elastic.ResponseActions.Tests.Ledger;

public sealed class InMemoryActionLedgerTests : ActionLedgerContract
{
    protected override IActionLedger CreateLedger() => new InMemoryActionLedger();
}
