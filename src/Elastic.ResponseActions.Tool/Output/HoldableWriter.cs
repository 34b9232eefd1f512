using System.Text;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>A writer that can be told to wait: while a progress bar owns the terminal, messages are kept and come after it.</summary>
internal sealed class HoldableWriter(TextWriter inner) : TextWriter
{
    private readonly Lock _gate = new();
    private StringBuilder? _held;

    /// <summary>Where held text goes in the end; a progress bar writes here.</summary>
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public void Hold()
    {
        lock (_gate)
            _held ??= new StringBuilder();
    }

    public void Release()
    {
        lock (_gate)
        {
            inner.Write(_held);
            _held = null;
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => Write($"{value}{NewLine}");

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate)
        {
            if (_held is not null)
                _held.Append(buffer);
            else
                inner.Write(buffer);
        }
    }

    public override void Flush() => inner.Flush();
}
