namespace Elastic.ResponseActions.Matching.Text;

/// <summary>A place as people count: line and column, both from 1, the column in UTF-16 units.</summary>
internal readonly record struct SourcePosition(int Line, int Column);
