using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>Writes JSON objects, one a line or as one array. Dispose it to close the array.</summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly TextWriter _output;
    private readonly bool _asArray;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private bool _hasRecords;

    public RecordWriter(TextWriter output, OutputFormat format)
    {
        _output = output;
        _asArray = format == OutputFormat.Json;
        _json = new Utf8JsonWriter(_buffer);
        if (_asArray)
            _output.Write('[');
    }

    /// <param name="writeMembers">Writes the object's members.</param>
    public void Write(Action<Utf8JsonWriter> writeMembers)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        writeMembers(_json);
        _json.WriteEndObject();
        _json.Flush();
        _output.Write(_asArray ? _hasRecords ? ",\n" : "\n" : "");
        _output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _output.Write(_asArray ? "" : "\n");
        _hasRecords = true;
    }

    public void Dispose()
    {
        if (_asArray)
            _output.Write(_hasRecords ? "\n]\n" : "]\n");

        _json.Dispose();
    }
}
