using System.CommandLine;
using System.Text;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>The options that name a real Kibana. Secrets come from the environment or a file, never from an argument: arguments are seen by everybody on the machine.</summary>
internal sealed class KibanaAddress
{
    private readonly Option<string?> _kibana = new("--kibana") { Description = "Kibana's address, for example https://kibana.example:5601." };
    private readonly Option<string?> _apiKeyEnv = new("--api-key-env") { Description = "The environment variable that holds the encoded API key." };
    private readonly Option<string?> _apiKeyFile = new("--api-key-file") { Description = "The file that holds the encoded API key." };
    private readonly Option<string> _space = new("--space") { Description = "The Kibana space.", DefaultValueFactory = _ => "default" };
    private readonly Option<string?> _elasticsearch = new("--elasticsearch") { Description = "The address of the Elasticsearch behind it, which is asked what the key may do. Without it Kibana alone is asked, which cannot tell everything." };
    private readonly Option<string?> _license = new("--license") { Description = "The licence in force, for example enterprise; counts where nobody could be asked." };
    private readonly Option<string[]> _may = new("--may")
    {
        Description = "Commands the key has the privilege for: isolate, kill-process, suspend-process, runscript. Counts where nobody could be asked; what is missing stays refused.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        AddConnectionTo(command);
        command.Options.Add(_elasticsearch);
        command.Options.Add(_license);
        command.Options.Add(_may);
    }

    /// <summary>Only where Kibana is and who calls, for commands that ask it themselves what the caller may do.</summary>
    public void AddConnectionTo(Command command)
    {
        Option[] options = [_kibana, _apiKeyEnv, _apiKeyFile, _space];
        foreach (var option in options)
            command.Options.Add(option);
    }

    public bool IsGiven(ParseResult line) => line.GetValue(_kibana) is not null;

    /// <summary>The server, asked what the key may do there.</summary>
    /// <exception cref="BadInputException">An address or the key cannot be used.</exception>
    /// <exception cref="ResponseActionsException">The key is not accepted.</exception>
    /// <exception cref="TransportException">There is no answer.</exception>
    public async Task<ResponseServer> ReadAsync(ParseResult line, InputFiles files, TextWriter told, CancellationToken cancellationToken)
    {
        var kibana = ReadConnection(line, files);
        using var elasticsearch = ElasticsearchTransport.Find(kibana, line.GetValue(_elasticsearch));
        using var transport = new HttpClientTransport(kibana);
        var report = await new ResponseActionsClient(transport, kibana).CheckPrivilegesAsync(Sendable, elasticsearch, cancellationToken: cancellationToken);
        foreach (var finding in report.Findings.Where(static finding => finding.Granted == false))
            told.WriteLine(PrintableText.Of($"{finding}. {finding.HowToGrant}"));
        return new ResponseServer(owned: null)
        {
            Kibana = kibana,
            Rights = new StatedRights
            {
                License = line.GetValue(_license) is { } license ? new LicenseLevel(license) : null,
                Commands = [.. line.GetValue(_may)!.SelectMany(static commands => commands.Split(',')).Select(static command => new ResponseActionCommand(command.Trim()))],
            }.Over(report),
            Clock = TimeProvider.System,
            Pipeline = PipelineOptions.Default,
        };
    }

    // What a rule can make a run send.
    private static PrivilegePlan Sendable => new()
    {
        Commands = [ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate, ResponseActionCommand.KillProcess, ResponseActionCommand.SuspendProcess, ResponseActionCommand.RunScript],
    };

    /// <exception cref="BadInputException">There is no address, or it or the key cannot be used.</exception>
    public KibanaOptions ReadConnection(ParseResult line, InputFiles files)
    {
        var address = line.GetValue(_kibana) ?? throw new BadInputException("--kibana is missing: name Kibana's address, for example https://kibana.example:5601.");
        var options = new KibanaOptions
        {
            Address = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new BadInputException($"--kibana: `{address}` is no address; expected one like https://kibana.example:5601."),
            SpaceId = line.GetValue(_space)!,
            Credentials = ReadKey(line, files),
        };
        if (options.Validate() is { Count: > 0 } errors)
            throw new BadInputException([.. errors.Select(error => $"--kibana: {error}")]);

        return options;
    }

    private KibanaCredentials ReadKey(ParseResult line, InputFiles files)
    {
        var key = (line.GetValue(_apiKeyEnv), line.GetValue(_apiKeyFile)) switch
        {
            ({ } name, null) => Environment.GetEnvironmentVariable(name) ?? throw new BadInputException($"--api-key-env: the environment has no {name}."),
            (null, { } file) => Encoding.UTF8.GetString(files.ReadAll(file)),
            _ => throw new BadInputException("--kibana needs an API key: --api-key-env NAME or --api-key-file FILE, one of them."),
        };
        try
        {
            return KibanaCredentials.ApiKey(key.Trim());
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"--kibana: {e.Message}");
        }
    }
}
