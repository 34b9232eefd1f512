namespace Elastic.ResponseActions.Dispatching;

/// <summary>Stands still what cannot succeed until a person sets something right. Thread-safe.</summary>
internal sealed class SendGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResponseActionCommand, string> _commands = [];
    private string? _everything;

    public void Block(BlockScope scope, ResponseActionCommand command, string reason)
    {
        lock (_lock)
        {
            if (scope == BlockScope.Privilege)
                _commands[command] = reason;
            else
                _everything = reason;
        }
    }

    public string? ReasonFor(ResponseActionCommand command)
    {
        lock (_lock)
            return _everything ?? _commands.GetValueOrDefault(command);
    }

    public void Open()
    {
        lock (_lock)
        {
            _everything = null;
            _commands.Clear();
        }
    }
}
