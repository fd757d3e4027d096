using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>Credit to be added: bought, or given.</summary>
public sealed record NewCredit
{
    /// <summary>More is surely a slip: 100 million minutes.</summary>
    public const long MostSeconds = 6_000_000_000;

    public static readonly Money MostValue = Money.FromDollars(10_000_000);

    public required long AccountId { get; init; }

    /// <summary>One of <see cref="LotKind"/> but goodwill, which belongs to a call.</summary>
    public required string Kind { get; init; }

    public required long Seconds { get; init; }

    /// <summary>The cash that was paid; zero for what is given.</summary>
    public required Money Value { get; init; }

    /// <summary>UTC; null for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    internal void Demand(DateTime now)
    {
        if (Kind is not (LotKind.Purchase or LotKind.Bonus or LotKind.Promotional))
        {
            throw new CreditProblem(nameof(Kind), Kind == LotKind.Goodwill
                ? "Goodwill makes up for a call: re-credit that call."
                : $"\"{Kind}\" is no kind of credit: purchase, bonus or promotional.");
        }

        if (Seconds is < 1 or > MostSeconds)
        {
            throw new CreditProblem(nameof(Seconds), $"From 1 to {MostSeconds:N0} whole seconds.");
        }

        if (Kind == LotKind.Purchase ? Value <= Money.Zero || Value > MostValue : Value != Money.Zero)
        {
            throw new CreditProblem(nameof(Value), Kind == LotKind.Purchase
                ? $"What was paid: more than $0, up to ${MostValue.ToString(0)}. Credit that nobody paid for is bonus or promotional."
                : $"Nobody pays for {Kind} credit: its value is 0.");
        }

        if (ExpiresAt <= now)
        {
            throw new CreditProblem(nameof(ExpiresAt), "That moment is past: nothing could be used.");
        }
    }
}
