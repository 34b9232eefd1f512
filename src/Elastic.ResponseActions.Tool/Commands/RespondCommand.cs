using System.CommandLine;
namespace Elastic.ResponseActions.Tool.Commands;
internal static class RespondCommand { public static Command Create(ToolConsole console) => new("respond"); }
