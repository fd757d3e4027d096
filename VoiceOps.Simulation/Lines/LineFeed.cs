using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace VoiceOps.Simulation.Lines;

/// <summary>
/// Streams what the simulated transcription sees of stamped lines to the load test that asked last; the other end is its <c>LineWatch</c>.
/// Nothing is kept while nobody asks.
/// </summary>
internal sealed class LineFeed(TimeProvider time)
{
    public const string Path = "/load-test/lines";

    /// <summary>The header that says which process tells, so that its share of the generator's work is known.</summary>
    public const string ProcessHeader = "Process-Id";

    // Five seconds of 500 calls.
    private const int Capacity = 125_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private Channel<LineSighting>? _watcher;

    public bool IsWatched => Volatile.Read(ref _watcher) is not null;

    public void Tell(LineSighting sighting)
    {
        // Full, it ends: a load test that misses sightings would tell figures that are too good.
        if (Volatile.Read(ref _watcher) is { } watcher && !watcher.Writer.TryWrite(sighting))
        {
            watcher.Writer.TryComplete();
        }
    }

    public async Task ServeAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        // Does not wait: what is told is written while the line's own thread sends, and must not hold that up.
        var watcher = Channel.CreateBounded<LineSighting>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        Interlocked.Exchange(ref _watcher, watcher)?.Writer.TryComplete();
        try
        {
            context.Response.Headers[ProcessHeader] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            await context.Response.StartAsync(aborted);
            await SendAsync(watcher.Reader, context.Response.BodyWriter, aborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The load test is over.
        }
        finally
        {
            Interlocked.CompareExchange(ref _watcher, null, watcher);
        }
    }

    private async Task SendAsync(ChannelReader<LineSighting> sightings, PipeWriter body, CancellationToken cancellationToken)
    {
        var batch = new List<LineSighting>();
        await body.FlushAsync(cancellationToken);
        while (await sightings.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (sightings.TryRead(out var sighting))
            {
                batch.Add(sighting);
            }

            body.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(batch)));
            await body.FlushAsync(cancellationToken);

            // A write for each frame would cost the generator more than the frames do.
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
