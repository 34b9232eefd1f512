using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>The parts of a <c>multipart/form-data</c> body: texts by name, and files with their names.</summary>
internal sealed class MultipartForm
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, FormFile> _files = [];

    public IReadOnlyDictionary<string, string> Texts => _texts;

    public FormFile? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>Null where the body is no such form. A part that comes twice counts as the last one says.</summary>
    public static async Task<MultipartForm?> ReadAsync(string contentType, byte[] body, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return null;
        var form = new MultipartForm();
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body));
            while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
                await form.AddAsync(section, cancellationToken).ConfigureAwait(false);
            return form;
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return null;
        }
    }

    private async Task AddAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        if (section.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
            return;
        var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
        if (string.IsNullOrEmpty(fileName))
            _texts[name] = Encoding.UTF8.GetString(content.ToArray());
        else
            _files[name] = new FormFile(fileName, content.ToArray());
    }
}

/// <summary>A file of a form.</summary>
internal sealed record FormFile(string Name, byte[] Bytes);
