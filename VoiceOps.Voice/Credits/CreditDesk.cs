using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>
/// What operators and shops do with credit. Each deed is one commit of the books' one writer, under a key of its own: the same deed again, by a second
/// click or a webhook that is sent twice, changes nothing. Each can be looked at before it is done.
/// </summary>
public sealed class CreditDesk
{
    private readonly LedgerWriter _writer;
    private readonly IDbContextFactory<VoiceOpsContext> _contexts;
    private readonly TimeProvider _time;
    private readonly ILogger<CreditDesk> _logger;

    internal CreditDesk(LedgerWriter writer, IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time, ILogger<CreditDesk> logger) =>
        (_writer, _contexts, _time, _logger) = (writer, contexts, time, logger);

    /// <summary>A key for one deed, made when somebody begins to think about it.</summary>
    public static string NewKey() => $"credit/{Guid.CreateVersion7()}";

    /// <summary>Adds credit; a purchase settles what is owed first, where the account says so.</summary>
    public Task<CreditAnswer> AddAsync(NewCredit credit, Signature signature, string key, CancellationToken cancellationToken) =>
        DoAsync((plans, token) => plans.AddAsync(credit, token), signature, key, cancellationToken);

    public Task<CreditAnswer> PreviewAddAsync(NewCredit credit, CancellationToken cancellationToken) =>
        PreviewAsync((plans, token) => plans.AddAsync(credit, token), cancellationToken);

    /// <summary>Pays unused credit back in cash: of one lot or, when none is named, of those bought last.</summary>
    public Task<CreditAnswer> RefundAsync(long accountId, long? lotId, Money amount, Signature signature, string key, CancellationToken cancellationToken) =>
        DoAsync((plans, token) => plans.RefundAsync(accountId, lotId, amount, token), signature, key, cancellationToken);

    public Task<CreditAnswer> PreviewRefundAsync(long accountId, long? lotId, Money amount, CancellationToken cancellationToken) =>
        PreviewAsync((plans, token) => plans.RefundAsync(accountId, lotId, amount, token), cancellationToken);

    /// <summary>Gives credit back for a call. <paramref name="seconds"/> null: as many as the value buys at the call's price.</summary>
    public Task<CreditAnswer> ReCreditAsync(
        long callId, Money value, long? seconds, DateTime? expiresAt, Signature signature, string key, CancellationToken cancellationToken) =>
        DoAsync((plans, token) => plans.ReCreditAsync(callId, value, seconds, expiresAt, token), signature, key, cancellationToken);

    public Task<CreditAnswer> PreviewReCreditAsync(long callId, Money value, long? seconds, DateTime? expiresAt, CancellationToken cancellationToken) =>
        PreviewAsync((plans, token) => plans.ReCreditAsync(callId, value, seconds, expiresAt, token), cancellationToken);

    /// <summary>Gives a call's money back: what is owed is let off first, the rest is cash.</summary>
    public Task<CreditAnswer> RefundCallAsync(long callId, Money amount, Signature signature, string key, CancellationToken cancellationToken) =>
        DoAsync((plans, token) => plans.RefundCallAsync(callId, amount, token), signature, key, cancellationToken);

    public Task<CreditAnswer> PreviewRefundCallAsync(long callId, Money amount, CancellationToken cancellationToken) =>
        PreviewAsync((plans, token) => plans.RefundCallAsync(callId, amount, token), cancellationToken);

    private async Task<CreditAnswer> DoAsync(
        Func<CreditPlans, CancellationToken, Task<IReadOnlyList<CreditMovement>>> plan, Signature signature, string key, CancellationToken cancellationToken)
    {
        if (signature.Problem is { } unsigned)
        {
            return new CreditAnswer { Problem = unsigned, Field = signature.By.Length == 0 ? nameof(Signature.By) : nameof(Signature.Reason) };
        }

        IReadOnlyList<CreditMovement> movements = [];
        var isDone = false;
        try
        {
            await _writer.PostAsync(MakeAsync, cancellationToken);
        }
        catch (CreditProblem problem)
        {
            return new CreditAnswer { Problem = problem.Message, Field = problem.Field };
        }

        await using var context = await _contexts.OpenAsync(cancellationToken);
        var lot = await (
            from movement in context.LedgerTransactions.Where(row => row.TransactionKey == key)
            join made in context.CreditLots on movement.Id equals made.TransactionId
            select (long?)made.Id).SingleOrDefaultAsync(cancellationToken);
        if (!isDone)
        {
            _logger.CreditMoved(movements[^1].Transaction.Kind, movements[^1].Transaction.AccountId, signature.By, signature.Reason);
        }

        return new CreditAnswer { Effect = isDone ? null : CreditEffect.Of(movements), LotId = lot, IsNew = !isDone };

        async Task<IReadOnlyList<LedgerBatch>> MakeAsync(VoiceOpsContext books, CancellationToken token)
        {
            var settlement = $"{key}/settlement";
            isDone = await books.LedgerTransactions.AnyAsync(row => row.TransactionKey == key || row.TransactionKey == settlement, token);
            movements = isDone ? [] : await plan(new CreditPlans(books, signature, _time.GetUtcTime(), key), token);
            return isDone ? [] : [new LedgerBatch { Credits = movements }];
        }
    }

    private async Task<CreditAnswer> PreviewAsync(Func<CreditPlans, CancellationToken, Task<IReadOnlyList<CreditMovement>>> plan, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.OpenAsync(cancellationToken);
        try
        {
            var nobody = new Signature { By = "", Reason = "" };
            return new CreditAnswer { Effect = CreditEffect.Of(await plan(new CreditPlans(context, nobody, _time.GetUtcTime(), NewKey()), cancellationToken)) };
        }
        catch (CreditProblem problem)
        {
            return new CreditAnswer { Problem = problem.Message, Field = problem.Field };
        }
    }
}
