using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>What is possible and seldom meant.</summary>
internal static class InvoiceDoubts
{
    private const long Far = 100;

    /// <param name="others">Of the same service, those that are entered with it among them.</param>
    public static IEnumerable<string> Of(ProviderInvoice invoice, IEnumerable<ProviderInvoice> others)
    {
        var name = $"Invoice {invoice.Number} of {invoice.Service}";
        if (invoice.AmountNanos < 0)
        {
            yield return $"{name} is negative: {Text(invoice.AmountNanos)}. That is a credit.";
        }

        var all = others.Where(other => other.Number != invoice.Number).ToList();
        foreach (var other in all.Where(other => other.FirstDay <= invoice.LastDay && invoice.FirstDay <= other.LastDay).Take(1))
        {
            yield return $"{name} is a second one of its period: {other.Number} is of {other.FirstDay:yyyy-MM-dd} to {other.LastDay:yyyy-MM-dd}.";
        }

        var last = all.Where(other => other.LastDay < invoice.FirstDay && other.AmountNanos > 0).MaxBy(other => other.LastDay);
        if (last is not null && invoice.AmountNanos > 0 && (invoice.AmountNanos / Far >= last.AmountNanos || last.AmountNanos / Far >= invoice.AmountNanos))
        {
            yield return $"{name} asks {Text(invoice.AmountNanos)}; the one before, {last.Number}, asked {Text(last.AmountNanos)}.";
        }
    }

    private static string Text(long nanos) =>
        (nanos < 0 ? "-" : "") + "$" + Math.Abs(new Money(nanos).Dollars).ToString("#,##0.00####", CultureInfo.InvariantCulture);
}
