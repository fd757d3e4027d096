using System.Runtime.InteropServices;
using VoiceOps.Voice.Calls.Ending;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// How long the program lives: a signal to stop first lets the calls that are on finish, while webhooks and pages are still served, and only then
/// stops the host. A second signal ends them at once, properly.
/// </summary>
internal sealed class DrainLifetime(CallDrain drain, IHostApplicationLifetime application, ILogger<DrainLifetime> logger) : IHostLifetime, IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _impatience = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.AddRange(Signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal)));
        application.ApplicationStarted.Register(logger.Started);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _impatience.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        // Not the runtime's own end: that would not wait.
        signal.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            _impatience.Cancel();
            return;
        }

        _ = StopAsync();
    }

    private async Task StopAsync()
    {
        try
        {
            await drain.DrainAsync(_impatience.Token);
        }
        finally
        {
            application.StopApplication();
        }
    }
}
