using System.Text;
using System.Text.Unicode;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Text of a whole file. What is not UTF-8 is refused: a value read another way than it was meant would never be found.</summary>
internal static class Utf8Text
{
    /// <exception cref="BadInputException">The bytes are not UTF-8.</exception>
    public static string Read(string file, byte[] content) =>
        Utf8.IsValid(content) ? Encoding.UTF8.GetString(content) : throw new BadInputException($"{file}: not UTF-8.");
}
