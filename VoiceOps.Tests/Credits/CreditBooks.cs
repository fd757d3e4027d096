using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Credits;

/// <summary>Books whose customers buy credit and talk, by the product's own desk, writer and meters.</summary>
internal sealed class CreditBooks : IAsyncDisposable
{
    public static readonly Signature Ada = new() { By = "Ada", Reason = "A test" };

    private readonly Dictionary<long, RevenueMeter> _meters = [];
    private int _keys;

    private CreditBooks(Books books)
    {
        Books = books;
        Writer = new LedgerWriter(
            books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);
        Desk = new CreditDesk(Writer, books.Store, books.Time, NullLogger<CreditDesk>.Instance);
        Expiry = new LotExpiry(
            Writer, books.Store, books.Time, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<LotExpiry>.Instance);
        RollForwards = new RollForwardQueries(books.Store);
    }

    public Books Books { get; }

    public LedgerWriter Writer { get; }

    public CreditDesk Desk { get; }

    public LotExpiry Expiry { get; }

    public RollForwardQueries RollForwards { get; }

    public DateTime Now => Books.Clock.Now;

    public static async Task<CreditBooks> OpenAsync(string now) => new(await Books.OpenAsync(now));

    public async Task<long> AddAccountAsync(string name, decimal price = 0.12m, int increment = 1, bool settles = true)
    {
        await using var context = Books.Store.CreateDbContext();
        var account = new Account
        {
            Name = name,
            PricePerMinute = price,
            BillingIncrementSeconds = increment,
            IsDefault = false,
            CreatedAt = Now,
            SettlesReceivable = settles,
        };
        context.Add(account);
        await context.SaveChangesAsync();
        return account.Id;
    }

    public async Task<Call> AddCallAsync(long account, decimal price = 0.12m, int increment = 1)
    {
        await using var context = Books.Store.CreateDbContext();
        var call = new Call
        {
            CallSid = $"CA{++_keys:x32}",
            Direction = "inbound",
            AccountId = account,
            PersonaId = await context.Personas.Select(persona => persona.Id).FirstAsync(),
            LlmModel = "gpt-oss-120b",
            Status = CallStatus.Completed,
            AppVersion = "test",
            PricePerMinute = price,
            BillingIncrementSeconds = increment,
            CreatedAt = Now,
            StartedAt = Now,
        };
        context.Add(call);
        await context.SaveChangesAsync();
        _meters[call.Id] = new RevenueMeter(price, increment);
        return call;
    }

    /// <summary>What the call has to post once it has lasted so long; fewer seconds than before are a late <c>CallDuration</c>.</summary>
    public RevenuePosting? Posting(Call call, long seconds) => _meters[call.Id].Post(seconds, $"usage/{++_keys}", call.Id, call.AccountId!.Value, Now);

    /// <summary>In one commit, as the writer collects them from all calls.</summary>
    public Task CommitAsync(params IEnumerable<RevenuePosting?> postings) =>
        Books.Ledger.CommitAsync([.. postings.OfType<RevenuePosting>().Select(posting => new LedgerBatch { Revenue = [posting] })], CancellationToken.None);

    public async Task<Call> TalkAsync(long account, long seconds, decimal price = 0.12m)
    {
        var call = await AddCallAsync(account, price);
        await Books.Ledger.CommitAsync([new LedgerBatch { Revenue = [Posting(call, seconds)!], AnsweredAt = call.StartedAt }], CancellationToken.None);
        return call;
    }

    public Task<CreditAnswer> BuyAsync(long account, decimal dollars, long seconds, DateTime? expires = null, string? key = null) =>
        AddAsync(account, LotKind.Purchase, dollars, seconds, expires, key);

    public Task<CreditAnswer> GiveAsync(long account, long seconds, DateTime? expires = null) => AddAsync(account, LotKind.Promotional, 0, seconds, expires, key: null);

    /// <summary>The balance of a ledger account: debits positive.</summary>
    public Money Balance(string ledgerAccount, long? account = null) => new(Books.Store.Column<long>(
        $"SELECT COALESCE(SUM(amount_nanos), 0) FROM ledger_entries WHERE ledger_account = '{ledgerAccount}'{(account is null ? "" : $" AND account_id = {account}")}").Single());

    public List<CreditLot> Lots()
    {
        using var context = Books.Store.CreateDbContext();
        return [.. context.CreditLots.AsNoTracking().OrderBy(lot => lot.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        Expiry.Dispose();
        await Books.DisposeAsync();
    }

    private Task<CreditAnswer> AddAsync(long account, string kind, decimal dollars, long seconds, DateTime? expires, string? key) => Desk.AddAsync(
        new NewCredit { AccountId = account, Kind = kind, Seconds = seconds, Value = Money.FromDollars(dollars), ExpiresAt = expires },
        Ada, key ?? CreditDesk.NewKey(), CancellationToken.None);
}
