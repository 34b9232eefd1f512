namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Fields that sort events into classes (<c>host.os.type</c>, <c>event.category</c>): for each of their values a bit set of the
/// rules that it does not rule out. A few bit operations on an event's classes put whole operating systems and kinds of events
/// aside, and prove these conditions of the rules that stay. Immutable.
/// </summary>
/// <param name="fields">The class fields.</param>
/// <param name="rows">Bit sets, <paramref name="words"/> words each.</param>
/// <param name="rowOfTerm">By entry of the term index: the row of rules that the term satisfies, or -1.</param>
/// <param name="words">Words of a row: a bit for each rule, filled up to whole vectors.</param>
internal sealed class ClassTable(ClassField[] fields, ulong[] rows, int[] rowOfTerm, int words)
{
    /// <summary>Rows are filled up to as many words, so that they can be taken as vectors.</summary>
    public const int WordsAlignment = 8;

    public ReadOnlySpan<ClassField> Fields => fields;

    public int Words => words;

    /// <summary>A table without classes: no rule is put aside.</summary>
    public static ClassTable None(int rules) => new([], [], [], WordsFor(rules));

    public static int WordsFor(int rules) => (rules + (64 * WordsAlignment) - 1) / (64 * WordsAlignment) * WordsAlignment;

    /// <summary>The rules that an event satisfies that has a term, those included that ask nothing of the field; empty where no rule asks for the term.</summary>
    public ReadOnlySpan<ulong> RowOfTerm(int term) =>
        (uint)term < (uint)rowOfTerm.Length && rowOfTerm[term] is >= 0 and var row ? Row(row) : [];

    /// <summary>The rules that ask nothing of a class field.</summary>
    public ReadOnlySpan<ulong> IndifferentRow(in ClassField field) => Row(field.IndifferentRow);

    private ReadOnlySpan<ulong> Row(int row) => rows.AsSpan(row * words, words);
}

/// <summary>A field whose values sort events.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="IndifferentRow">The row of the rules that ask nothing of it.</param>
internal readonly record struct ClassField(int Slot, int IndifferentRow);
