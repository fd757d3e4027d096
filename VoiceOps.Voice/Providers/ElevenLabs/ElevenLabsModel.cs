namespace VoiceOps.Voice.Providers.ElevenLabs;

// {"model_id":"eleven_flash_v2_5","name":"Eleven Flash v2.5","token_cost_factor":1.0,"model_rates":{"character_cost_multiplier":0.5},..}
internal sealed record ElevenLabsModel
{
    public required string ModelId { get; init; }

    public string? Name { get; init; }

    public RatesPart? ModelRates { get; init; }

    public bool IsNamed(string text) =>
        text.Equals(ModelId, StringComparison.OrdinalIgnoreCase) || text.Equals(Name, StringComparison.OrdinalIgnoreCase);

    internal sealed record RatesPart
    {
        /// <summary>Credits that a character takes.</summary>
        public decimal? CharacterCostMultiplier { get; init; }
    }
}
