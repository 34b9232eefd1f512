namespace Elastic.ResponseActions.Tool.Input;

/// <summary>One rule of the input, as JSON, whatever it was written in.</summary>
internal readonly record struct RuleDocument(ReadOnlyMemory<byte> Json, InputPlace Place);
