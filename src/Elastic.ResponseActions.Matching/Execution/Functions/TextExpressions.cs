namespace Elastic.ResponseActions.Matching.Execution.Functions;

internal enum TextRelation
{
    StartsWith,
    EndsWith,
    Contains,
}

/// <summary><c>startsWith</c>, <c>endsWith</c> and <c>stringContains</c> between two values; nothing contains the empty text.</summary>
internal sealed class RelationExpression(TextRelation relation, Expression text, Expression part, bool ignoreCase) : Expression
{
    public override bool WritesText => ignoreCase || text.WritesText || part.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var first = text.Evaluate(ref operands);
        var second = part.Evaluate(ref operands);
        if (first.Kind != ScalarKind.Text || second.Kind != ScalarKind.Text)
            return Scalar.Null;

        var whole = ignoreCase ? operands.Folded(first.Text) : first.Text;
        var wanted = ignoreCase ? operands.Folded(second.Text) : second.Text;
        return Scalar.Of(relation switch
        {
            TextRelation.StartsWith => whole.StartsWith(wanted),
            TextRelation.EndsWith => whole.EndsWith(wanted),
            _ => !wanted.IsEmpty && TextSearch.IndexOf(whole, wanted) >= 0,
        });
    }
}

/// <summary><c>length</c>, in UTF-16 units.</summary>
internal sealed class LengthExpression(Expression text) : Expression
{
    public override bool WritesText => text.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = text.Evaluate(ref operands);
        return value.Kind == ScalarKind.Text ? Scalar.Of((long)TextSearch.Length(value.Text)) : Scalar.Null;
    }
}

/// <summary><c>indexOf</c>: the first position at or after the start, null where there is none. A start of null or below zero is zero.</summary>
internal sealed class IndexOfExpression(Expression text, Expression part, Expression start, bool ignoreCase) : Expression
{
    public override bool WritesText => ignoreCase || text.WritesText || part.WritesText || start.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var first = text.Evaluate(ref operands);
        var second = part.Evaluate(ref operands);
        var from = start.Evaluate(ref operands);
        if (first.Kind != ScalarKind.Text || second.Kind != ScalarKind.Text)
            return Scalar.Null;

        var whole = ignoreCase ? operands.Folded(first.Text) : first.Text;
        var wanted = ignoreCase ? operands.Folded(second.Text) : second.Text;
        var offset = TextSearch.ByteAt(whole, from.IsNull ? 0 : Math.Max(0, from.Index));
        var found = TextSearch.IndexOf(whole[offset..], wanted);
        return found < 0 ? Scalar.Null : Scalar.Of((long)TextSearch.Length(whole[..(offset + found)]));
    }
}

/// <summary><c>substring</c>: negative positions count from the end, a missing end is the end of the text.</summary>
internal sealed class SubstringExpression(Expression text, Expression start, Expression end) : Expression
{
    public override bool WritesText => text.WritesText || start.WritesText || end.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = text.Evaluate(ref operands);
        var from = start.Evaluate(ref operands);
        var to = end.Evaluate(ref operands);
        if (value.Kind != ScalarKind.Text)
            return Scalar.Null;
        if (from.IsNull)
            return value;

        var length = TextSearch.Length(value.Text);
        var first = Clamp(from.Index, length);
        var last = to.IsNull ? length : Clamp(to.Index, length);
        if (first >= last)
            return Scalar.Of([]);

        var offset = TextSearch.ByteAt(value.Text, first);
        var limit = TextSearch.ByteAt(value.Text, last, before: true);
        return Scalar.Of(offset < limit ? value.Text[offset..limit] : []);
    }

    private static int Clamp(int position, int length) =>
        (int)Math.Clamp(position < 0 ? (long)position + length : position, 0, length);
}

/// <summary><c>between</c>: what stands between the first left and the next (greedy: the last) right text; empty where there is no such place.</summary>
internal sealed class BetweenExpression(Expression text, Expression left, Expression right, Expression greedy, bool ignoreCase) : Expression
{
    public override bool WritesText => ignoreCase || text.WritesText || left.WritesText || right.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = text.Evaluate(ref operands);
        var before = left.Evaluate(ref operands);
        var after = right.Evaluate(ref operands);
        if (value.Kind != ScalarKind.Text || before.Kind != ScalarKind.Text || after.Kind != ScalarKind.Text)
            return Scalar.Null;
        if (value.Text.IsEmpty || before.Text.IsEmpty || after.Text.IsEmpty)
            return value;

        var whole = ignoreCase ? operands.Folded(value.Text) : value.Text;
        var opening = ignoreCase ? operands.Folded(before.Text) : before.Text;
        var closing = ignoreCase ? operands.Folded(after.Text) : after.Text;
        var found = TextSearch.IndexOf(whole, opening);
        if (found < 0)
            return Scalar.Of([]);

        var start = found + opening.Length;
        var length = greedy.Evaluate(ref operands).IsTrue ? TextSearch.LastIndexOf(whole[start..], closing) : TextSearch.IndexOf(whole[start..], closing);
        if (length < 0)
            return Scalar.Of([]);
        if (!ignoreCase || whole.Length == value.Text.Length)
            return Scalar.Of(value.Text.Slice(start, length));

        // Folding changed the length of some letter: the same positions of the text as it was.
        var first = TextSearch.ByteAt(value.Text, TextSearch.Length(whole[..start]));
        var last = TextSearch.ByteAt(value.Text, TextSearch.Length(whole[..(start + length)]));
        return Scalar.Of(value.Text[first..last]);
    }
}
