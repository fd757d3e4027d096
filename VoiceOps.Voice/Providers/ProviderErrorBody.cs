using System.Text.Json;

namespace VoiceOps.Voice.Providers;

/// <summary>
/// The code and message of a provider's error body, wrapped or bare:
/// <code>
/// {"err_code":"INVALID_AUTH","err_msg":"...","request_id":"uuid"}                  Deepgram
/// {"category":"...","message":"...","details":"...","request_id":"uuid"}           Deepgram
/// {"detail":{"status":"quota_exceeded","message":"..."}} or "detail":"..." or [..] ElevenLabs
/// {"message":"...","type":"...","param":"quota","code":"request_quota_exceeded"}   Cerebras
/// {"error":{"message":"...","code":"..."}}                                         Cerebras
/// {"code":20404,"message":"...","more_info":"...","status":404}                    Twilio
/// </code>
/// </summary>
internal sealed record ProviderErrorBody(string? Code, string? Message)
{
    private const int LongestMessage = 300;

    private static readonly string[] CodeNames = ["err_code", "code", "status", "type", "category"];
    private static readonly string[] MessageNames = ["err_msg", "message", "msg", "error"];
    private static readonly string[] Wrappers = ["error", "detail"];

    public static ProviderErrorBody Read(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return new ProviderErrorBody(null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new ProviderErrorBody(null, Shorten(body));
        }
    }

    public static ProviderErrorBody Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(element),
        JsonValueKind.Array when element.GetArrayLength() > 0 => Read(element[0]),
        JsonValueKind.String => new ProviderErrorBody(null, Shorten(element.GetString())),
        _ => new ProviderErrorBody(null, null),
    };

    /// <summary>What stands behind a colon: <c>: message (code)</c>, or nothing.</summary>
    public string AsSuffix() => (Message, Code) switch
    {
        (null, null) => "",
        (null, _) => $": {Code}",
        (_, null) => $": {Message}",
        _ => $": {Message} ({Code})",
    };

    private static ProviderErrorBody ReadObject(JsonElement element)
    {
        foreach (var wrapper in Wrappers)
        {
            if (element.TryGetProperty(wrapper, out var inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String)
            {
                return inner.ValueKind is JsonValueKind.String && element.TryGetProperty("message", out _)
                    ? new ProviderErrorBody(inner.GetString(), First(element, ["message"]))
                    : Read(inner);
            }
        }

        return new ProviderErrorBody(First(element, CodeNames), Shorten(First(element, MessageNames)));
    }

    private static string? First(JsonElement element, string[] names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                return value.ToString();
            }
        }

        return null;
    }

    private static string? Shorten(string? text) => text is { Length: > LongestMessage } ? text[..LongestMessage] + "…" : text?.Trim();
}
