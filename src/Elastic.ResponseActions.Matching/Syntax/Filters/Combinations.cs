namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>"So many of these" is written out as every choice of so many: exact in three-valued logic too, and only for small numbers.</summary>
internal static class Combinations
{
    private const int Most = 500;

    /// <summary>Whether the choices of <paramref name="chosen"/> out of <paramref name="count"/> are few enough.</summary>
    public static bool AreFew(int chosen, int count)
    {
        long choices = 1;
        for (var i = 1; i <= Math.Min(chosen, count - chosen); i++)
        {
            choices = choices * (count - i + 1) / i;
            if (choices > Most) return false;
        }

        return true;
    }

    /// <summary>Every choice, as positions in rising order.</summary>
    public static IEnumerable<int[]> Of(int chosen, int count)
    {
        var positions = Enumerable.Range(0, chosen).ToArray();
        while (true)
        {
            yield return [.. positions];

            var moved = chosen - 1;
            while (moved >= 0 && positions[moved] == count - chosen + moved) moved--;
            if (moved < 0) yield break;

            positions[moved]++;
            for (var i = moved + 1; i < chosen; i++) positions[i] = positions[i - 1] + 1;
        }
    }
}
