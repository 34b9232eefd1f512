namespace Elastic.ResponseActions.Processing;

/// <summary>Works through a list, a few items at a time, starting them in order. The first failure keeps further items from starting.</summary>
internal static class BoundedWork
{
    public static async Task ForEachAsync<T>(IReadOnlyList<T> items, int limit, Func<T, ValueTask> work)
    {
        var next = -1;
        var failed = false;

        async Task WorkAsync()
        {
            while (!Volatile.Read(ref failed) && Interlocked.Increment(ref next) is var i && i < items.Count)
            {
                try
                {
                    await work(items[i]).ConfigureAwait(false);
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(Math.Max(1, limit), items.Count)).Select(_ => WorkAsync())).ConfigureAwait(false);
    }
}
