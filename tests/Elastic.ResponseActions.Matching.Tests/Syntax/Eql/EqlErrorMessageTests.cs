using Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>Errors as users read them, whole: place, sentence, line and caret.</summary>
public sealed class EqlErrorMessageTests
{
    public static TheoryData<string, string> Errors() => new()
    {
        {
            "process where process.name = \"cmd.exe\"",
            """
            1:28 unexpected `=`, expected `and`, `or`, `|` or the end of the query; equality is written `==`, or `:` to ignore case.
              process where process.name = "cmd.exe"
                                         ^
            """
        },
        {
            "process where process.name == 'cmd.exe'",
            """
            1:31 unexpected `'`; EQL has no single quotes: put text in double quotes.
              process where process.name == 'cmd.exe'
                                            ^
            """
        },
        {
            "process where process.executable == \"C:\\Windows\\cmd.exe\"",
            """"
            1:40 `\W` is no escape; write `\\` for a backslash, or put the text in `"""`.
              process where process.executable == "C:\Windows\cmd.exe"
                                                     ^^
            """"
        },
        {
            "sequence by host.id\n  [process where true]\n  [file where file.name : ]",
            """
            3:27 unexpected `]`, expected a string, or a list of strings, after `:`.
                [file where file.name : ]
                                        ^
            """
        },
        {
            "process where (process.name == \"a\" and\n  not (process.name == \"b\"",
            """
            2:27 unexpected end of the query, expected `and`, `or` or `)`; the `(` at line 2, column 7 is not closed.
                not (process.name == "b"
                                        ^
            """
        },
        {
            "any where user.name : \"田中\" and arrayContains(user.roles, \"admin\")",
            """
            1:32 `arrayContains` is a function of Endgame's EQL that Elasticsearch does not have; a condition on an array field already holds where any of its values satisfies it.
              any where user.name : "田中" and arrayContains(user.roles, "admin")
                                               ^^^^^^^^^^^^^
            """
        },
        {
            "any where a\u202E == 1",
            """
            1:12 unexpected `\u202E`; put text in double quotes, and a field name that is not made of letters, digits, `_` and `.` in back-ticks.
              any where a\u202E == 1
                         ^^^^^^
            """
        },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Parse_Mistake_ExplainsIt(string query, string expected) => Assert.Equal(expected, KqlText.Describe(EqlText.Refuse(query), query));
}
