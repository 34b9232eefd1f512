namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>Errors as users read them, whole: place, sentence, line and caret (␠ is a space at the end of a line).</summary>
public sealed class KqlErrorMessageTests
{
    public static TheoryData<string, string> Errors() => new()
    {
        {
            "process.name: and host.os.type: windows",
            """
            1:31 unexpected `:`, expected `and`, `or` or the end of the query; text without quotes runs over spaces, so join conditions with `and` or `or`, and put text that contains special characters in quotes.
              process.name: and host.os.type: windows
                                            ^
            """
        },
        {
            "process.name: (cmd.exe or )",
            """
            1:27 unexpected `)`, expected a value for `process.name`.
              process.name: (cmd.exe or )
                                        ^
            """
        },
        {
            "process.name: not cmd.exe",
            """
            1:15 unexpected `not`, expected a value for `process.name`; write `process.name: (not …)`, or `not` before the field.
              process.name: not cmd.exe
                            ^^^
            """
        },
        {
            "process.name:",
            """
            1:14 unexpected end of the query, expected a value for `process.name`.
              process.name:
                           ^
            """
        },
        {
            "event.code: 4688 and not ",
            """
            1:26 unexpected end of the query, expected a condition after `not`.
              event.code: 4688 and not␠
                                       ^
            """
        },
        {
            "not not user.name: root",
            """
            1:5 unexpected `not`, expected a condition after `not`; `not` takes a single condition: write `not (not …)`.
              not not user.name: root
                  ^^^
            """
        },
        {
            "(user.name: root\n  or user.id: 0",
            """
            2:16 unexpected end of the query, expected `and`, `or` or `)`; the `(` at line 1, column 1 is not closed.
                or user.id: 0
                             ^
            """
        },
        {
            "user.name: root) and user.id: 0",
            """
            1:16 unexpected `)`, expected `and`, `or` or the end of the query; there is no `(` that it closes.
              user.name: root) and user.id: 0
                             ^
            """
        },
        {
            "not(user.name: root)",
            """
            1:4 unexpected `(`, expected `and`, `or` or the end of the query; put a space between `not` and `(`.
              not(user.name: root)
                 ^
            """
        },
        {
            "(a: b)and (c: d)",
            """
            1:7 unexpected `and`, expected `and`, `or` or the end of the query; `and` needs white space on both sides.
              (a: b)and (c: d)
                    ^^^
            """
        },
        {
            "file.path: Windows\\System32",
            """
            1:19 `\S` is no escape; write `\\` for a backslash, or put the text in quotes.
              file.path: Windows\System32
                                ^^
            """
        },
        {
            "file.path: \"C:\\Windows",
            """
            1:12 this quote is never closed; add the closing `"`, or write `\"` for a quote that is part of the text.
              file.path: "C:\Windows
                         ^
            """
        },
        {
            "message: cannot open",
            """
            1:13 unexpected `not`, expected `and`, `or` or the end of the query; text that contains `not` before a space needs quotes.
              message: cannot open
                          ^^^
            """
        },
        {
            "destination.port > (80 or 443)",
            """
            1:20 unexpected `(`, expected a value after `>` for `destination.port`; a comparison takes a single value, not a list.
              destination.port > (80 or 443)
                                 ^
            """
        },
        {
            "a: b\r\nand\tdanger\u202Ezone: )",
            """
            2:18 unexpected `)`, expected a value for `danger\u202Ezone`.
              and    danger\u202Ezone: )
                                       ^
            """
        },
        {
            "user.name: 田中 and user.id: }",
            """
            1:28 unexpected `}`, expected a value for `user.id`.
              user.name: 田中 and user.id: }
                                           ^
            """
        },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Parse_Mistake_ExplainsIt(string query, string expected) =>
        Assert.Equal(expected.Replace('␠', ' '), KqlText.Describe(KqlText.Refuse(query), query));
}
