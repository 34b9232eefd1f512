using Elastic.ResponseActions.Tool;

return await ToolHost.RunAsync(args, ToolConsole.System());
