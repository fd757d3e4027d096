using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>The credits of ElevenLabs' plan. What a day takes of them is what it told of the days, since a model may take less than one a character.</summary>
internal sealed class ElevenLabsBalanceSource(ElevenLabsBillingClient client) : IBalanceSource
{
    private const int Days = 7;

    // The first minutes of a day say nothing about the rest of it.
    private const decimal LeastOfADay = 0.25m;

    public string Service => ServiceNames.ElevenLabs;

    public string? OffReason => client.IsConfigured ? null : "ElevenLabs is not configured: set ElevenLabs:ApiKey.";

    public async Task<IReadOnlyList<ProviderBalance>> ReadAsync(ServicePace pace, DateTime now, CancellationToken cancellationToken)
    {
        var plan = await client.GetSubscriptionAsync(cancellationToken);
        var today = DateOnly.FromDateTime(now);
        var told = await client.ListCreditsAsync(today.AddDays(-Days), today, cancellationToken);
        var (burn, of) = Burn(told, pace, now);
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
                BurnPerDay = burn,
                BurnOf = of,
            },
        ];
    }

    // The days that are over, at the pace that the books say their provider has now; or today so far, when that is more.
    private static (decimal? Burn, string? Of) Burn(IReadOnlyList<ElevenLabsDay> told, ServicePace pace, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        var past = told.Where(day => day.Day < today).ToList();
        // Counted from the first day of use, so that a new account does not seem to use little.
        decimal? mean = past.Count == 0 ? null : past.Sum(day => day.Credits) / (today.DayNumber - past.Min(day => day.Day).DayNumber);
        var soFar = told.Where(day => day.Day == today).Sum(day => day.Credits) / Math.Max(LeastOfADay, (decimal)now.TimeOfDay.TotalDays);
        return mean * pace.Factor is { } burn && burn >= soFar ? (burn, pace.Worst.Of) : soFar > 0 ? (soFar, "today so far") : (null, null);
    }
}
