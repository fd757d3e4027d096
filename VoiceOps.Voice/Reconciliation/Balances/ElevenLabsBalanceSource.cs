using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>The credits of ElevenLabs' plan. What a day takes of them is what it told of the last days, since a model may take less than one a character.</summary>
internal sealed class ElevenLabsBalanceSource(ElevenLabsBillingClient client) : IBalanceSource
{
    private const int Days = 7;

    public string Service => ServiceNames.ElevenLabs;

    public string? OffReason => client.IsConfigured ? null : "ElevenLabs is not configured: set ElevenLabs:ApiKey.";

    public async Task<IReadOnlyList<ProviderBalance>> ReadAsync(Money costPerDay, DateTime now, CancellationToken cancellationToken)
    {
        var plan = await client.GetSubscriptionAsync(cancellationToken);
        var yesterday = DateOnly.FromDateTime(now).AddDays(-1);
        var days = await client.ListCreditsAsync(yesterday.AddDays(1 - Days), yesterday, cancellationToken);
        return
        [
            new ProviderBalance
            {
                Service = Service,
                What = plan.CanExtendCharacterLimit ? "credits of the plan, more at a price" : "credits of the plan",
                Remaining = plan.CharacterLimit - plan.CharacterCount,
                Limit = plan.CharacterLimit,
                Unit = "credits",
                ResetsAt = plan.ResetsAt,
                ToldAt = now,
                // Counted from the first day of use, so that a new account does not seem to use little.
                BurnPerDay = days.Count == 0 ? null : days.Sum(day => day.Credits) / (yesterday.DayNumber - days.Min(day => day.Day).DayNumber + 1),
            },
        ];
    }
}
