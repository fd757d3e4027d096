using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>Reads invoices beside the books of their periods.</summary>
public sealed class InvoiceQueries(IDbContextFactory<VoiceOpsContext> contexts, IOptions<ReconciliationOptions> options, TimeProvider time)
{
    /// <summary>Latest period first.</summary>
    public async Task<IReadOnlyList<InvoiceComparison>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var invoices = await context.ProviderInvoices.AsNoTracking()
            .OrderByDescending(row => row.LastDay).ThenByDescending(row => row.Id).ToListAsync(cancellationToken);
        if (invoices.Count == 0)
        {
            return [];
        }

        var sums = (await ProviderCosts.ReadAsync(context, [.. invoices.Select(Period)], cancellationToken)).ToLookup(sum => sum.Bucket);
        var now = time.GetUtcTime();
        return [.. invoices.Select((invoice, index) =>
        {
            var own = sums[index].Where(sum => sum.Service == invoice.Service).ToList();
            var booked = new Money(own.Sum(sum => sum.CostNanos));
            var isOpen = now < Period(invoice).End;
            return new InvoiceComparison
            {
                Invoice = invoice,
                Booked = booked,
                UnpricedRows = own.Sum(sum => sum.UnpricedEvents),
                IsOpen = isOpen,
                Agrees = !isOpen && options.Value.Tolerances.Of(invoice.Service).Allows(booked, new Money(invoice.AmountNanos)),
            };
        })];
    }

    private static SeriesBucket Period(ProviderInvoice invoice) => new(
        invoice.FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), invoice.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), "");
}
