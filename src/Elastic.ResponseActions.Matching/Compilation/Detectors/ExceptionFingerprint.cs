using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>A hash of all that an exception list says. Rules share lists, so it is made once for each.</summary>
internal static class ExceptionFingerprint
{
    private static readonly ConditionalWeakTable<ExceptionList, string> Known = [];

    public static string Of(ExceptionList list) => Known.GetValue(list, Make);

    private static string Make(ExceptionList list)
    {
        var text = new StringBuilder();
        foreach (var item in list.Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"item {item.ExpireTime?.UtcTicks} {string.Join(',', item.OsTypes)}\0");
            Add(text, item.Entries);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, IReadOnlyList<ExceptionEntry> entries)
    {
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.GetType().Name} {(entry as OperatorEntry)?.Operator} {entry.Field}\0");
            switch (entry)
            {
                case MatchEntry match:
                    Add(text, match.Value);
                    break;
                case MatchAnyEntry any:
                    Add(text, [.. any.Values]);
                    break;
                case WildcardEntry wildcard:
                    Add(text, wildcard.Value);
                    break;
                case ListEntry list:
                    Add(text, list.ListId, list.ListType);
                    break;
                case NestedEntry nested:
                    Add(text, nested.Entries);
                    break;
                case UnknownEntry unknown:
                    Add(text, unknown.Type);
                    break;
            }

            text.Append('\u0001');
        }
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
            text.Append(value).Append('\0');
    }
}
