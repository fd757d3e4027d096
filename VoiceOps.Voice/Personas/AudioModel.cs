using System.ComponentModel.DataAnnotations.Schema;

namespace VoiceOps.Voice.Personas;

/// <summary>A model that listens or speaks, with the languages that it has. People edit these rows as those of the language models.</summary>
public sealed class AudioModel
{
    /// <summary>The provider's own id, such as <c>nova-2-phonecall</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: one that transcribes, or one that speaks.</summary>
    public required string Provider { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>As the provider writes them (BCP 47), with spaces between: <c>en en-US</c>.</summary>
    public required string Languages { get; set; }

    [NotMapped]
    public IReadOnlyList<string> LanguageList => Languages.Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>How the model calls this language: as it is, or without the country where it has the language only; null when it does not have it.</summary>
    public string? Fit(string language)
    {
        var exact = LanguageList.FirstOrDefault(one => one.Equals(language, StringComparison.OrdinalIgnoreCase));
        return exact ?? LanguageList.FirstOrDefault(one => one.Equals(BaseOf(language), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary><c>en</c> of <c>en-GB</c>.</summary>
    public static string BaseOf(string language) => language.Split('-', '_')[0];
}
