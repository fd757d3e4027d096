using System.Text;
using VoiceOps.Voice.History.Import;

namespace VoiceOps.Tests.History.Import;

/// <summary>Files as the old system wrote them.</summary>
internal static class Export
{
    public const string Calls = """
        id,callSid,fromNumber,toNumber,personaId,llmModel,status,createdAt,startedAt,endedAt,durationSeconds,recordingUrl
        1,CA00000000000000000000000000000a01,+14155550100,+14155550199,7,llama-3.3-70b,completed,2025-11-03T10:00:00.123Z,2025-11-03T10:00:01Z,2025-11-03T10:03:08Z,187,https://x
        2,,+14155550101,+14155550199,7,gpt-4o,completed,2025-11-03T11:00:00Z,,2025-11-03T11:01:01Z,,
        3,CA00000000000000000000000000000a03,+14155550102,+14155550199,,,no-answer,2025-11-03T12:00:00Z,,,0,
        """;

    public const string Events = """
        [
          { "id": 1, "callId": 1, "service": "deepgram", "operation": "transcription", "usageAmount": 187, "usageUnit": "seconds", "unitCost": 0.0059, "cost": 0.018388333333333334, "createdAt": "2025-11-03T10:03:08Z" },
          { "id": 2, "callId": 1, "service": "ElevenLabs", "operation": "tts", "usageAmount": 1480, "usageUnit": "characters", "unitCost": 1.5e-4, "cost": 0.22199999999999998 },
          { "id": 3, "callId": 1, "service": "cerebras", "operation": "chat", "model": "llama-3.3-70b", "usageAmount": 10860, "usageUnit": "tokens", "unitCost": 6e-07, "cost": 0.006516 },
          { "id": 4, "callId": 2, "service": "twilio", "operation": "call", "usageAmount": 1.0166666666666666, "usageUnit": "minutes", "unitCost": 0.014, "cost": 0.014233333333333332 },
          { "id": 5, "callId": 2, "service": "cerebras", "operation": "chat", "model": "gpt-4o", "usageAmount": 900, "usageUnit": "tokens", "unitCost": null, "cost": 0,
            "metadata": { "cost": 99 } }
        ]
        """;

    public const string Personas = """
        [{"id": 7, "name": "Nora", "llmModel": "gpt-4o", "systemPrompt": "Be kind.\nBe short.", "greeting": "Hello, this is Nora."}]
        """;

    public const string Pricing = """
        service,operation,model,unit_price,pricing_type,effective_from
        twilio,voice,,0.0085,per_minute,2024-01-01
        cerebras,prompt,gpt-4o,2.5,per_1m_tokens,2024-01-01
        """;

    public static IReadOnlyList<ImportFile> All { get; } =
        [File("calls.csv", Calls), File("api_call_events.json", Events), File("personas.json", Personas), File("service_pricing.csv", Pricing)];

    public static ImportFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
