using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Where field names are looked up: at the root of the event, or inside the objects of a nested path.</summary>
/// <param name="Types">Field types by full name.</param>
/// <param name="Path">The nested path; empty at the root.</param>
internal sealed record FieldScope(FieldTypeTable Types, string Path = "")
{
    public FieldScope Inside(string path) => this with { Path = FullName(path) };

    public ResolvedField Resolve(string name)
    {
        var full = FullName(name);
        var type = Types.TryGetType(full, out var mapped) ? mapped : FieldType.Keyword;
        var isView = Types.TryGetParent(full, out var parent, out var folded);
        return new ResolvedField(full, Relative(isView ? parent : full), type, isView && folded, Types.GetAnalyzer(full), IsHidden(full));
    }

    /// <summary>True where the name is an object whose fields the table knows, rather than a field.</summary>
    public bool IsObject(string name) => Types.IsObject(FullName(name));

    public string FullName(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private string Relative(string full) => Path.Length == 0 ? full : full[(Path.Length + 1)..];

    // Elasticsearch keeps the objects of a nested field apart: only `path: { … }` sees their fields.
    private bool IsHidden(string full)
    {
        for (var dot = full.LastIndexOf('.'); dot > Path.Length; dot = full.LastIndexOf('.', dot - 1))
        {
            if (Types.TryGetType(full[..dot], out var type) && type == FieldType.Nested)
                return true;
        }

        return false;
    }
}

/// <summary>A field as a condition needs it.</summary>
/// <param name="Name">Its full name, for messages.</param>
/// <param name="Source">The field of the event whose values count, relative to the scope: a <c>.text</c> or <c>.caseless</c> field is a view of another.</param>
/// <param name="Type">Its mapped type.</param>
/// <param name="Folded">Its values are compared in lower case.</param>
/// <param name="Analyzer">How its text is cut into words.</param>
/// <param name="Hidden">It is inside a nested field that the scope does not open.</param>
internal readonly record struct ResolvedField(string Name, string Source, FieldType Type, bool Folded, TextAnalyzer Analyzer, bool Hidden);
