using System.Text.Json;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>How many characters one piece of audio speaks, and where each begins in it (milliseconds; empty when that is not told for all of them).</summary>
internal readonly record struct ElevenLabsAlignment(int Characters, ReadOnlyMemory<int> Starts)
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

        int? characters = null;
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
                characters = Count(ref json);
            }
            else
            {
                ReadNumbers(ref json, starts);
            }
        }

        return characters is { } count ? new ElevenLabsAlignment(count, starts.Count == count ? starts.ToArray() : default) : null;
    }

    private static int Count(ref Utf8JsonReader json)
    {
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            json.Skip();
            count++;
        }

        return count;
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
