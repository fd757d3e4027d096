using Microsoft.Data.Sqlite;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Credits;

/// <summary>What operators and shops do with credit, and what the desk and the database refuse.</summary>
public sealed class CreditDeskTests : IAsyncLifetime
{
    private CreditBooks _books = null!;
    private long _acme;

    public async ValueTask InitializeAsync()
    {
        _books = await CreditBooks.OpenAsync("2026-06-10T12:00:00");
        _acme = await _books.AddAccountAsync("Acme");
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Add_ByOneWhoOwes_SettlesThatFirstAndBuysForTheRest()
    {
        await _books.TalkAsync(_acme, 750);
        var answer = await _books.BuyAsync(_acme, 20.00m, 10_000);

        Assert.Equal(9_250, Assert.Single(_books.Lots()).Seconds);
        Assert.Equal(("18.500000", "0.000000", "20.000000"), (Liability(), Receivable(), Cash()));
        Assert.Equal((20m, 18.5m, -1.5m, 9_250L), (answer.Effect!.Cash.Dollars, answer.Effect.Liability.Dollars, answer.Effect.Receivable.Dollars, answer.Effect.Seconds));
        Assert.Equal(["settlement", "purchase"], Kinds());
    }

    [Fact]
    public async Task Add_LessThanIsOwed_SettlesAPartAndMakesNoLot()
    {
        await _books.TalkAsync(_acme, 750);
        var answer = await _books.BuyAsync(_acme, 1.00m, 500);

        Assert.Empty(_books.Lots());
        Assert.Null(answer.LotId);
        Assert.Equal(("0.000000", "0.500000"), (Liability(), Receivable()));
    }

    [Fact]
    public async Task Add_ToAnAccountThatDoesNotSettle_LeavesWhatIsOwed()
    {
        var beta = await _books.AddAccountAsync("Beta", settles: false);
        await _books.TalkAsync(beta, 750);
        await _books.BuyAsync(beta, 20.00m, 10_000);

        Assert.Equal(("20.000000", "1.500000"), (Liability(), Receivable()));
    }

    [Fact]
    public async Task Add_SameKeyTwice_IsOne()
    {
        var key = CreditDesk.NewKey();
        var first = await _books.BuyAsync(_acme, 20.00m, 10_000, key: key);
        var second = await _books.BuyAsync(_acme, 20.00m, 10_000, key: key);

        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Equal(first.LotId, second.LotId);
        Assert.Equal("20.000000", Cash());
    }

    [Theory]
    [InlineData(LotKind.Purchase, 0, 10, null, "Seconds")]
    [InlineData(LotKind.Purchase, 60, 0, null, "Value")]
    [InlineData(LotKind.Purchase, 60, -1, null, "Value")]
    [InlineData(LotKind.Promotional, 60, 1, null, "Value")]
    [InlineData(LotKind.Goodwill, 60, 0, null, "Kind")]
    [InlineData("gift", 60, 0, null, "Kind")]
    [InlineData(LotKind.Purchase, 60, 1, "2026-06-10T12:00:00", "ExpiresAt")]
    public async Task Add_ThatMakesNoSense_IsRefusedByField(string kind, long seconds, decimal dollars, string? expires, string field)
    {
        var answer = await _books.Desk.AddAsync(
            new NewCredit
            {
                AccountId = _acme,
                Kind = kind,
                Seconds = seconds,
                Value = Money.FromDollars(dollars),
                ExpiresAt = expires is null ? null : DateTime.SpecifyKind(DateTime.Parse(expires), DateTimeKind.Utc),
            },
            CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None);

        Assert.Equal(field, answer.Field);
        Assert.NotEmpty(answer.Problem!);
        Assert.Empty(Kinds());
    }

    [Fact]
    public async Task Add_WithoutAReason_IsRefused()
    {
        var answer = await _books.Desk.AddAsync(
            new NewCredit { AccountId = _acme, Kind = LotKind.Promotional, Seconds = 60, Value = Money.Zero },
            new Signature { By = "Ada", Reason = " " }, CreditDesk.NewKey(), CancellationToken.None);

        Assert.Equal("Reason", answer.Field);
    }

    [Fact]
    public async Task Refund_OverSeveralLots_TakesThoseBoughtLastFirst()
    {
        await _books.BuyAsync(_acme, 10.00m, 5_000);
        _books.Books.Time.Advance(TimeSpan.FromDays(1));
        await _books.BuyAsync(_acme, 10.00m, 4_000);
        var answer = await RefundAsync(12.00m);

        Assert.Equal([(4_000L, 8m), (0L, 0m)], _books.Lots().Select(lot => (lot.SecondsLeft, lot.ValueLeft.Dollars)));
        Assert.Equal((-12m, -12m, 0m), (answer.Effect!.Cash.Dollars, answer.Effect.Liability.Dollars, answer.Effect.Revenue.Dollars));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10.000000001")]
    [InlineData("-1")]
    public async Task Refund_MoreThanIsUnused_IsRefused(string dollars)
    {
        await _books.BuyAsync(_acme, 10.00m, 5_000);

        Assert.Contains("$10.000000", (await RefundAsync(decimal.Parse(dollars))).Problem);
    }

    [Fact]
    public async Task Refund_OfWhatWasGiven_IsRefused()
    {
        await _books.GiveAsync(_acme, 5_000);

        Assert.Contains("no unused credit", (await RefundAsync(1)).Problem);
    }

    [Fact]
    public async Task ReCredit_MoreThanTheCallHasEarned_IsRefused()
    {
        var call = await _books.TalkAsync(_acme, 60);
        Assert.Null((await ReCreditAsync(call.Id, 0.10m)).Problem);

        Assert.Contains("$0.020000", (await ReCreditAsync(call.Id, 0.03m)).Problem);
        Assert.Equal(20_000_000, _books.Books.Store.Column<long>($"SELECT revenue_nanos FROM call_totals WHERE call_id = {call.Id}").Single());
        Assert.Equal((50L, LotKind.Goodwill), (_books.Lots().Single().Seconds, _books.Lots().Single().Kind));
    }

    [Fact]
    public async Task RefundCall_ThatIsNotPaid_LetsOffWhatIsOwed()
    {
        var call = await _books.TalkAsync(_acme, 600);
        await _books.Desk.RefundCallAsync(call.Id, Money.FromDollars(1), CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None);

        Assert.Equal(("0.200000", "0.000000"), (Receivable(), Cash()));
    }

    [Fact]
    public async Task Preview_OfAnything_WritesNothing()
    {
        var answer = await _books.Desk.PreviewAddAsync(
            new NewCredit { AccountId = _acme, Kind = LotKind.Purchase, Seconds = 600, Value = Money.FromDollars(1) }, CancellationToken.None);

        Assert.Equal((1m, 1m), (answer.Effect!.Cash.Dollars, answer.Effect.Liability.Dollars));
        Assert.Empty(Kinds());
    }

    [Fact]
    public async Task Draw_OfAPastCallOrAfterItsLotExpired_IsOverrun()
    {
        var early = await _books.AddCallAsync(_acme);
        var posting = _books.Posting(early, 60);
        _books.Books.Time.Advance(TimeSpan.FromDays(1));
        await _books.BuyAsync(_acme, 1.20m, 600, _books.Now.AddHours(1));
        await _books.CommitAsync(posting); // happened before the lot was there

        _books.Books.Time.Advance(TimeSpan.FromHours(1));
        await _books.TalkAsync(_acme, 60);

        Assert.Equal("0.240000", Receivable());
        Assert.Equal(600, _books.Lots().Single().SecondsLeft);
    }

    [Fact]
    public async Task Draw_OrderOfLots_IsByExpiryThenFreeThenOldest()
    {
        var soon = _books.Now.AddDays(1);
        await _books.BuyAsync(_acme, 1.20m, 100);
        await _books.BuyAsync(_acme, 1.20m, 100, soon);
        await _books.GiveAsync(_acme, 100, soon);
        await _books.GiveAsync(_acme, 100);

        await _books.TalkAsync(_acme, 350);

        Assert.Equal([50, 0, 0, 0], _books.Lots().Select(lot => lot.SecondsLeft).Order().Reverse());
        Assert.Equal(50, _books.Lots()[0].SecondsLeft);
    }

    [Fact]
    public async Task Expiry_AfterAPause_IsDatedWhenTheLotExpired()
    {
        var end = _books.Now.AddDays(2);
        await _books.BuyAsync(_acme, 12.00m, 6_000, end);
        await _books.TalkAsync(_acme, 1_000);
        _books.Books.Time.Advance(TimeSpan.FromDays(9));

        Assert.Equal(1, await _books.Expiry.RunAsync(CancellationToken.None));
        Assert.Equal(0, await _books.Expiry.RunAsync(CancellationToken.None));

        Assert.Equal(["2026-06-12 12:00:00.000000|-10000000000"],
            _books.Books.Store.Column<string>("SELECT occurred_at || '|' || amount_nanos FROM ledger_entries WHERE ledger_account = 'breakage'"));
    }

    [Fact]
    public async Task Expiry_OfSecondsThatALateLengthGivesBack_IsBookedToo()
    {
        await _books.BuyAsync(_acme, 12.00m, 6_000, _books.Now.AddDays(2));
        var call = await _books.TalkAsync(_acme, 1_000);
        _books.Books.Time.Advance(TimeSpan.FromDays(3));
        await _books.Expiry.RunAsync(CancellationToken.None);

        await _books.CommitAsync(_books.Posting(call, 400));
        await _books.Expiry.RunAsync(CancellationToken.None);

        Assert.Equal(("0.000000", -0.8m, -11.2m), (Liability(), _books.Balance(LedgerAccounts.UsageRevenue).Dollars, _books.Balance(LedgerAccounts.Breakage).Dollars));
    }

    [Theory]
    [InlineData("UPDATE credit_lots SET seconds = 700", "append-only")]
    [InlineData("DELETE FROM credit_lots", "append-only")]
    [InlineData("UPDATE credit_draws SET seconds = 1", "append-only")]
    [InlineData("DELETE FROM credit_draws", "append-only")]
    [InlineData("INSERT INTO credit_draws (lot_id, call_id, transaction_id, seconds, value_nanos, occurred_at) SELECT lot_id, call_id, transaction_id, 541, 0, occurred_at FROM credit_draws", "seconds_left")]
    [InlineData("INSERT INTO credit_draws (lot_id, call_id, transaction_id, seconds, value_nanos, occurred_at) SELECT lot_id, call_id, transaction_id, -61, 0, occurred_at FROM credit_draws", "seconds_left")]
    [InlineData("INSERT INTO credit_draws (lot_id, call_id, transaction_id, seconds, value_nanos, occurred_at) SELECT lot_id, call_id, transaction_id, 1, 1080000001, occurred_at FROM credit_draws", "value_left")]
    [InlineData("INSERT INTO credit_removals (lot_id, transaction_id, kind, seconds, value_nanos, drawn_seconds, occurred_at) SELECT lot_id, transaction_id, 'refund', 541, 0, 60, occurred_at FROM credit_draws", "seconds_left")]
    [InlineData("INSERT INTO credit_removals (lot_id, transaction_id, kind, seconds, value_nanos, drawn_seconds, occurred_at) SELECT lot_id, transaction_id, 'theft', 1, 0, 60, occurred_at FROM credit_draws", "credit_removals_what")]
    [InlineData("INSERT INTO credit_lots (account_id, kind, seconds, value_nanos, created_at, reason, created_by, transaction_id, drawn_seconds, drawn_nanos, removed_seconds, removed_nanos) SELECT account_id, 'bonus', 10, 5, created_at, '', '', transaction_id, 0, 0, 0, 0 FROM credit_lots", "credit_lots_what")]
    public async Task Database_WhatNoLotMayBe_IsRefused(string sql, string why)
    {
        await _books.BuyAsync(_acme, 1.20m, 600);
        await _books.TalkAsync(_acme, 60);

        Assert.Contains(why, Assert.Throws<SqliteException>(() => _books.Books.Store.Execute(sql)).Message);
    }

    [Theory]
    [InlineData("UPDATE credit_lots SET drawn_seconds = 0, drawn_nanos = 0", 2)]
    [InlineData("UPDATE credit_lots SET removed_seconds = 1", 2)]
    public async Task TieOut_LotThatDoesNotFollowFromItsRows_IsRed(string sql, int number)
    {
        await _books.BuyAsync(_acme, 1.20m, 600);
        await _books.TalkAsync(_acme, 60);
        Assert.All((await Checked.RunAsync(_books.Books)).Checks.Where(check => check.Number is 2 or 3 or 7), check => Assert.Empty(check.Finding.Rows));

        _books.Books.Store.Execute(sql);

        Assert.Contains("Lot 1", Assert.Single((await Checked.RunAsync(_books.Books)).Checks.Single(check => check.Number == number).Finding.Rows).What);
    }

    private Task<CreditAnswer> RefundAsync(decimal dollars) =>
        _books.Desk.RefundAsync(_acme, null, Money.FromDollars(dollars), CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None);

    private Task<CreditAnswer> ReCreditAsync(long call, decimal dollars) =>
        _books.Desk.ReCreditAsync(call, Money.FromDollars(dollars), null, null, CreditBooks.Ada, CreditDesk.NewKey(), CancellationToken.None);

    private string Liability() => (-_books.Balance(LedgerAccounts.DeferredRevenue)).ToString();

    private string Receivable() => _books.Balance(LedgerAccounts.Receivable).ToString();

    private string Cash() => _books.Balance(LedgerAccounts.Cash).ToString();

    private IReadOnlyList<string> Kinds() => _books.Books.Store.Column<string>("SELECT kind FROM ledger_transactions WHERE kind <> 'usage' ORDER BY id");
}
