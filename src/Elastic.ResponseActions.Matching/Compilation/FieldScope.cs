using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Where field names are looked up: at the root of the event, or inside the objects of a nested path. Rules name the same few
/// fields over and over, so what was found is remembered.
/// </summary>
/// <param name="types">Field types by full name.</param>
/// <param name="path">The nested path; empty at the root.</param>
internal sealed class FieldScope(FieldTypeTable types, string path = "")
{
    private readonly Dictionary<string, ResolvedField> _fields = [];
    private readonly Dictionary<string, bool> _objects = [];

    public FieldTypeTable Types => types;

    public string Path => path;

    /// <summary>What one regular expression may cost.</summary>
    public RegexLimits Regex { get; private init; } = new();

    /// <summary>The root of the event, under the settings of a rule set.</summary>
    public static FieldScope Of(RuleSetOptions options) => new(options.FieldTypes) { Regex = RegexLimits.Of(options) };

    public FieldScope Inside(string inner) => new(types, FullName(inner)) { Regex = Regex };

    public ResolvedField Resolve(string name)
    {
        if (!_fields.TryGetValue(name, out var field))
            _fields.Add(name, field = Find(name));
        return field;
    }

    /// <summary>True where the name is an object whose fields the table knows, rather than a field.</summary>
    public bool IsObject(string name)
    {
        if (!_objects.TryGetValue(name, out var isObject))
            _objects.Add(name, isObject = types.IsObject(FullName(name)));
        return isObject;
    }

    /// <exception cref="QuerySyntaxException">The name is too long.</exception>
    public string FullName(string name)
    {
        var full = path.Length == 0 ? name : $"{path}.{name}";
        QueryBudget.CheckName(full, default);
        return full;
    }

    private ResolvedField Find(string name)
    {
        var full = FullName(name);
        var isMapped = types.TryGetType(full, out var type);
        var isFlattened = !isMapped && IsBelow(full, FieldType.Flattened);
        var isView = types.TryGetParent(full, out var parent, out var folded);
        return new ResolvedField
        {
            Name = full,
            Source = Relative(isView ? parent : full),
            Type = isMapped ? type : isFlattened ? FieldType.Wildcard : FieldType.Keyword,
            IsMapped = isMapped || isView || isFlattened,
            Folded = isView && folded,
            Analyzer = types.GetAnalyzer(full),
            Hidden = IsBelow(full, FieldType.Nested),
        };
    }

    private string Relative(string full) => path.Length == 0 ? full : full[(path.Length + 1)..];

    private bool IsBelow(string full, FieldType ancestor)
    {
        for (var dot = full.LastIndexOf('.'); dot > path.Length; dot = full.LastIndexOf('.', dot - 1))
        {
            if (types.TryGetType(full[..dot], out var type) && type == ancestor)
                return true;
        }

        return false;
    }
}

/// <summary>A field as a condition needs it.</summary>
internal readonly record struct ResolvedField
{
    /// <summary>Its full name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The field of the event whose values count, relative to the scope: a <c>.text</c> or <c>.caseless</c> field is a view of another.</summary>
    public required string Source { get; init; }

    /// <summary>Its mapped type; a leaf of a flattened field is a keyword without the length limit.</summary>
    public required FieldType Type { get; init; }

    /// <summary>The table has it; otherwise the type is a guess, and it may be an object.</summary>
    public required bool IsMapped { get; init; }

    /// <summary>Its values are compared in lower case.</summary>
    public required bool Folded { get; init; }

    /// <summary>How its text is cut into words.</summary>
    public required TextAnalyzer Analyzer { get; init; }

    /// <summary>Values beyond <c>ignore_above</c> are not indexed.</summary>
    public bool HasKeywordLimit => Type == FieldType.Keyword;

    /// <summary>It is inside a nested field that the scope does not open: Elasticsearch keeps those objects apart.</summary>
    public required bool Hidden { get; init; }
}
