using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>
/// What the demo's customers do about their credit in the past: they buy and top up, are given some, let some expire, get some back; one runs out and
/// owes, one talks on account. Booked by the code that books it for operators.
/// </summary>
internal sealed class DemoCredits(IDbContextFactory<VoiceOpsContext> contexts, LedgerStore store, DateTime start)
{
    private const long Minute = 60;
    private static readonly Signature Shop = new() { By = "Shop", Reason = "Bought in the shop" };
    private static readonly Signature Robin = new() { By = "Robin", Reason = "Agreed on the phone" };

    private int _deeds;

    /// <summary>What happens at the beginning of a day, before its calls.</summary>
    public async Task PlayAsync(DateTime at, CancellationToken cancellationToken)
    {
        var day = (int)(at - start).TotalDays;
        var accounts = await AccountsAsync(cancellationToken);
        await TopUpAsync("Northwind Dental", below: 150 * Minute, dollars: 140, minutes: 1_000, TimeSpan.FromDays(365), bonus: 50);
        await TopUpAsync("Halcyon Logistics", below: 80 * Minute, dollars: 110, minutes: 1_000, expires: null, bonus: 0);
        await TopUpAsync("Brightwater Clinic", below: 60 * Minute, dollars: 96, minutes: 600, TimeSpan.FromDays(90), bonus: 0);
        switch (day)
        {
            case 0:
                await AddAsync("Larkspur Travel", LotKind.Promotional, 0, 200, TimeSpan.FromDays(10), Robin);
                await AddAsync("Larkspur Travel", LotKind.Purchase, 57, 600, TimeSpan.FromDays(18), Shop);
                await AddAsync("Meridian Legal", LotKind.Purchase, 38, 200, expires: null, Shop);
                break;
            case 12:
                await DoAsync(Robin, plans => plans.RefundAsync(accounts["Halcyon Logistics"], null, Money.FromDollars(20), cancellationToken));
                break;
            case 7 or 16 or 23 when await LastCallAsync(accounts["Brightwater Clinic"], cancellationToken) is { } call:
                await DoAsync(Robin, plans => plans.ReCreditAsync(call, new Money(0), 5 * Minute, null, cancellationToken));
                break;
            case 20:
                await AddAsync("Larkspur Travel", LotKind.Purchase, 19, 200, TimeSpan.FromDays(45), Shop);
                break;
        }

        async Task TopUpAsync(string name, long below, decimal dollars, int minutes, TimeSpan? expires, int bonus)
        {
            await using var context = await contexts.OpenAsync(cancellationToken);
            var id = accounts[name];
            var left = (await context.CreditLots.AsNoTracking().Where(lot => lot.AccountId == id).ToListAsync(cancellationToken))
                .Where(lot => !(lot.ExpiresAt <= at)).Sum(lot => lot.SecondsLeft);
            if (left >= below)
            {
                return;
            }

            await AddAsync(name, LotKind.Purchase, dollars, minutes, expires, Shop);
            if (bonus > 0)
            {
                await AddAsync(name, LotKind.Bonus, 0, bonus, TimeSpan.FromDays(30), Shop);
            }
        }

        Task AddAsync(string name, string kind, decimal dollars, int minutes, TimeSpan? expires, Signature by) => DoAsync(by, plans => plans.AddAsync(
            new NewCredit { AccountId = accounts[name], Kind = kind, Seconds = minutes * Minute, Value = Money.FromDollars(dollars), ExpiresAt = at + expires }, cancellationToken));

        Task DoAsync(Signature by, Func<CreditPlans, Task<IReadOnlyList<CreditMovement>>> plan) => store.CommitAsync(
            async (context, _) => [new LedgerBatch { Credits = await plan(new CreditPlans(context, by, at, $"demo/{++_deeds}")) }], verify: null, cancellationToken);
    }

    private async Task<Dictionary<string, long>> AccountsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.Accounts.ToDictionaryAsync(account => account.Name, account => account.Id, cancellationToken);
    }

    private async Task<long?> LastCallAsync(long account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.Calls.Where(call => call.AccountId == account && call.EndedReason == EndedReason.CallerHangup)
            .OrderByDescending(call => call.Id).Select(call => (long?)call.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
