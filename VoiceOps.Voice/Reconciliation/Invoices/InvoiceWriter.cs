using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>Enters and removes providers' invoices. They are held against the books and change nothing in them. What is odd is signed for.</summary>
public sealed class InvoiceWriter(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    private const string Typed = "typed";

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcTime());

    /// <summary>Enters one. What is odd about it has to be signed for.</summary>
    public async Task<InvoiceResult> EnterAsync(InvoiceDraft draft, Signature? signature, CancellationToken cancellationToken)
    {
        var problems = draft.Problems(Today).ToList();
        return problems.Count > 0 ? InvoiceResult.Refused(problems) : await EnterAsync([(0, draft)], Typed, signature, cancellationToken);
    }

    /// <summary>Enters a file, all of it or nothing; an invoice that is there already with the same figures is left as it is.</summary>
    public async Task<InvoiceResult> ImportAsync(string text, string fileName, Signature? signature, CancellationToken cancellationToken)
    {
        var (lines, problems) = InvoiceFile.Read(text, Today);
        return problems.Count > 0 ? InvoiceResult.Refused(problems) : await EnterAsync(lines, fileName, signature, cancellationToken);
    }

    /// <summary>Removes one; what it was stays written down. Returns the problem, or null when it is gone.</summary>
    public async Task<string?> RemoveAsync(long id, Signature signature, CancellationToken cancellationToken)
    {
        if (signature.Problem is { } unsigned)
        {
            return unsigned;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ProviderInvoices.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } invoice)
        {
            return "It is gone already.";
        }

        context.Remove(invoice);
        context.Add(InvoiceChange.Of(invoice, InvoiceAction.Removed, signature, time.GetUtcTime()));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task<InvoiceResult> EnterAsync(
        IReadOnlyList<(int Line, InvoiceDraft Draft)> lines, string source, Signature? signature, CancellationToken cancellationToken)
    {
        if (signature?.Problem is { } unsigned)
        {
            return InvoiceResult.Refused(unsigned);
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var known = await context.ProviderInvoices.AsNoTracking().ToListAsync(cancellationToken);
        var now = time.GetUtcTime();
        var problems = new List<string>();
        var entered = new List<ProviderInvoice>();
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
                EnteredAt = now,
            };
            if (known.Find(row => row.Service == invoice.Service && row.Number == invoice.Number) is not { } same)
            {
                entered.Add(invoice);
            }
            else if ((same.FirstDay, same.LastDay, same.AmountNanos) != (invoice.FirstDay, invoice.LastDay, invoice.AmountNanos))
            {
                var where = group.First().Line is > 0 and var line ? $"Line {line}: " : "";
                problems.Add($"{where}the invoice {invoice.Number} of {invoice.Service} is entered already, with ${new Money(same.AmountNanos)} from {same.FirstDay:yyyy-MM-dd} to {same.LastDay:yyyy-MM-dd}. Remove that one first.");
            }
        }

        if (problems.Count > 0)
        {
            return InvoiceResult.Refused(problems);
        }

        var odd = entered.Select(invoice =>
            (Invoice: invoice, Doubts: InvoiceDoubts.Of(invoice, known.Concat(entered).Where(other => other.Service == invoice.Service)).ToList())).ToList();
        if (signature is null && odd.Any(pair => pair.Doubts.Count > 0))
        {
            return new InvoiceResult { Doubts = [.. odd.SelectMany(pair => pair.Doubts)] };
        }

        context.AddRange(entered);
        if (signature is not null)
        {
            context.AddRange(odd.Where(pair => pair.Doubts.Count > 0).Select(pair => InvoiceChange.Of(pair.Invoice, InvoiceAction.Entered, signature, now)));
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new InvoiceResult { Entered = entered.Count };
    }
}
