using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Imports lines of JSON. The answer is 200 also where rules are refused: a client has to read the errors.</summary>
internal sealed class RuleImportRoute(FakeWorld world) : RuleRoute(world, "POST", Root + "/_import", writes: true)
{
    private const int MostObjects = 10_000;

    public override BodyForm BodyForm => BodyForm.Multipart;

    public override int BodyLimit => 10_485_760;

    public override Work? Read(Call call, out string error)
    {
        error = "";
        Flag(call, "as_new_list", ref error);
        var overwrite = new ImportChoices(Flag(call, "overwrite", ref error), Flag(call, "overwrite_exceptions", ref error), Flag(call, "overwrite_action_connectors", ref error));
        if (call.Form!.File("file") is null)
            error = ZodTexts.Join("request body", [("file", ZodTexts.Required)]);
        return error.Length == 0 ? () => Import(call, call.Form.File("file")!, overwrite) : null;
    }

    private Answer Import(Call call, FormFile file, ImportChoices overwrite)
    {
        var extension = Path.GetExtension(file.Name);
        if (!extension.Equals(".ndjson", StringComparison.OrdinalIgnoreCase))
            return Answer.EngineError(400, RuleTexts.WrongExtension(extension));
        var lines = RuleImport.Lines(file.Bytes);
        if (lines.Length > MostObjects)
            return Answer.EngineError(500, RuleTexts.TooManyObjects(MostObjects));
        var import = new RuleImport(World, call, overwrite);
        return Ok(import.Take(lines)) with { Why = import.LacksConnectors ? "A connector is known once a line of an import has brought it; add it to the file." : null };
    }
}
