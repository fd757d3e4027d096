using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>What a talk minute of a design would cost and leave, in dollars, at the rates in force. Null where a rate is missing.</summary>
public sealed record CostEstimate
{
    public required decimal? Line { get; init; }

    public required decimal? Transcription { get; init; }

    public required decimal? Speech { get; init; }

    public required decimal? Model { get; init; }

    public required decimal PricePerMinute { get; init; }

    public decimal? Cost => Line + Transcription + Speech + Model;

    public decimal? Margin => PricePerMinute - Cost;

    /// <summary>Margin as a share of the price.</summary>
    public decimal? MarginShare => PricePerMinute == 0 ? null : Margin / PricePerMinute;

    /// <summary>
    /// For a model, a prompt of so many tokens and replies of so many at most. <paramref name="measuredPromptTokens"/> is the
    /// prompt that the profile's own requests carried; 0 for an assumed one.
    /// </summary>
    public static CostEstimate Of(EstimateBasis basis, string llmModel, int promptTokens, int measuredPromptTokens, int maxReplyTokens)
    {
        var profile = basis.Profile;
        var prompt = Math.Max(promptTokens, profile.PromptTokensPerRequest + promptTokens - measuredPromptTokens);
        var completion = Math.Min(profile.CompletionTokensPerRequest, maxReplyTokens);
        return new CostEstimate
        {
            Line = Price(ServiceNames.Twilio, OperationNames.Voice, null) * profile.LineMinutes,
            Transcription = Price(ServiceNames.Deepgram, OperationNames.Transcription, null) * profile.TranscribedSeconds / 60,
            Speech = Price(ServiceNames.ElevenLabs, OperationNames.Speech, null) * profile.Characters,
            Model = profile.Requests * (
                (Price(ServiceNames.Cerebras, OperationNames.Prompt, llmModel) * prompt)
                + (Price(ServiceNames.Cerebras, OperationNames.Completion, llmModel) * completion)),
            PricePerMinute = profile.PricePerMinute,
        };

        decimal? Price(string service, string operation, string? model) => basis.RateCard.Find(service, operation, model)?.UnitPrice;
    }
}
