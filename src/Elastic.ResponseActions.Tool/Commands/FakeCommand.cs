using System.CommandLine;
namespace Elastic.ResponseActions.Tool.Commands;
internal static class FakeCommand { public static Command Create(ToolConsole console) => new("fake"); }
