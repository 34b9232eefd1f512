using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Kibana;

/// <summary>
/// Texts as Unicode, whatever the server sent: U+FFFD stands where a byte or an escape is none. What somebody on a host has written must not
/// make a whole answer unreadable; an id that was mended is no id that was asked for.
/// </summary>
internal static class JsonText
{
    public static string Decoded(this JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Mended(JsonMarshal.GetRawUtf8Value(text)[1..^1]);
        }
    }

    private static string Mended(ReadOnlySpan<byte> raw)
    {
        var escaped = Encoding.UTF8.GetString(raw);
        var plain = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                plain.Append(escaped[i]);
                continue;
            }

            i++;
            if (escaped[i] == 'u')
            {
                plain.Append((char)ushort.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                plain.Append(escaped[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var itself => itself });
            }
        }

        // Half a pair becomes U+FFFD on its way through UTF-8.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(plain.ToString()));
    }
}
