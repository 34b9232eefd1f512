namespace Elastic.ResponseActions.Matching;

/// <summary>How Elasticsearch maps a field, as far as matching depends on it.</summary>
public enum FieldType
{
    /// <summary><c>keyword</c>: the whole value is one term, case-sensitive; values above 1,024 characters are not indexed.</summary>
    Keyword,

    /// <summary><c>wildcard</c>: as <see cref="Keyword"/>, without the length limit.</summary>
    Wildcard,

    /// <summary><c>constant_keyword</c>: as <see cref="Keyword"/>, without the length limit.</summary>
    ConstantKeyword,

    /// <summary><c>text</c> and <c>match_only_text</c>: analysed by the standard analyser.</summary>
    Text,

    /// <summary>Whole numbers (<c>long</c>, <c>integer</c>, <c>short</c>, <c>byte</c>, <c>unsigned_long</c>).</summary>
    Long,

    /// <summary>Floating point numbers (<c>double</c>, <c>float</c>, <c>half_float</c>, <c>scaled_float</c>).</summary>
    Double,

    /// <summary><c>boolean</c>.</summary>
    Boolean,

    /// <summary><c>date</c> and <c>date_nanos</c>.</summary>
    Date,

    /// <summary><c>ip</c>.</summary>
    Ip,

    /// <summary><c>version</c>: kept here as a keyword for equality; order cannot be decided.</summary>
    Version,

    /// <summary><c>nested</c>: an array of objects, each matched on its own by <c>path:{ … }</c>.</summary>
    Nested,

    /// <summary><c>flattened</c>: every leaf below it is a keyword.</summary>
    Flattened,

    /// <summary>A mapping this library does not evaluate (geo shapes, vectors, …): predicates on it answer <em>unknown</em>.</summary>
    Other,
}
