using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Pricing;

/// <summary>Reads rate cards; <see cref="Versions.RateWriter"/> makes what stands on them.</summary>
public sealed class RateCards(IDbContextFactory<VoiceOpsContext> contexts, IOptions<PricingOptions> options)
{
    /// <summary>The whole rate card in force at a moment.</summary>
    public async Task<RateCard> LoadAsync(DateTime asOf, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await LoadAsync(context, asOf, cancellationToken);
    }

    /// <summary>The same inside somebody else's read transaction.</summary>
    internal async Task<RateCard> LoadAsync(VoiceOpsContext context, DateTime asOf, CancellationToken cancellationToken)
    {
        // All versions, which are few: of one whose times cannot be read, the database does not know whether it is in force.
        var rates = await context.Rates.AsNoTracking().ToListAsync(cancellationToken);
        return new RateCard(asOf, rates, FallbackRates.Parse(options.Value));
    }
}
