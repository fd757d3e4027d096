using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Repricing;

/// <summary>What repricing does to one use.</summary>
public sealed record RepricingLine
{
    public required MeterKey Key { get; init; }

    /// <summary>Rows that get another price, or their first.</summary>
    public required long Rows { get; init; }

    /// <summary>Of them, rows that had none.</summary>
    public required long Unpriced { get; init; }

    public required long Calls { get; init; }

    /// <summary>What is added to the books, perhaps negative.</summary>
    public required Money Difference { get; init; }

    /// <summary>Rows that stay without a price: no rate was in force when their calls started.</summary>
    public required long LeftUnpriced { get; init; }
}
