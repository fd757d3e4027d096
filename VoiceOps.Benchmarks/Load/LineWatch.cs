using System.Globalization;
using System.Runtime.InteropServices;
using VoiceOps.Simulation.Lines;

namespace VoiceOps.Benchmarks.Load;

/// <summary>Takes what a simulated transcription tells of the lines of a load test (<see cref="LineFeed"/>), until it is disposed.</summary>
internal sealed class LineWatch : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private LineWatch(HttpClient http, HttpResponseMessage response, Stream stream, LineProbes probes)
    {
        (_http, _response) = (http, response);
        ProcessId = int.Parse(response.Headers.GetValues(LineFeed.ProcessHeader).Single(), CultureInfo.InvariantCulture);
        _reading = Task.Run(() => ReadAsync(stream, probes, _stop.Token));
    }

    /// <summary>Of the process that the transcription is in.</summary>
    public int ProcessId { get; }

    /// <summary>False once something may have been missed.</summary>
    public bool IsWhole => !_reading.IsCompleted;

    /// <exception cref="HttpRequestException">There is no simulated transcription at this address.</exception>
    public static async Task<LineWatch> OpenAsync(Uri transcription, LineProbes probes, CancellationToken cancellationToken)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        try
        {
            var response = await http.GetAsync(new Uri(transcription, LineFeed.Path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new LineWatch(http, response.EnsureSuccessStatusCode(), await response.Content.ReadAsStreamAsync(cancellationToken), probes);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _response.Dispose();
        _http.Dispose();
        _stop.Dispose();
    }

    private static async Task ReadAsync(Stream stream, LineProbes probes, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var size = Marshal.SizeOf<LineSighting>();
        var filled = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken) is > 0 and var read)
            {
                filled += read;
                var whole = filled - (filled % size);
                foreach (var sighting in MemoryMarshal.Cast<byte, LineSighting>(buffer.AsSpan(0, whole)))
                {
                    probes.Find(sighting.Line)?.Seen(sighting);
                }

                buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
                filled -= whole;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The load test is over, or the simulators are gone: IsWhole tells.
        }
    }
}
