using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>
/// The compact text form of a tree, one text for one meaning:
/// <c>and(is(a, 'bare'), not(is(-, "quoted")), is(b.*, /w*/), range(c &gt;= '1'))</c>. A <c>-</c> stands for no field.
/// Different trees have different texts, whatever characters they hold; so a text can be a key.
/// </summary>
internal static class QueryNotation
{
    public static string Call(string name, IReadOnlyList<QueryNode> arguments) => $"{name}({string.Join(", ", arguments)})";

    public static string Symbol(RangeOperator op) => op switch
    {
        RangeOperator.Less => "<",
        RangeOperator.LessOrEqual => "<=",
        RangeOperator.Greater => ">",
        _ => ">=",
    };

    /// <summary>A field name: bare where it is made of letters, digits and <c>. _ @</c>, else quoted as a bare value is.</summary>
    public static string Name(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '@')) return Quote(name, '\'');
        }

        return name.Length == 0 ? "''" : name;
    }

    public static string Quote(string text, char quote)
    {
        var result = new StringBuilder(text.Length + 2).Append(quote);
        AppendEscaped(result, text, [quote]);
        return result.Append(quote).ToString();
    }

    public static string Pattern(IReadOnlyList<string> parts)
    {
        var result = new StringBuilder("/");
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) result.Append('*');
            AppendEscaped(result, parts[i], "*/");
        }

        return result.Append('/').ToString();
    }

    private static void AppendEscaped(StringBuilder result, string text, ReadOnlySpan<char> special)
    {
        foreach (var c in text)
        {
            if (c == '\\' || special.Contains(c)) result.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u00A0' or '\uFEFF') result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else result.Append(c);
        }
    }
}
