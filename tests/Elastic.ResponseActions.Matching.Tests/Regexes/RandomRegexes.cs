using CsCheck;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

/// <summary>Random trees and values over an alphabet so small that they meet: of each UTF-8 length, and both cases.</summary>
internal static class RandomRegexes
{
    private static readonly string[] Letters = ["a", "b", "A", "0", "7", "é", "è", "日", "本", "😀", "😁"];

    private static readonly Gen<int> CodePoint = Gen.OneOf(Letters).Select(letter => char.ConvertToUtf32(letter, 0));

    private static readonly Gen<RegexRange> Range = Gen.Select(CodePoint, CodePoint, (a, b) => new RegexRange(Math.Min(a, b), Math.Max(a, b)));

    private static readonly Gen<RegexNode> Leaf = Gen.Frequency(
        (8, CodePoint.Select(c => (RegexNode)RegexClass.Of(c))),
        (3, Gen.Select(Range.Array[1, 3], Gen.Bool, (ranges, negated) => (RegexNode)new RegexClass(ranges, negated))),
        (2, Gen.Const<RegexNode>(RegexClass.AnyChar)),
        (1, Gen.Const<RegexNode>(new RegexAnyText())),
        (1, Gen.Const(RegexNode.Empty)),
        (1, Gen.Const<RegexNode>(new RegexNothing())),
        (1, Gen.Select(Gen.Int[0, 120], Gen.Int[0, 120], Gen.OneOf(0, 3), (a, b, digits) => (RegexNode)new RegexInterval(Math.Min(a, b), Math.Max(a, b), digits))));

    public static Gen<string> Value { get; } = Gen.OneOf(Letters).Array[0, 8].Select(string.Concat);

    public static Gen<RegexNode> Tree { get; } = Gen.Recursive<RegexNode>((depth, inner) => depth > 4
        ? Leaf
        : Gen.Frequency(
            (3, Leaf),
            (4, inner.Array[2, 3].Select(parts => (RegexNode)new RegexSequence(parts))),
            (2, inner.Array[2, 3].Select(choices => (RegexNode)new RegexUnion(choices))),
            (1, inner.Array[2, 2].Select(parts => (RegexNode)new RegexIntersection(parts))),
            (1, inner.Select(part => (RegexNode)new RegexComplement(part))),
            (3, Gen.Select(inner, Gen.Int[0, 2], Gen.Int[-1, 2], (part, min, more) => (RegexNode)new RegexRepeat(part, min, more < 0 ? null : min + more)))));

    /// <summary>Text out of the characters that mean something, so that most of it is an expression by chance.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        "a", "b", "A", "é", "日", "😀", ".", "*", "+", "?", "|", "(", ")", "(", ")", "[", "]", "[^", "-", "\\d", "\\W", "\\", "\"", "~", "&", "@", "#", "<1-9>", "<", "{2}", "{1,2}", "{", "^", "$").Array[0, 12].Select(string.Concat);
}
