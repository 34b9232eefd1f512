using System.Net;
using System.Text;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Rules;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>The pools beneath the state, against the collections of .NET.</summary>
public sealed class StateTests
{
    [Fact]
    public void Arena_RandomBlocks_KeepTheirContentAndCountTheirBytes()
    {
        var random = new Random(11);
        var arena = new ByteArena();
        var blocks = new Dictionary<int, byte[]>();
        for (var i = 0; i < 30_000; i++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    var content = Content(random);
                    var block = arena.Allocate(content.Length);
                    content.CopyTo(arena[block]);
                    Assert.True(blocks.TryAdd(block, content), "a block was given out twice");
                    break;

                case 2 or 3 when blocks.Count > 0:
                    var gone = blocks.Keys.ElementAt(random.Next(Math.Min(50, blocks.Count)));
                    arena.Free(gone);
                    blocks.Remove(gone);
                    break;

                case 4 when blocks.Count > 0:
                    var old = blocks.Keys.First();
                    var longer = Content(random);
                    blocks.Remove(old, out var before);
                    var moved = arena.Resize(old, longer.Length);
                    var kept = Math.Min(before!.Length, longer.Length);
                    Assert.True(arena[moved][..kept].SequenceEqual(before.AsSpan(0, kept)));
                    longer.CopyTo(arena[moved]);
                    blocks.Add(moved, longer);
                    break;
            }
        }

        Assert.All(blocks, block => Assert.True(arena[block.Key].SequenceEqual(block.Value)));
        var used = blocks.Values.Sum(content => (long)content.Length);
        Assert.InRange(arena.UsedBytes, used, (used * 1.3) + (blocks.Count * 20));
        foreach (var block in blocks.Keys)
        {
            arena.Free(block);
        }

        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void IdLog_IdsOfAnyLength_KeepsTheLast(int limit)
    {
        var random = new Random(limit);
        var cells = new StateCells([StateKind.Ids]);
        var log = cells.Add(0, [1], new byte[IdLog.EmptyBytes]);
        var expected = new Queue<string>();
        for (var i = 0; i < 2_000; i++)
        {
            var id = $"{i}{new string('x', random.Next(4) == 0 ? random.Next(60) : 0)}";
            expected.Enqueue(id);
            while (expected.Count > limit)
            {
                expected.Dequeue();
            }

            IdLog.Add(cells, log, Encoding.UTF8.GetBytes(id), limit);

            var most = random.Next(10);
            Assert.Equal(expected.TakeLast(most), IdLog.Last(cells.Tail(log), most));
            Assert.True(IdLog.IsSound(cells.Tail(log)));
        }

        Assert.Equal(expected, IdLog.Last(cells.Tail(log), long.MaxValue));
        Assert.InRange(cells.Tail(log).Length, 0, 600 + (4 * expected.Sum(id => id.Length + 4)));
    }

    [Fact]
    public void Arena_BlockBeyondAChunk_HasOneOfItsOwn()
    {
        var arena = new ByteArena();
        var small = arena.Allocate(3);
        var huge = arena.Allocate(5_000_000);
        arena[huge].Fill(7);
        arena[small].Fill(1);

        huge = arena.Resize(huge, 6_000_000);
        Assert.Equal(5_000_000, arena[huge].IndexOf((byte)0));
        arena.Free(huge);
        huge = arena.Allocate(2_000_000);
        arena[huge].Fill(9);

        Assert.True(arena[small].SequenceEqual("\u0001\u0001\u0001"u8));
    }

    [Fact]
    public void Cells_RandomChanges_AgreeWithADictionary()
    {
        var random = new Random(12);
        var cells = new StateCells([StateKind.Sequence, StateKind.Group, StateKind.Sequence]);
        var model = new List<(int Scope, string Key, string Tail, int Cell)>();   // in the order last touched
        for (var i = 0; i < 40_000; i++)
        {
            var scope = random.Next(3);
            var key = $"key {random.Next(400)}";
            var at = model.FindIndex(it => it.Scope == scope && it.Key == key);
            Assert.Equal(at < 0 ? StateCells.None : model[at].Cell, cells.Find(scope, Encoding.UTF8.GetBytes(key)));
            var tail = new string('t', random.Next(90));
            switch (random.Next(5))
            {
                case 0 or 1 when at < 0:
                    model.Add((scope, key, tail, cells.Add(scope, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(tail))));
                    break;

                case 2 when at >= 0:
                    cells.Remove(model[at].Cell);
                    model.RemoveAt(at);
                    break;

                case 3 when at >= 0:
                    cells.SetTail(model[at].Cell, Encoding.UTF8.GetBytes(tail));
                    cells.Touch(model[at].Cell);
                    model.Add(model[at] with { Tail = tail });
                    model.RemoveAt(at);
                    break;

                case 4 when at >= 0 && !model.Exists(it => it.Scope == (scope + 1) % 3 && it.Key == key):
                    cells.MoveTo(model[at].Cell, (scope + 1) % 3);
                    model.Add(model[at] with { Scope = (scope + 1) % 3 });
                    model.RemoveAt(at);
                    break;
            }
        }

        Assert.Equal(model.Count, cells.Count);
        Assert.Equal(model.Count(it => it.Scope == 1), cells.CountOf(StateKind.Group));
        for (var scope = 0; scope < 3; scope++)
        {
            var listed = new List<string>();
            for (var cell = cells.List(scope).Oldest; cell != StateCells.None; cell = cells[cell].Newer)
            {
                listed.Add($"{Encoding.UTF8.GetString(cells.Key(cell))}: {Encoding.UTF8.GetString(cells.Tail(cell))}");
            }

            Assert.Equal(model.Where(it => it.Scope == scope).Select(it => $"{it.Key}: {it.Tail}"), listed);
        }

        model.ForEach(it => cells.Remove(it.Cell));
        Assert.Equal((0, 0L), (cells.Count, cells.Bytes));
    }

    [Fact]
    public void Cells_OwnedLists_GoWithTheirOwner()
    {
        var cells = new StateCells([StateKind.Group, StateKind.Group]);
        for (var round = 0; round < 3; round++)
        {
            var owner = cells.Add(0, "owner"u8, []);
            cells.Own(owner, 2);
            var first = cells[owner].Owned;
            var second = cells.List(first).Next;
            for (var i = 0; i < 100; i++)
            {
                cells.Add(1, BitConverter.GetBytes(i), [], i % 2 == 0 ? first : second);
            }

            Assert.Equal((101, 50, 50, 0), (cells.Count, cells.List(first).Count, cells.List(second).Count, cells.List(1).Count));
            cells.Remove(owner);
            Assert.Equal(0, cells.Count);
        }
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("2001:db8::ff00:42:8329")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("0:0:1:0:0:0:1:0")]
    [InlineData("fe80:0:0:1:0:0:0:1")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("10.20.30.4")]
    public void IpText_EveryForm_IsThatOfDotNet(string text)
    {
        Assert.True(Elastic.ResponseActions.Matching.Execution.Values.IpValue.TryRead(Encoding.UTF8.GetBytes(text), out var address));
        var target = new byte[IpText.MaxBytes];

        var written = IpText.Write(address, target);

        Assert.Equal(IPAddress.Parse(text).ToString(), Encoding.UTF8.GetString(target.AsSpan(0, written)));
    }

    [Fact]
    public void IpText_RandomAddresses_AreThoseOfDotNet()
    {
        var random = new Random(13);
        var bytes = new byte[16];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            for (var zeros = random.Next(9); zeros > 0; zeros--)
            {
                bytes.AsSpan(random.Next(8) * 2, 2).Clear();
            }

            var address = new IPAddress(bytes);
            if (address.IsIPv4MappedToIPv6 || address.ToString().Contains('.', StringComparison.Ordinal))
            {
                continue;   // .NET writes some with dots
            }

            var target = new byte[IpText.MaxBytes];
            var written = IpText.Write(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), target);
            Assert.Equal(address.ToString(), Encoding.UTF8.GetString(target.AsSpan(0, written)));
        }
    }

    private static byte[] Content(Random random)
    {
        var content = new byte[random.Next(100) == 0 ? random.Next(40_000) : random.Next(300)];
        random.NextBytes(content);
        return content;
    }
}
