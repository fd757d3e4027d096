using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>What a talk minute uses, on average: of a persona's own calls, or assumed.</summary>
public sealed record UsageProfile
{
    private const int FewestCalls = 5;
    private const decimal Micros = UsageUnits.MicrosPerUnit;

    /// <summary>The calls it was measured on; 0 where it is assumed.</summary>
    public required long Calls { get; init; }

    public required decimal LineMinutes { get; init; }

    public required decimal TranscribedSeconds { get; init; }

    public required decimal Characters { get; init; }

    /// <summary>Replies of the model.</summary>
    public required decimal Requests { get; init; }

    /// <summary>Tokens that a request sends besides the system prompt. A measured request includes the prompt it was measured with.</summary>
    public required decimal PromptTokensPerRequest { get; init; }

    public required decimal CompletionTokensPerRequest { get; init; }

    /// <summary>What customers pay a minute, in dollars.</summary>
    public required decimal PricePerMinute { get; init; }

    public bool IsAssumed => Calls == 0;

    /// <summary>Null when there are too few calls for a meaningful figure.</summary>
    internal static UsageProfile? Of(PersonaFigures figures, IReadOnlyCollection<UsageSum> uses)
    {
        var minutes = (decimal)figures.TalkSeconds / 60;
        var requests = uses.Where(use => use is { Service: ServiceNames.Cerebras, Operation: OperationNames.Prompt }).Sum(use => use.Rows);
        if (figures.Calls < FewestCalls || minutes == 0 || requests == 0)
        {
            return null;
        }

        return new UsageProfile
        {
            Calls = figures.Calls,
            LineMinutes = Used(ServiceNames.Twilio, OperationNames.Voice) / minutes,
            TranscribedSeconds = Used(ServiceNames.Deepgram, OperationNames.Transcription) / minutes,
            Characters = Used(ServiceNames.ElevenLabs, OperationNames.Speech) / minutes,
            Requests = requests / minutes,
            PromptTokensPerRequest = Used(ServiceNames.Cerebras, OperationNames.Prompt) / requests,
            CompletionTokensPerRequest = Used(ServiceNames.Cerebras, OperationNames.Completion) / requests,
            PricePerMinute = figures.Revenue.Dollars / minutes,
        };

        decimal Used(string service, string operation) =>
            uses.Where(use => use.Service == service && use.Operation == operation).Sum(use => use.Micros) / Micros;
    }

    /// <summary>A call of three minutes in which both sides speak for half of the time and the persona replies five times a minute.</summary>
    internal static UsageProfile Assumed(decimal pricePerMinute) => new()
    {
        Calls = 0,
        // 3 min 10 s are four started minutes.
        LineMinutes = 1.26m,
        TranscribedSeconds = 60,
        Characters = 420,
        Requests = 5,
        // Half of the conversation that a call of that length builds up: 16 replies and what was said before each.
        PromptTokensPerRequest = 320,
        CompletionTokensPerRequest = 40,
        PricePerMinute = pricePerMinute,
    };
}
