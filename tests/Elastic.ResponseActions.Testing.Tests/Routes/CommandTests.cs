using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>Every command from request to outcome, as a host of the fake carries it out.</summary>
public sealed class CommandTests
{
    [Theory, BothFaces]
    public async Task RunningProcesses_Endpoint_ListsWhatRuns(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AddProcess(new FakeProcess { Pid = 7, Name = "cmd.exe", EntityId = "e-7", User = "SYSTEM", CommandLine = "cmd /c dir" });

        var output = await OutputAsync(bench, "running_procs", "{}");

        Assert.Equal("""{"code":"ra_running-processes_success_done","entries":[{"command":"cmd /c dir","pid":7,"entity_id":"e-7","user":"SYSTEM"}]}""", output.GetRawText());
    }

    [Theory, BothFaces]
    public async Task GetFile_FileIsThere_IsDownloadedAsAnEncryptedArchive(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AddFile(@"C:\temp\evil.txt", "hello");

        var output = await OutputAsync(bench, "get_file", """{"path":"C:\\temp\\evil.txt"}""");
        var action = bench.Kibana.Actions[0];
        Assert.Equal($"/api/endpoint/action/{action.Id}/file/{action.Id}.a1/download", output.GetProperty("downloadUri").GetString());
        Assert.Equal("evil.txt", output.GetProperty("contents")[0].GetProperty("file_name").GetString());
        var file = await bench.SendAsync(HttpMethod.Get, output.GetProperty("downloadUri").GetString() + "?apiVersion=2023-10-31", null, change: request => request.Headers.Remove("elastic-api-version"));
        var info = await bench.GetAsync($"/api/endpoint/action/{action.Id}/file/{action.Id}.a1");

        Assert.Equal((200, "application/octet-stream"), (file.Status, file.Headers["content-type"]));
        Assert.Equal(("nosniff", "max-age=31536000, immutable"), (file.Headers["x-content-type-options"], file.Headers["cache-control"]));
        Assert.StartsWith("attachment; filename=\"", file.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Equal(output.GetProperty("zip_size").GetInt64(), file.Bytes.Length);
        Assert.Equal("hello", PlainZip.Read(file.Bytes, "elastic"));
        Assert.Equal(("READY", "endpoint", file.Bytes.Length), (Text(info, "status"), Text(info, "agentType"), info.Body.GetProperty("data").GetProperty("size").GetInt32()));
    }

    [Theory, BothFaces]
    public async Task Execute_KnownAndUnknownCommand_EndAsAShellEndsThem(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].CommandResults["whoami"] = new FakeCommandResult("root\n");

        var known = await OutputAsync(bench, "execute", """{"command":"whoami"}""");
        var unknown = await OutputAsync(bench, "execute", """{"command":"nope -x","timeout":5}""");

        Assert.Equal(("ra_execute_success_done", "root\n", 0), (known.GetProperty("code").GetString(), known.GetProperty("stdout").GetString(), known.GetProperty("shell_code").GetInt32()));
        Assert.Equal(("ra_execute_error_failure", 1), (unknown.GetProperty("code").GetString(), unknown.GetProperty("shell_code").GetInt32()));
        Assert.Equal(14_400, bench.Kibana.Actions[0].Parameters!.Value.GetProperty("timeout").GetInt32());
        Assert.Equal(5, bench.Kibana.Actions[1].Parameters!.Value.GetProperty("timeout").GetInt32());
        Assert.Equal(["successful", "failed"], bench.Kibana.Actions.Select(action => action.Status));
    }

    [Theory, BothFaces]
    public async Task Upload_FileSent_IsOnTheHostAndNotOverwrittenUnasked(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        (string, string, string?)[] form = [("file", "fix me", "fix.sh"), ("parameters", "{}", null), ("endpoint_ids", """["a1"]""", null), ("comment", "as text", null)];

        var sent = await bench.PostFormAsync("/api/endpoint/action/upload", form);
        bench.Pass(5);
        await bench.PostFormAsync("/api/endpoint/action/upload", form);
        bench.Pass(5);

        Assert.Equal(200, sent.Status);
        var parameters = sent.Body.GetProperty("data").GetProperty("parameters");
        Assert.Equal(("fix.sh", 6), (parameters.GetProperty("file_name").GetString(), parameters.GetProperty("file_size").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("fix me"u8)), parameters.GetProperty("file_sha256").GetString());
        Assert.Equal("as text", sent.Body.GetProperty("data").GetProperty("comment").GetString());
        Assert.Equal("fix me", Encoding.UTF8.GetString(bench.Kibana.Hosts["a1"].Files.Single().Content.Span));
        Assert.Equal(["successful", "failed"], bench.Kibana.Actions.Select(action => action.Status));
        var failed = (await bench.GetAsync($"{Bench.Actions}/{bench.Kibana.Actions[1].Id}")).Body.GetProperty("data");
        Assert.Equal("ra_upload_error_already-exists", failed.GetProperty("outputs").GetProperty("a1").GetProperty("content").GetProperty("code").GetString());
    }

    [Theory, BothFaces]
    public async Task Upload_PartMissing_IsRefused(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.PostFormAsync("/api/endpoint/action/upload", ("endpoint_ids", """["a1"]""", null), ("parameters", "{}", null)))
            .IsError(400, "Bad Request", "[request body.file]: expected value of type [Stream] but got [undefined]");
        (await bench.PostFormAsync("/api/endpoint/action/upload", ("endpoint_ids", "a1", null), ("parameters", "{}", null), ("file", "x", "x")))
            .IsError(400, "Bad Request", "[request body.endpoint_ids]: expected value of type [array] but got [string]");
        Assert.Equal(415, (await bench.PostAsync("/api/endpoint/action/upload", "{}")).Status);
        Assert.Equal(200, (await bench.PostFormAsync("/api/endpoint/action/upload", ("endpoint_ids", """["a1"]""", null), ("parameters", "{}", null), ("file", new string('x', 2_000_000), "x"))).Status);
        (await bench.PostFormAsync("/api/endpoint/action/upload", ("file", new string('x', 26_214_400), "x")))
            .IsError(413, "Request Entity Too Large", "Payload content length greater than maximum allowed: 26214400");
    }

    [Theory]
    [InlineData("/var/log/syslog", "successful", "ra_scan_success_done")]
    [InlineData("/var/log", "successful", "ra_scan_success_done")]
    [InlineData("/nowhere", "failed", "ra_scan_error_not-found")]
    public async Task Scan_Path_SucceedsWhereThereIsSomething(string path, string status, string code)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Kibana.Hosts["a1"].AddFile("/var/log/syslog", "");

        var output = await OutputAsync(bench, "scan", $$"""{"path":"{{path}}"}""");

        Assert.Equal((status, code), (bench.Kibana.Actions[0].Status, output.GetProperty("code").GetString()));
    }

    [Theory, BothFaces]
    public async Task RunScript_LibraryScript_RunsAndIsNamedInTheComment(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "Collect", FileName = "collect.sh", Result = new("done\n") });
        bench.Kibana.AddScript(new FakeScript { Id = "s-2", Name = "Ask", RequiresInput = true });

        var sent = await bench.ActAsync("/api/endpoint/action/run_script", """{"endpoint_ids":["a1"],"agent_type":"endpoint","comment":"now","parameters":{"scriptId":"s-1"}}""");
        bench.Pass(5);

        Assert.Equal("(Script name: Collect / File name: collect.sh) now", sent.GetProperty("comment").GetString());
        var content = (await bench.DetailsAsync(sent)).GetProperty("outputs").GetProperty("a1").GetProperty("content");
        Assert.Equal("done\n", content.GetProperty("stdout").GetString());
        Assert.True(content.TryGetProperty("downloadUri", out _));
        (await bench.PostAsync("/api/endpoint/action/run_script", """{"endpoint_ids":["nowhere"],"parameters":{"scriptId":"s-9"}}"""))
            .IsError(404, "Not Found", "Script with id s-9 not found");
        (await bench.PostAsync("/api/endpoint/action/run_script", """{"endpoint_ids":["nowhere"],"parameters":{"scriptId":"s-2"}}"""))
            .IsError(400, "Bad Request", "The script [Ask] requires arguments to be specified.");
        var library = await bench.GetAsync("/api/endpoint/scripts_library?kuery=name%3ACollect");
        Assert.Equal("s-1", Assert.Single(library.Body.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory, BothFaces]
    public async Task MemoryDump_HostWithoutIt_IsRefusedBeforeTheHostIsLookedAt(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AddProcess(9, "a.exe");
        bench.Kibana.AddEndpoint("old").Capabilities = ["isolation"];

        var output = await OutputAsync(bench, "memory_dump", """{"type":"process","pid":9}""");
        Assert.Equal(("ra_memory-dump_success_done", 4096), (output.GetProperty("code").GetString(), output.GetProperty("file_size").GetInt32()));
        (await bench.PostAsync("/api/endpoint/action/memory_dump", """{"endpoint_ids":["old","a1"],"parameters":{"type":"kernel"}}"""))
            .IsError(400, "Bad Request", "The following agent IDs do not support memory dump: old (agent v.9.4.0)");
    }

    [Theory]
    [InlineData("""{"type":"process"}""", "Type of \"process\" requires either \"pid\" or \"entity_id\"")]
    [InlineData("""{"type":"process","pid":1,"entity_id":"e"}""", "Type of \"process\" cannot have both \"pid\" and \"entity_id\"")]
    [InlineData("""{"type":"kernel","pid":1}""", "\"pid\" and \"entity_id\" parameters only supported for type of \"process\"")]
    public async Task MemoryDump_WrongParameters_AreRefused(string parameters, string message)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        (await bench.PostAsync("/api/endpoint/action/memory_dump", $$"""{"endpoint_ids":["a1"],"parameters":{{parameters}}}"""))
            .IsError(400, "Bad Request", "[request body]: " + message);
    }

    [Theory, BothFaces]
    public async Task Cancel_DefenderAction_EndsItAndNamesWhoDid(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = "9.5.0" });
        bench.AddVendorHost("d1", AgentType.MicrosoftDefenderEndpoint).AnswerAfter = TimeSpan.FromSeconds(90);
        var target = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["d1"],"agent_type":"microsoft_defender_endpoint"}""");
        bench.Kibana.Hosts["d1"].AnswerAfter = TimeSpan.FromSeconds(1);

        var cancel = await bench.ActAsync("/api/endpoint/action/cancel", $$"""{"endpoint_ids":["d1"],"agent_type":"microsoft_defender_endpoint","parameters":{"id":"{{target.GetProperty("id").GetString()}}"} }""");
        bench.Pass(60);

        var details = await bench.DetailsAsync(target);
        Assert.Equal(("canceled", true, false), (details.GetProperty("status").GetString(), details.GetProperty("wasCanceled").GetBoolean(), details.GetProperty("wasSuccessful").GetBoolean()));
        Assert.Equal(cancel.GetProperty("id").GetString(), details.GetProperty("outputs").GetProperty("d1").GetProperty("content").GetProperty("canceled_id").GetString());
        Assert.Equal("successful", (await bench.DetailsAsync(cancel)).GetProperty("status").GetString());
        Assert.False(bench.Kibana.Hosts["d1"].IsIsolated);
        Assert.Equal(1, (await bench.GetAsync(Bench.Actions + "?statuses=canceled")).Body.GetProperty("total").GetInt32());
        (await bench.PostAsync("/api/endpoint/action/cancel", """{"endpoint_ids":["a1"],"agent_type":"endpoint","parameters":{"id":"x"}}"""))
            .IsError(400, "Bad Request", "Action [cancel] not supported");
    }

    [Theory, BothFaces]
    public async Task Kill_WithDescendants_EndsTheFamilyOnlyWhenAsked(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = "9.6.0", AllowsKillDescendants = true });
        foreach (var (pid, parent) in new (long, long?)[] { (1, null), (2, 1), (3, 2), (4, 1), (5, null) })
            bench.Kibana.Hosts["a1"].AddProcess(new FakeProcess { Pid = pid, ParentPid = parent });

        await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":4}}""");
        bench.Pass(5);
        Assert.Equal([1L, 2, 3, 5], bench.Kibana.Hosts["a1"].Processes.Select(process => process.Pid));
        await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":1,"kill_descendants":true}}""");
        bench.Pass(5);

        Assert.Equal([5L], bench.Kibana.Hosts["a1"].Processes.Select(process => process.Pid));
    }

    [Theory, BothFaces]
    public async Task Files_WrongRequests_AreJudgedInKibanasOrder(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AddFile("/x", "x");
        var isolate = (await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""")).GetProperty("id").GetString();
        var fetch = (await bench.ActAsync("/api/endpoint/action/get_file", """{"endpoint_ids":["a1"],"parameters":{"path":"/x"}}""")).GetProperty("id").GetString();
        var reader = bench.Kibana.AddUser("reader", FakePermission.CanReadSecuritySolution);
        var shell = bench.Kibana.AddUser("shell", FakePermission.CanReadSecuritySolution, FakePermission.CanWriteExecuteOperations);

        (await bench.GetAsync($"{Bench.Actions}/none/file/f/download", reader)).IsError(403, "Forbidden", "Endpoint authorization failure");
        (await bench.GetAsync($"{Bench.Actions}/none/file/f/download")).IsError(404, "Not Found", "Action with id 'none' not found.");
        (await bench.GetAsync($"{Bench.Actions}/{isolate}/file/f/download")).IsError(400, "Bad Request", "Response action [isolate] for agent type [endpoint] does not support file downloads");
        (await bench.GetAsync($"{Bench.Actions}/{fetch}/file/f/download", shell)).IsError(403, "Forbidden", "Endpoint authorization failure");
        (await bench.GetAsync($"{Bench.Actions}/{fetch}/file/f/download")).IsError(400, "Bad Request", $"Invalid file id [f] for action [{fetch}]");
        (await bench.GetAsync($"{Bench.Actions}/{fetch}/file/f")).IsError(500, "Internal Server Error", $"Invalid file id [f] for action [{fetch}]");
        Assert.Equal(404, (await bench.GetAsync($"{Bench.Actions}/{fetch}/file/{fetch}.a1/download")).Status);
        bench.Pass(5);
        Assert.Equal(200, (await bench.GetAsync($"{Bench.Actions}/{fetch}/file/{fetch}.a1/download")).Status);
    }

    private static async Task<JsonElement> OutputAsync(Bench bench, string segment, string parameters)
    {
        var sent = await bench.ActAsync($"/api/endpoint/action/{segment}", $$"""{"endpoint_ids":["a1"],"parameters":{{parameters}}}""");
        bench.Pass(5);
        var details = await bench.DetailsAsync(sent);
        Assert.True(details.GetProperty("isCompleted").GetBoolean());
        return details.GetProperty("outputs").GetProperty("a1").GetProperty("content");
    }

    private static string? Text(Reply reply, string name) => reply.Body.GetProperty("data").GetProperty(name).GetString();
}
