using VoiceOps.Tests.Reconciliation;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Credits;

/// <summary>
/// Purchases, gifts, calls that draw at once, lengths that come later, refunds, re-credits, expiries and replays in any order: the books balance, no
/// lot is below 0, a used-up lot has earned its value, and the roll-forward closes.
/// </summary>
public sealed class CreditPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Books_AnythingInAnyOrder_AddUp(int seed)
    {
        var random = new Random(seed);
        await using var books = await CreditBooks.OpenAsync("2026-06-01T00:00:00");
        var accounts = new List<long>();
        var calls = new List<(Call Call, long Seconds)>();
        var posted = new List<RevenuePosting>();
        for (var number = 0; number < 3; number++)
        {
            accounts.Add(await books.AddAccountAsync($"Account {number}", 0.07m + (0.013m * number), settles: number != 1));
        }

        for (var step = 0; step < 120; step++)
        {
            books.Books.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 400)));
            var account = accounts[random.Next(accounts.Count)];
            switch (random.Next(9))
            {
                case 0:
                    var bought = await books.BuyAsync(account, random.Next(1, 5_000) / 997m is var dollars ? decimal.Round(dollars, 9) : 0, random.Next(1, 3_000), Expiry());
                    Assert.Null(bought.Problem);
                    break;
                case 1:
                    Assert.Null((await books.GiveAsync(account, random.Next(1, 500), Expiry())).Problem);
                    break;
                case 2:
                case 3:
                case 4:
                    // Two or three calls of one account in one commit.
                    var several = new List<RevenuePosting?>();
                    for (var call = 0; call < random.Next(1, 4); call++)
                    {
                        var one = await books.AddCallAsync(account, 0.07m + (0.013m * accounts.IndexOf(account)), random.Next(2) == 0 ? 1 : 6);
                        calls.Add((one, random.Next(1, 600)));
                        several.Add(books.Posting(one, calls[^1].Seconds));
                    }

                    await Commit(several);
                    break;
                case 5 when calls.Count > 0:
                    // A length that comes later: more, less, or none at all.
                    var late = random.Next(calls.Count);
                    calls[late] = (calls[late].Call, Math.Max(0, calls[late].Seconds + random.Next(-300, 200)));
                    await Commit([books.Posting(calls[late].Call, calls[late].Seconds)]);
                    break;
                case 6:
                    await books.Desk.RefundAsync(account, null, new Money(random.NextInt64(1, 2_000_000_000)), CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None);
                    break;
                case 7 when calls.Count > 0:
                    var bad = calls[random.Next(calls.Count)].Call.Id;
                    _ = random.Next(2) == 0
                        ? await books.Desk.ReCreditAsync(bad, new Money(random.NextInt64(1, 200_000_000)), null, null, CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None)
                        : await books.Desk.RefundCallAsync(bad, new Money(random.NextInt64(1, 200_000_000)), CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None);
                    break;
                case 8:
                    await books.Expiry.RunAsync(CancellationToken.None);
                    // A writer that did not hear of its commits writes them again.
                    await books.CommitAsync([.. posted.OrderBy(_ => random.Next()).Take(20)]);
                    break;
            }
        }

        await books.Expiry.RunAsync(CancellationToken.None);
        var checks = await Checked.RunAsync(books.Books);
        Assert.All(checks.Checks.Where(check => check.Number is 1 or 2 or 3 or 6 or 7), check => Assert.Empty(check.Finding.Rows));
        foreach (var lot in books.Lots())
        {
            Assert.True(lot.SecondsLeft >= 0 && lot.ValueLeft >= Money.Zero);
            Assert.True(lot.SecondsLeft > 0 || lot.ValueLeft == Money.Zero, $"Lot {lot.Id} is used up and keeps {lot.ValueLeft}.");
            Assert.False(lot.ExpiresAt <= books.Now && lot.SecondsLeft > 0, $"Lot {lot.Id} has expired with seconds left.");
        }

        await EveryCallIsDrawnOrOverrun(books, calls);
        await EveryRangeCloses(books, accounts, random);

        DateTime? Expiry() => random.Next(3) == 0 ? null : books.Now.AddDays(random.Next(1, 12));

        async Task Commit(List<RevenuePosting?> postings)
        {
            posted.AddRange(postings.OfType<RevenuePosting>());
            await books.CommitAsync(postings);
        }
    }

    private static Task EveryCallIsDrawnOrOverrun(CreditBooks books, List<(Call Call, long Seconds)> calls)
    {
        foreach (var (call, seconds) in calls)
        {
            var billed = (seconds + call.BillingIncrementSeconds - 1) / call.BillingIncrementSeconds * call.BillingIncrementSeconds;
            var drawn = books.Books.Store.Column<long>($"SELECT COALESCE(SUM(seconds), 0) FROM credit_draws WHERE call_id = {call.Id}").Single();
            var owed = books.Books.Store.Column<long>(
                $"SELECT COALESCE(SUM(amount_nanos), 0) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id WHERE e.call_id = {call.Id} AND e.ledger_account = 'receivable' AND t.kind = 'usage'").Single();
            Assert.InRange(drawn, 0, billed);
            Assert.Equal(Rating.NanosPerMinute(call.PricePerMinute, (billed - drawn) * 1_000_000), owed);
        }

        return Task.CompletedTask;
    }

    private static async Task EveryRangeCloses(CreditBooks books, List<long> accounts, Random random)
    {
        var start = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var range = 0; range < 10; range++)
        {
            var (from, until) = (start.AddHours(random.Next(400)), start.AddHours(400 + random.Next(400)));
            var all = await books.RollForwards.ReadAsync(from, until, null, CancellationToken.None);
            var each = new List<RollForward>();
            foreach (var account in accounts)
            {
                each.Add(await books.RollForwards.ReadAsync(from, until, account, CancellationToken.None));
            }

            Assert.All([all, .. each], part => Assert.Equal(Money.Zero, part.Gap));
            Assert.Equal(all.Closing.Nanos, each.Sum(part => part.Closing.Nanos));
            Assert.Equal(all.RecognizedRevenue.Nanos, each.Sum(part => part.RecognizedRevenue.Nanos));
        }

        var whole = await books.RollForwards.ReadAsync(start, books.Now.AddDays(1), null, CancellationToken.None);
        Assert.Equal(-books.Balance(LedgerAccounts.DeferredRevenue), whole.Closing);
        Assert.Equal(whole.Closing.Nanos, books.Lots().Sum(lot => lot.ValueLeft.Nanos));
        Assert.All(books.Lots().Where(lot => LotKind.IsFree(lot.Kind)), lot => Assert.Equal(0, lot.DrawnNanos));
    }
}
