using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceOps.Voice.Personas;

/// <summary>Writes 1.0 as 1: the same setting is the same text, however it was typed.</summary>
internal sealed class PlainDecimalConverter : JsonConverter<decimal>
{
    // Dividing by a one of so many places takes the zeros off the end.
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
}
