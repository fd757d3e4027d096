using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing.Versions;

/// <summary>
/// The one place that writes rates. Each edit is one transaction with its line in the history, and each method returns the
/// problem, in words for the one who made the edit, or null when it is done.
/// </summary>
public sealed class RateWriter(IDbContextFactory<VoiceOpsContext> contexts, CommitSignal commits, TimeProvider time, ILogger<RateWriter> logger)
{
    /// <summary>
    /// Puts terms in force from a moment on (UTC; null is now), in the past too: rows that were priced keep their price
    /// until somebody reprices them.
    /// </summary>
    public Task<string?> SetAsync(RateKey key, RateTerms terms, DateTime? from, Signature signature, CancellationToken cancellationToken) =>
        terms.Problem(key) is { } problem
            ? Task.FromResult<string?>(problem)
            : WriteAsync(
                key, signature, RateAction.Set,
                (versions, now) => RatePlan.Set(versions, terms, Begin(from, now), now), now => Begin(from, now), terms, cancellationToken);

    /// <summary>Ends the version in force at a moment (UTC; null is now). From then on the next in order prices its use, or nothing does.</summary>
    public Task<string?> EndAsync(RateKey key, DateTime? at, Signature signature, CancellationToken cancellationToken) =>
        WriteAsync(key, signature, RateAction.Ended, (versions, now) => RatePlan.End(versions, Begin(at, now), now), now => Begin(at, now), null, cancellationToken);

    /// <summary>Takes back a version that has not begun.</summary>
    public async Task<string?> CancelAsync(long rateId, Signature signature, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var version = await context.Rates.AsNoTracking().SingleOrDefaultAsync(rate => rate.Id == rateId, cancellationToken);
        return version is null
            ? "It is gone already."
            : await WriteAsync(
                version.Key, signature, RateAction.Cancelled,
                (versions, now) => RatePlan.Cancel(versions, rateId, now), _ => version.EffectiveFrom, null, cancellationToken);
    }

    private static DateTime Begin(DateTime? from, DateTime now) => from ?? now;

    private async Task<string?> WriteAsync(
        RateKey key, Signature signature, string action, Func<IReadOnlyList<Rate>, DateTime, RatePlan> plan,
        Func<DateTime, DateTime> effectiveFrom, RateTerms? terms, CancellationToken cancellationToken)
    {
        if (signature.Problem is { } unsigned)
        {
            return unsigned;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        // On SQLite it takes the write lock at once, so nobody else's edit comes between reading and writing.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcTime();
        var versions = await context.Rates
            .Where(rate => rate.Service == key.Service && rate.Operation == key.Operation && rate.Model == key.Model)
            .OrderBy(rate => rate.EffectiveFrom)
            .ToListAsync(cancellationToken);
        if (versions.Find(version => !version.IsReadable) is { } unreadable)
        {
            return $"Row {unreadable.Id} of service_pricing is a version of this rate, and its price or times cannot be read. Mend it there first.";
        }

        if (signature.SeenAt is { } seenAt && await SinceAsync(context, key, seenAt, cancellationToken) is { } other)
        {
            return other.InWords() + " Look at it, then save again if yours is to follow it.";
        }

        var edit = plan(versions, now);
        if (edit.Problem is not null)
        {
            return edit.Problem;
        }

        await ApplyAsync(context, key, edit, terms, signature, now, cancellationToken);
        context.Add(RateChange.Of(key, action, effectiveFrom(now), edit.Before, terms ?? edit.Left, signature, now));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.RateChanged(key.ToString(), action, (terms ?? edit.Left)?.UnitPrice, effectiveFrom(now), signature.By, signature.Reason);
        // The live pages read rates after commits, and this was one.
        commits.Raise();
        return null;
    }

    private static Task<RateChange?> SinceAsync(VoiceOpsContext context, RateKey key, DateTime seenAt, CancellationToken cancellationToken) =>
        context.RateChanges.AsNoTracking()
            .Where(change => change.Service == key.Service && change.Operation == key.Operation && change.Model == key.Model && change.ChangedAt > seenAt)
            .OrderByDescending(change => change.Id).FirstOrDefaultAsync(cancellationToken);

    // One after the other: what goes makes room first, or the database would see two versions overlap.
    private static async Task ApplyAsync(
        VoiceOpsContext context, RateKey key, RatePlan edit, RateTerms? terms, Signature signature, DateTime now, CancellationToken cancellationToken)
    {
        if (edit.Removed is { } removed)
        {
            context.Remove(removed);
            await context.SaveChangesAsync(cancellationToken);
        }

        if (edit.Bounded is var (bounded, end) && bounded is not null)
        {
            bounded.EffectiveTo = end;
            await context.SaveChangesAsync(cancellationToken);
        }

        if (edit.Added is var (from, to) && terms is not null)
        {
            context.Rates.Add(new Rate
            {
                Service = key.Service,
                Operation = key.Operation,
                Model = key.Model,
                UnitPrice = terms.UnitPrice,
                PricingType = terms.PricingType,
                IncrementSeconds = terms.IncrementSeconds,
                Origin = terms.Origin,
                EffectiveFrom = from,
                EffectiveTo = to,
                CreatedAt = now,
                Note = signature.Reason,
            });
        }
    }
}
