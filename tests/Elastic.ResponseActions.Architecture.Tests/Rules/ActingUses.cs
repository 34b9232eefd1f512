using System.Reflection.Metadata;
using Elastic.ResponseActions.Architecture.Tests.Metadata;

namespace Elastic.ResponseActions.Architecture.Tests.Rules;

/// <summary>
/// What floors 1 and 2 may not use, so that a dry run, which is made of them alone, is unable to send: network, files,
/// processes, native functions, code loaded or named at run time, and clocks other than <c>TimeProvider</c>.
/// </summary>
internal static class ActingUses
{
    // In namespaces that can act, only the types listed are fine: what .NET adds to them later is refused until looked at.
    private static readonly (string Space, string[] Harmless)[] ActingSpaces =
    [
        ("System.Net", ["IPAddress", "IPNetwork"]),
        ("System.IO", ["Stream", "MemoryStream", "TextReader", "TextWriter", "StringReader", "StringWriter", "IOException", "InvalidDataException", "EndOfStreamException"]),
        ("System.Reflection.Emit", []),
        ("System.Runtime.Loader", []),
        ("System.Timers", []),
        ("Microsoft.Win32", []),
    ];

    private static readonly string[] ActingTypes =
        ["System.Diagnostics.Process*", "System.Diagnostics.Stopwatch", "System.Threading.Timer", "System.AppDomain", "System.Runtime.InteropServices.NativeLibrary"];

    private static readonly string[] ActingMembers =
    [
        "static System.Reflection.Assembly::Load*",
        "static System.Reflection.Assembly::UnsafeLoadFrom",
        "static System.Type::GetType",
        "static System.Activator::CreateInstanceFrom",
        "static System.DateTime::get_Now",
        "static System.DateTime::get_UtcNow",
        "static System.DateTime::get_Today",
        "static System.DateTimeOffset::get_Now",
        "static System.DateTimeOffset::get_UtcNow",
        "static System.Environment::get_TickCount*",
        "static System.Threading.Thread::Sleep",
    ];

    public static IReadOnlyList<string> Find(MetadataReader metadata) =>
    [
        .. ExternalUses.Types(metadata).Where(IsActing),
        .. ExternalUses.Members(metadata).Where(member => Array.Exists(ActingMembers, pattern => Fits(pattern, member))).Distinct(),
        .. ExternalUses.NativeFunctions(metadata),
    ];

    private static bool IsActing(string type)
    {
        if (Array.Exists(ActingTypes, pattern => Fits(pattern, type)))
            return true;

        foreach (var (space, harmless) in ActingSpaces)
        {
            if (type.StartsWith($"{space}.", StringComparison.Ordinal))
                return !harmless.Contains(type[(space.Length + 1)..]);
        }

        return false;
    }

    private static bool Fits(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;
}
