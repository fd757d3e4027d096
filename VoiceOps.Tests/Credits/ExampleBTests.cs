using VoiceOps.Tests.Reconciliation;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Credits;

/// <summary>The month of accounting.md, example B, every column to the cent.</summary>
public sealed class ExampleBTests
{
    private const decimal Sold = 0.12m;
    private static readonly DateTime March = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime April = March.AddMonths(1);

    [Fact]
    public async Task Month_OfTheExample_IsRightInEveryColumn()
    {
        await using var books = await CreditBooks.OpenAsync("2026-02-20T10:00:00");
        var (acme, beta, gamma) = (await books.AddAccountAsync("Acme"), await books.AddAccountAsync("Beta"), await books.AddAccountAsync("Gamma"));
        var (delta, epsilon) = (await books.AddAccountAsync("Delta"), await books.AddAccountAsync("Epsilon"));
        await books.BuyAsync(epsilon, 12.00m, 6_000, March.AddDays(20));

        books.Books.Time.SetUtcNow(March.AddDays(1));
        await Column(books, acme, () => books.BuyAsync(acme, 500.00m, 250_000), cash: 500, deferred: 500);
        await Column(books, beta, () => books.BuyAsync(beta, 100.00m, 60_000), cash: 100, deferred: 100);
        await Column(books, delta, () => books.BuyAsync(delta, 20.00m, 10_000), cash: 20, deferred: 20);
        await Column(books, gamma, () => books.GiveAsync(gamma, 12_500));

        books.Books.Time.SetUtcNow(March.AddDays(10));
        Voice.Calls.Journal.Call? bad = null;
        await Column(books, acme, async () =>
        {
            bad = await books.TalkAsync(acme, 100_000, Sold);
            await books.TalkAsync(acme, 50_000, Sold);
        }, deferred: -300, usage: 300);
        await Column(books, beta, () => books.TalkAsync(beta, 18_000, Sold), deferred: -30, usage: 30);
        await Column(books, gamma, () => books.TalkAsync(gamma, 5_000, Sold));
        await Column(books, delta, () => books.TalkAsync(delta, 10_750, Sold), deferred: -20, usage: 21.50m, receivable: 1.50m);
        await Column(books, acme, () => books.Desk.RefundAsync(
            acme, null, Money.FromDollars(50), CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None), cash: -50, deferred: -50);
        await Column(books, acme, () => books.Desk.ReCreditAsync(
            bad!.Id, Money.FromDollars(6), null, null, CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None), deferred: 6, contra: -6);

        books.Books.Time.SetUtcNow(March.AddDays(25));
        await Column(books, epsilon, () => books.Expiry.RunAsync(CancellationToken.None), deferred: -12, breakage: 12);

        var month = await books.RollForwards.ReadAsync(March, April, null, CancellationToken.None);
        Assert.Equal(
            ("12.00", "620.00", "6.00", "350.00", "50.00", "12.00", "226.00"),
            (Two(month.Opening), Two(month.Purchases), Two(month.ReCredits), Two(month.Drawn), Two(month.Refunds), Two(month.Breakage), Two(month.Closing)));
        Assert.Equal(("570.00", "357.50", "1.50"), (Two(month.Cash), Two(month.RecognizedRevenue), Two(month.Receivable)));
        Assert.Equal(Money.Zero, month.Gap);
        Assert.Equal("226.00", Two(-books.Balance(LedgerAccounts.DeferredRevenue)));

        // 183,750 s of talk at a cost of 0.038910 a minute.
        var cost = Money.FromDollars(119.161875m);
        var profit = month.RecognizedRevenue - cost;
        Assert.Equal(183_750, books.Books.Store.Column<long>("SELECT SUM(talk_seconds) FROM call_rollups").Single());
        Assert.Equal(("238.338125", 66.67m), (profit.ToString(), decimal.Round(profit.Dollars / month.RecognizedRevenue.Dollars * 100, 2)));
        // The roll-up that the Command Center reads is the recognized revenue.
        Assert.Equal(month.RecognizedRevenue.Nanos, books.Books.Store.Column<long>("SELECT SUM(revenue_nanos) FROM call_rollups WHERE quarter_start >= '2026-03-01'").Single());

        var checks = await Checked.RunAsync(books.Books);
        Assert.All(checks.Checks.Where(check => check.Number is 1 or 2 or 3 or 5 or 6 or 7), check => Assert.Empty(check.Finding.Rows));
    }

    private static string Two(Money amount) => amount.ToString(2);

    /// <summary>What one line of the example adds to the columns of its account.</summary>
    private static async Task Column(
        CreditBooks books, long account, Func<Task> happens,
        decimal cash = 0, decimal deferred = 0, decimal usage = 0, decimal contra = 0, decimal breakage = 0, decimal receivable = 0)
    {
        var before = Columns();
        await happens();
        Assert.Equal(
            [cash, deferred, usage, contra, breakage, receivable],
            Columns().Zip(before, (now, then) => (now - then).Dollars));

        List<Money> Columns() =>
        [
            books.Balance(LedgerAccounts.Cash, account), -books.Balance(LedgerAccounts.DeferredRevenue, account), -books.Balance(LedgerAccounts.UsageRevenue, account),
            -books.Balance(LedgerAccounts.Refunds, account), -books.Balance(LedgerAccounts.Breakage, account), books.Balance(LedgerAccounts.Receivable, account),
        ];
    }
}
