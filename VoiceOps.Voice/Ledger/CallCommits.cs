using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// Commits the books of many calls together; where the store refuses a row, each call's by themselves, so that one call does not hold up those
/// of all. A call that was refused is committed apart from then on. Used by one at a time.
/// </summary>
internal sealed class CallCommits(LedgerStore store, ILogger logger)
{
    private readonly Dictionary<long, string> _refused = [];

    public int RefusedCount => _refused.Count;

    /// <summary>What the store said of one of the calls that it refuses; null when there are none.</summary>
    public string? Refusal => _refused.Values.FirstOrDefault();

    public bool IsRefused(CallMeters meters) => _refused.ContainsKey(meters.CallId);

    /// <summary>Adds to <paramref name="done"/> what is committed. Returns why the store is away; null when it is there, even if it refused some.</summary>
    public async Task<Exception?> CommitAsync(IReadOnlyList<CollectedCall> calls, List<CollectedCall> done, CancellationToken cancellationToken)
    {
        var (apart, together) = (calls.Where(call => IsRefused(call.Meters)).ToList(), calls.Where(call => !IsRefused(call.Meters)).ToList());
        var fault = await CommitTogetherAsync(together, done, cancellationToken);
        foreach (var call in apart)
        {
            if (fault is not null)
            {
                break;
            }

            var problem = await TryAsync([call], done, cancellationToken);
            fault = problem is not null && DatabaseFaults.IsOfStore(problem) ? problem : null;
            if (problem is null)
            {
                _refused.Remove(call.Meters.CallId);
            }
        }

        return fault;
    }

    private async Task<Exception?> CommitTogetherAsync(List<CollectedCall> calls, List<CollectedCall> done, CancellationToken cancellationToken)
    {
        if (calls.Count == 0 || await TryAsync(calls, done, cancellationToken) is not { } problem)
        {
            return null;
        }

        if (DatabaseFaults.IsOfStore(problem))
        {
            return problem;
        }

        var failed = new List<(CollectedCall Call, Exception Problem)>();
        foreach (var call in calls)
        {
            if (await TryAsync([call], done, cancellationToken) is not { } ofCall)
            {
                continue;
            }

            if (DatabaseFaults.IsOfStore(ofCall))
            {
                return ofCall;
            }

            failed.Add((call, ofCall));
        }

        if (failed.Count == calls.Count && !failed.Exists(one => DatabaseFaults.IsOfRows(one.Problem)))
        {
            // Nobody gets through, and it is not their rows: then it is the store, whatever it says.
            return problem;
        }

        failed.ForEach(one => Refuse(one.Call.Meters, one.Problem));
        return null;
    }

    private async Task<Exception?> TryAsync(List<CollectedCall> calls, List<CollectedCall> done, CancellationToken cancellationToken)
    {
        try
        {
            await store.CommitAsync([.. calls.Select(call => LedgerBatch.Of(call.Batch))], cancellationToken);
            done.AddRange(calls);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return exception;
        }
    }

    private void Refuse(CallMeters meters, Exception problem)
    {
        _refused[meters.CallId] = $"{meters.CallSid}: {problem.GetBaseException().Message}";
        logger.CallRefused(problem, meters.CallSid);
    }
}
