using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VoiceOps.Voice.Personas;

/// <summary>Settings as JSON text, so that a new one needs no migration and every database can keep them.</summary>
internal sealed class PersonaSettingsConverter() : ValueConverter<PersonaSettings, string>(
    settings => Write(settings), text => Read(text))
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new PlainDecimalConverter() } };

    public static string Write(PersonaSettings settings) => JsonSerializer.Serialize(settings, Json);

    /// <summary>A text that is none must not take the other rows of a query with it: it says so itself.</summary>
    public static PersonaSettings Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<PersonaSettings>(text, Json) is { } settings && IsWhole(settings)
                ? settings
                : PersonaSettings.Unreadable("something is null that must have a value");
        }
        catch (JsonException exception)
        {
            return PersonaSettings.Unreadable(exception.Path is { Length: > 1 } path ? $"{path[2..]} has a value of another kind" : "it is no JSON object");
        }
    }

    private static bool IsWhole(PersonaSettings settings) =>
        settings is { Language: not null, Speech: not null, Pronunciations: not null, KeyTerms: not null, TurnTaking: not null }
        && settings.TurnTaking is { Backchannels: not null, StopWords: not null, Fillers: not null, StillThere: not null, Goodbye: not null, CreditLow: not null, CreditEnded: not null }
        && settings.Pronunciations.All(word => word is { Word: not null, SayAs: not null }) && settings.KeyTerms.All(term => term is not null);
}
