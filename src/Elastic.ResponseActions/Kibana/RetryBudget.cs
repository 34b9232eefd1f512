using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Kibana;

/// <summary>
/// How many reads of one Kibana may be tried again: a few at once, then one for every five reads, so that a server in trouble gets hardly more to do by
/// it. Whatever clients share a transport share it. Thread-safe.
/// </summary>
internal sealed class RetryBudget
{
    private const double Most = 50;
    private const double PerRead = 0.2;

    private static readonly ConditionalWeakTable<IResponseActionTransport, RetryBudget> Budgets = [];

    private readonly Lock _lock = new();
    private double _left = Most;

    public static RetryBudget Of(IResponseActionTransport transport) => Budgets.GetOrCreateValue(transport);

    public void CountRead()
    {
        lock (_lock)
            _left = Math.Min(Most, _left + PerRead);
    }

    public bool TryTake()
    {
        lock (_lock)
        {
            if (_left < 1)
                return false;

            _left--;
            return true;
        }
    }
}
