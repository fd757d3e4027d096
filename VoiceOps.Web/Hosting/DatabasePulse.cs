using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting;

/// <summary>Whether the database answers, and how soon.</summary>
internal sealed class DatabasePulse(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<TimeSpan>? _asking;

    /// <summary>How long one small reading took. Throws <see cref="TimeoutException"/> when there is no answer within <paramref name="patience"/>.</summary>
    public Task<TimeSpan> AskAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // A reading that hangs holds a thread: one is enough, however often it is asked meanwhile.
            _asking = _asking is { IsCompleted: false } ? _asking : ReadAsync();
            return _asking.WaitAsync(patience, time, cancellationToken);
        }
    }

    private async Task<TimeSpan> ReadAsync()
    {
        var started = time.GetTimestamp();
        await using var context = await contexts.OpenAsync(CancellationToken.None);
        if (!await context.Database.CanConnectAsync(CancellationToken.None))
        {
            // Asked first: a reading would make an empty file where the database was.
            throw new IOException("There is no database where it should be.");
        }

        await context.Rates.AsNoTracking().OrderBy(rate => rate.Id).Select(rate => rate.Id).FirstOrDefaultAsync(CancellationToken.None);
        return time.GetElapsedTime(started);
    }
}
