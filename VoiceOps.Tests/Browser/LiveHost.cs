using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Calls;
using Xunit;

namespace VoiceOps.Tests.Browser;

/// <summary>The real program in normal mode with one short call behind it, so that every panel has something to show.</summary>
public sealed class LiveHost : IAsyncLifetime
{
    public const string Number = "+14155550199";

    private RunningHost? _host;

    internal RunningHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.CallAsync(ShortCall("+14155550100"));
        await _host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_at IS NOT NULL AND duration_seconds IS NOT NULL");
    }

    /// <summary>Answered, greeted, gone: no word of the caller's, so nothing for the model to do.</summary>
    internal static CallerScript ShortCall(string from) => new() { From = from, To = Number, HangUpAfter = TimeSpan.FromSeconds(2) };

    /// <summary>Goes on until the test has seen what it is to see.</summary>
    internal static CallerScript LongCall(string from, Task seen) => new()
    {
        From = from,
        To = Number,
        Phrases = [.. Enumerable.Repeat((CallerPhrase[])["When do you open?", "And on Sundays?", "And on holidays?", "And at Christmas?"], 8)
            .SelectMany(phrases => phrases)],
        HangUpWhen = seen,
    };

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
