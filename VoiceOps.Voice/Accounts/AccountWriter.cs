using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Accounts;

/// <summary>The one place that writes accounts and their numbers. Each method returns the problem, in words for the one who asked, or null when it is done.</summary>
public sealed class AccountWriter(IDbContextFactory<VoiceOpsContext> contexts, CommitSignal commits, TimeProvider time, ILogger<AccountWriter> logger)
{
    public const int LongestName = 80;
    public const int LongestNotes = 4_000;

    /// <summary>Adds an account; with its id, or a problem.</summary>
    public async Task<(long? Id, string? Problem)> AddAsync(AccountTerms terms, Signature signature, CancellationToken cancellationToken)
    {
        if ((signature.Problem ?? terms.Problem) is { } problem)
        {
            return (null, problem);
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var account = new Account
        {
            Name = terms.Name.Trim(),
            PricePerMinute = terms.PricePerMinute,
            BillingIncrementSeconds = terms.BillingIncrementSeconds,
            IsDefault = false,
            CreatedAt = time.GetUtcTime(),
        };
        terms.WriteTo(account);
        context.Add(account);
        if (await ProblemOfAsync(context, account.Name, terms.Numbers, id: null, cancellationToken) is { } taken)
        {
            return (null, taken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await ChangeNumbersAsync(context, account.Id, terms.Numbers, cancellationToken);
        await KeepAsync(context, account.Id, "added", signature, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.AccountAdded(account.Id, account.PricePerMinute, account.BillingIncrementSeconds);
        commits.Raise();
        return (account.Id, null);
    }

    /// <summary>Changes an account from now on: calls that are on keep the price they started with.</summary>
    public async Task<string?> ChangeAsync(long id, AccountTerms terms, Signature signature, CancellationToken cancellationToken)
    {
        if ((signature.Problem ?? terms.Problem) is { } problem)
        {
            return problem;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Accounts.SingleOrDefaultAsync(account => account.Id == id, cancellationToken) is not { } account)
        {
            return "The account is gone.";
        }

        if (await ProblemOfAsync(context, terms.Name.Trim(), terms.Numbers, id, cancellationToken) is { } taken)
        {
            return taken;
        }

        var before = AccountTerms.Of(account, await context.AccountNumbers.Where(row => row.AccountId == id).Select(row => row.Number).ToListAsync(cancellationToken));
        if (terms.DifferencesFrom(before) is not { Count: > 0 } differences)
        {
            return null;
        }

        terms.WriteTo(account);
        await context.SaveChangesAsync(cancellationToken);
        await ChangeNumbersAsync(context, id, terms.Numbers, cancellationToken);
        await KeepAsync(context, id, string.Join("; ", differences), signature, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        logger.AccountChanged(id, account.PricePerMinute, account.BillingIncrementSeconds, account.IsPrepaid, account.IsBlocked);
        commits.Raise();
        return null;
    }

    private async Task KeepAsync(VoiceOpsContext context, long id, string what, Signature signature, CancellationToken cancellationToken)
    {
        context.Add(new AccountChange { AccountId = id, OccurredAt = time.GetUtcTime(), ChangedBy = signature.By, Reason = signature.Reason, What = what });
        await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task<string?> ProblemOfAsync(VoiceOpsContext context, string name, IReadOnlyList<string> numbers, long? id, CancellationToken cancellationToken)
    {
        var names = await context.Accounts.Where(account => account.Id != id).Select(account => account.Name).ToListAsync(cancellationToken);
        if (names.Exists(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)))
        {
            return $"There is an account \"{name}\" already.";
        }

        var taken = await (
            from row in context.AccountNumbers.Where(row => numbers.Contains(row.Number) && row.AccountId != id)
            join account in context.Accounts on row.AccountId equals account.Id
            select new { row.Number, account.Name }).FirstOrDefaultAsync(cancellationToken);
        return taken is null ? null : $"{taken.Number} belongs to {taken.Name}. Take it away there first.";
    }

    private static async Task ChangeNumbersAsync(VoiceOpsContext context, long id, IReadOnlyList<string> numbers, CancellationToken cancellationToken)
    {
        var rows = await context.AccountNumbers.Where(row => row.AccountId == id).ToListAsync(cancellationToken);
        context.RemoveRange(rows.Where(row => !numbers.Contains(row.Number)));
        context.AddRange(numbers.Except(rows.Select(row => row.Number)).Select(number => new AccountNumber { Number = number, AccountId = id }));
        await context.SaveChangesAsync(cancellationToken);
    }
}
