namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Which terms of rules the values of an event's class fields are, field by field, each once. Values that no rule names do not show
/// in it, so that events which differ in them alone are of one class.
/// </summary>
/// <param name="terms">How many terms rules have.</param>
internal sealed class ClassTerms(int terms)
{
    /// <summary>Stands behind the terms of each field.</summary>
    public const int EndOfField = -1;

    private readonly uint[] _seen = new uint[terms];
    private int[] _terms = new int[64];
    private int _count;
    private uint _event;

    /// <summary>The terms, <see cref="EndOfField"/> behind those of each field.</summary>
    public ReadOnlySpan<int> All => _terms.AsSpan(0, _count);

    /// <summary>Begins another event.</summary>
    public void Clear()
    {
        _count = 0;
        if (++_event == 0)
        {
            Array.Clear(_seen);
            _event = 1;
        }
    }

    /// <summary>Adds a term of the field.</summary>
    public void Add(int term)
    {
        if (_seen[term] == _event)
            return;

        _seen[term] = _event;
        Append(term);
    }

    /// <summary>Ends the terms of one field.</summary>
    public void EndField() => Append(EndOfField);

    private void Append(int term)
    {
        if (_count == _terms.Length)
            Array.Resize(ref _terms, _terms.Length * 2);
        _terms[_count++] = term;
    }
}
