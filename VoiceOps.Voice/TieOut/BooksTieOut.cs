using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>Makes all checks, one after the other, each on one state of the books.</summary>
internal sealed class BooksTieOut(
    IDbContextFactory<VoiceOpsContext> contexts, IEnumerable<ITieOutCheck> checks, TieOutMetrics metrics, TimeProvider time, ILogger<BooksTieOut> logger)
{
    private readonly IReadOnlyList<ITieOutCheck> _checks = [.. checks.OrderBy(check => check.Number)];
    private readonly SemaphoreSlim _running = new(1, 1);
    private TieOutState _state = new();

    public TieOutState State => Volatile.Read(ref _state);

    /// <summary>Runs to its end; a check that cannot be made stands in the result's fault.</summary>
    public async Task<TieOutResult> RunAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            var result = await CheckAllAsync(cancellationToken);
            Volatile.Write(ref _state, new TieOutState { Latest = result });
            metrics.Record(result);
            if (result.Red > 0)
            {
                logger.BooksDoNotTieOut(result.Red, string.Join(", ", result.Checks.Where(check => check.Finding.Status == TieOutStatus.Red).Select(check => check.Number)));
            }

            return result;
        }
        finally
        {
            Volatile.Write(ref _state, State with { Running = null });
            _running.Release();
        }
    }

    private async Task<TieOutResult> CheckAllAsync(CancellationToken cancellationToken)
    {
        var (startedAt, started) = (time.GetUtcTime(), time.GetTimestamp());
        var done = new List<TieOutCheck>();
        string? fault = null;
        foreach (var check in _checks)
        {
            Volatile.Write(ref _state, State with { Running = check.Number });
            try
            {
                done.Add(await CheckAsync(check, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.CheckFailed(exception, check.Number);
                fault = $"Check {check.Number} could not be made: {exception.Message}";
            }
        }

        return new TieOutResult { StartedAt = startedAt, Took = time.GetElapsedTime(started), Checks = done, Fault = fault };
    }

    private async Task<TieOutCheck> CheckAsync(ITieOutCheck check, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var finding = await check.RunAsync(context, cancellationToken);
        return new TieOutCheck { Number = check.Number, Title = check.Title, Finding = finding, Took = time.GetElapsedTime(started) };
    }
}
