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

    public static PersonaSettings Read(string text) => JsonSerializer.Deserialize<PersonaSettings>(text, Json) ?? new PersonaSettings();
}
