using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Tests.Web.Personas;

/// <summary>Personas as designers open them, without a database.</summary>
internal static class OpenedSheets
{
    /// <summary>Published in its first revision, with a draft and nothing else after that.</summary>
    public static PersonaSheet Sheet(PersonaDesign design, int revision = 1, string author = "Ben")
    {
        var version = Version(design, revision, revision == 1 ? VersionState.Published : VersionState.Draft, author);
        return new PersonaSheet
        {
            PersonaId = 1,
            Revision = revision,
            IsDefault = false,
            Published = revision == 1 ? version : null,
            Draft = revision == 1 ? null : version,
            Numbers = [],
        };
    }

    public static PersonaVersion Version(PersonaDesign design, int number, string state, string author = "Ben")
    {
        var version = new PersonaVersion
        {
            Id = number,
            PersonaId = 1,
            Number = number,
            State = state,
            Author = author,
            CreatedAt = DateTime.UnixEpoch,
            SavedAt = DateTime.UnixEpoch,
            Name = design.Name,
            LlmModel = design.LlmModel,
            SystemPrompt = design.SystemPrompt,
            Greeting = design.Greeting,
        };
        version.Take(design);
        return version;
    }
}
