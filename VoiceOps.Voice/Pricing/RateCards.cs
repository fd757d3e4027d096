using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Pricing;

/// <summary>Reads rate cards and makes new versions of rates.</summary>
public sealed class RateCards(IDbContextFactory<VoiceOpsContext> contexts, IOptions<PricingOptions> options, TimeProvider time)
{
    /// <summary>The whole rate card in force at a moment.</summary>
    public async Task<RateCard> LoadAsync(DateTime asOf, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await LoadAsync(context, asOf, cancellationToken);
    }

    /// <summary>The same inside somebody else's read transaction.</summary>
    internal async Task<RateCard> LoadAsync(VoiceOpsContext context, DateTime asOf, CancellationToken cancellationToken)
    {
        var rates = await context.Rates.AsNoTracking()
            .Where(rate => rate.EffectiveFrom <= asOf && (rate.EffectiveTo == null || rate.EffectiveTo > asOf))
            .ToListAsync(cancellationToken);
        return new RateCard(asOf, rates, FallbackRates.Parse(options.Value));
    }

    /// <summary>
    /// Puts a new price in force from now on: the version before it ends now, rows it priced keep it. Dollars a unit.
    /// Returns the problem, in words for the one who typed it, or null when it is done.
    /// </summary>
    public async Task<string?> ChangeAsync(RateKey key, string pricingType, int? incrementSeconds, decimal unitPrice, string? note, CancellationToken cancellationToken)
    {
        if (unitPrice < 0)
        {
            return "A rate cannot be negative.";
        }

        if (unitPrice > Rate.HighestUnitPrice)
        {
            return $"More than ${Rate.HighestUnitPrice} a unit is surely a slip.";
        }

        if (!PricingType.All.Contains(pricingType))
        {
            return $"The unit must be one of {string.Join(", ", PricingType.All)}.";
        }

        if (!PricingType.Fits(pricingType, key.Service))
        {
            return $"What {key.Service} does is priced {PricingType.Of(key.Service)}, not {pricingType}.";
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcTime();
        var versions = await context.Rates
            .Where(rate => rate.Service == key.Service && rate.Operation == key.Operation && rate.Model == key.Model && (rate.EffectiveTo == null || rate.EffectiveTo > now))
            .OrderBy(rate => rate.EffectiveFrom)
            .ToListAsync(cancellationToken);
        var current = versions.FirstOrDefault(rate => rate.EffectiveFrom <= now);
        if (current?.UnitPrice == unitPrice && current.PricingType == pricingType && current.IncrementSeconds == incrementSeconds)
        {
            return "That is the rate in force already.";
        }

        // A version that starts later keeps its start: the new one ends where it begins.
        var next = versions.FirstOrDefault(rate => rate.EffectiveFrom > now)?.EffectiveFrom;
        if (current is not null)
        {
            current.EffectiveTo = now;
            await context.SaveChangesAsync(cancellationToken);
        }

        context.Rates.Add(new Rate
        {
            Service = key.Service,
            Operation = key.Operation,
            Model = key.Model,
            UnitPrice = unitPrice,
            PricingType = pricingType,
            IncrementSeconds = incrementSeconds,
            EffectiveFrom = now,
            EffectiveTo = next,
            CreatedAt = now,
            Note = note,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
