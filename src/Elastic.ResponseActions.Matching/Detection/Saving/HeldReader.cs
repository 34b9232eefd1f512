using System.Text;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;

namespace Elastic.ResponseActions.Matching.Detection.Saving;

/// <summary>Reads a saved timeline with the events held back on it. Parts of rules that are gone are left out of them.</summary>
internal static class HeldReader
{
    private const int ImageHeader = sizeof(long) + sizeof(int);

    public static void Read(ref SavedBytes bytes, DetectorPlan plan, DetectorState state, int[] targetOf)
    {
        var fields = Encoding.UTF8.GetString(bytes.Bytes());
        var timeline = Array.Find(state.Use.Timelines, line => line.Plan.Fields == fields);
        var (newest, horizon) = (bytes.Long(), bytes.Long());
        if (timeline is not null)
            (timeline.Newest, timeline.Horizon) = (newest, horizon);

        var image = new KeyBuffer();
        for (var count = bytes.Count(sizeof(long) + (2 * sizeof(int))); count > 0; count--)
        {
            var time = bytes.Long();
            var tiebreaker = bytes.Bytes();
            var hasTargets = TryReadImage(bytes.Bytes(), plan, targetOf, image, out var position);
            if (timeline is not null && hasTargets)
                timeline.Held.Add(time, position, tiebreaker, image.Written);
        }
    }

    private static bool TryReadImage(ReadOnlySpan<byte> saved, DetectorPlan plan, int[] targetOf, KeyBuffer image, out long position)
    {
        image.Clear();
        var bytes = new SavedBytes(saved);
        position = bytes.Long();
        var idLength = bytes.Count(1);
        image.Write(saved[..ImageHeader]);
        image.Write(bytes.Take(idLength));

        var hasTargets = false;
        while (!bytes.IsEmpty)
        {
            var number = bytes.Number();
            var lists = bytes.Bytes();
            if (number < 0 || number >= targetOf.Length)
                throw SavedBytes.Damaged($"target {number}");
            if (targetOf[number] is not (>= 0 and var target))
                continue;

            CheckLists(lists, plan.Targets[target]);
            hasTargets = true;
            image.Write(target);
            image.Write(lists.Length);
            image.Write(lists);
        }

        return hasTargets;
    }

    private static void CheckLists(ReadOnlySpan<byte> lists, HitTarget target)
    {
        var bytes = new SavedBytes(lists);
        foreach (var plan in target.Keys)
        {
            var list = new SavedBytes(bytes.Bytes());
            for (var count = list.Count(sizeof(int)); count > 0; count--)
            {
                if (!CellCheck.IsKeyOf(plan, list.Bytes()))
                    throw SavedBytes.Damaged("a key of another form");
            }

            if (!list.IsEmpty)
                throw SavedBytes.Damaged("more keys");
        }

        if (!bytes.IsEmpty)
            throw SavedBytes.Damaged("more lists of keys");
    }
}
