using System.Text;
using System.Text.Json;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>What one piece of audio speaks, and where each character begins in it (milliseconds; empty when that is not told for all of them).</summary>
internal readonly record struct ElevenLabsAlignment(string? Text, ReadOnlyMemory<int> Starts)
{
    // {"charStartTimesMs":[0,3,7],"charsDurationsMs":[3,4,2],"chars":["H","e","l"]}
    /// <summary>Reads the value of an alignment property; null for one that is null.</summary>
    public static ElevenLabsAlignment? Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        string? text = null;
        var count = 0;
        List<int> starts = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var areCharacters = json.ValueTextEquals("chars"u8) || json.ValueTextEquals("characters"u8);
            var areStarts = json.ValueTextEquals("charStartTimesMs"u8) || json.ValueTextEquals("charsStartTimesMs"u8);
            json.Read();
            if (json.TokenType != JsonTokenType.StartArray || !(areCharacters || areStarts))
            {
                json.Skip();
            }
            else if (areCharacters)
            {
                (text, count) = ReadCharacters(ref json);
            }
            else
            {
                ReadNumbers(ref json, starts);
            }
        }

        return text is null ? null : new ElevenLabsAlignment(text, starts.Count == count && text.Length == count ? starts.ToArray() : default);
    }

    private static (string Text, int Count) ReadCharacters(ref Utf8JsonReader json)
    {
        var (text, count) = (new StringBuilder(), 0);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                text.Append(json.GetString());
            }
            else
            {
                json.Skip();
            }

            count++;
        }

        return (text.ToString(), count);
    }

    private static void ReadNumbers(ref Utf8JsonReader json, List<int> numbers)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.Number)
            {
                numbers.Add((int)json.GetDouble());
            }
            else
            {
                json.Skip();
            }
        }
    }
}
