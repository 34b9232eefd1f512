using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Names on standard error what is left out of the input, file and line first, and counts it.</summary>
internal sealed class InputProblems(TextWriter error)
{
    public int Count { get; private set; }

    /// <param name="file">The file as the user named it.</param>
    /// <param name="line">The line, from 1; 0 where the file as a whole is meant.</param>
    /// <param name="message">What was found and, where it helps, what was expected.</param>
    public void Report(string file, int line, string message)
    {
        Count++;
        error.WriteLine(PrintableText.Of(At(file, line, message)));
    }

    /// <summary>Says how much was left out, where anything was.</summary>
    public void PrintTotal()
    {
        if (Count > 0)
            error.WriteLine($"{Count} left out of the input.");
    }

    public static string At(string file, int line, string message) => line > 0 ? $"{file}:{line}: {message}" : $"{file}: {message}";
}
