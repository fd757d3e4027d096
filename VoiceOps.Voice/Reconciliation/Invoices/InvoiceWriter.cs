using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>Enters and removes providers' invoices. They are held against the books and change nothing in them.</summary>
public sealed class InvoiceWriter(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    private const string Typed = "typed";

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcTime());

    /// <summary>Enters one; returns the problems, none when it is done.</summary>
    public async Task<IReadOnlyList<string>> EnterAsync(InvoiceDraft draft, CancellationToken cancellationToken)
    {
        var problems = draft.Problems(Today).ToList();
        return problems.Count > 0 ? problems : (await EnterAsync([(0, draft)], Typed, cancellationToken)).Problems;
    }

    /// <summary>Enters a file, all of it or nothing; an invoice that is there already with the same figures is left as it is.</summary>
    public async Task<(int Entered, IReadOnlyList<string> Problems)> ImportAsync(string text, string fileName, CancellationToken cancellationToken)
    {
        var (lines, problems) = InvoiceFile.Read(text, Today);
        return problems.Count > 0 ? (0, problems) : await EnterAsync(lines, fileName, cancellationToken);
    }

    public async Task RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await context.ProviderInvoices.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<(int Entered, IReadOnlyList<string> Problems)> EnterAsync(IReadOnlyList<(int Line, InvoiceDraft Draft)> lines, string source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var problems = new List<string>();
        var entered = 0;
        foreach (var group in lines.GroupBy(line => (Service: line.Draft.CleanService!, Number: line.Draft.CleanNumber!)))
        {
            var invoice = new ProviderInvoice
            {
                Service = group.Key.Service,
                Number = group.Key.Number,
                FirstDay = group.Min(line => line.Draft.First!.Value),
                LastDay = group.Max(line => line.Draft.Last!.Value),
                AmountNanos = group.Sum(line => Money.Round(line.Draft.Dollars!.Value).Nanos),
                Source = source,
                EnteredAt = time.GetUtcTime(),
            };
            var known = await context.ProviderInvoices.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Service == invoice.Service && row.Number == invoice.Number, cancellationToken);
            if (known is null)
            {
                context.Add(invoice);
                entered++;
            }
            else if ((known.FirstDay, known.LastDay, known.AmountNanos) != (invoice.FirstDay, invoice.LastDay, invoice.AmountNanos))
            {
                var where = group.First().Line is > 0 and var line ? $"Line {line}: " : "";
                problems.Add($"{where}the invoice {invoice.Number} of {invoice.Service} is entered already, with ${new Money(known.AmountNanos)} from {known.FirstDay:yyyy-MM-dd} to {known.LastDay:yyyy-MM-dd}. Remove that one first.");
            }
        }

        if (problems.Count > 0)
        {
            return (0, problems);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (entered, []);
    }
}
