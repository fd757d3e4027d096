using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Simulation.Callers;

/// <summary>Whatever a call's end runs into, it is recorded: an end that is not stays open until the server starts again.</summary>
public sealed class CallEndTests
{
    private const string Faulted = "Call CA1: an unexpected fault ended it";

    [Fact]
    public async Task End_ThatRunsIntoAFault_IsRecordedAsOne()
    {
        await using var call = await VirtualCall.StartWithAsync(services => services.AddSingleton<IModelWarmer>(new ThrowsWhenCancelled()));
        call.ExpectedError = Faulted;
        call.Greeted();

        call.HangUp();

        Assert.Equal((EndedReason.InternalError, "One or more errors occurred. (not now)"), (call.Row.EndedReason, call.Row.EndedDetail));
        Assert.NotEmpty(call.Rows(ServiceNames.Twilio));
    }

    [Fact]
    public async Task End_ThatCannotBeTold_IsRecordedBefore()
    {
        await using var call = await VirtualCall.StartWithAsync(services =>
        {
            services.AddSingleton<ITextToSpeech>(new Refused());
            services.AddLogging(logging => logging.AddProvider(new ThrowsAt(eventId: 3006)));
        });
        call.ExpectedError = Faulted;

        call.RunToEnd();

        Assert.Equal(EndedReason.ProviderFailed, call.Row.EndedReason);
    }

    /// <summary>Wants to hear of the end, and throws when it does.</summary>
    private sealed class ThrowsWhenCancelled : IModelWarmer
    {
        public Task WarmAsync(CancellationToken cancellationToken)
        {
            _ = cancellationToken.Register(() => throw new InvalidOperationException("not now"));
            return Task.CompletedTask;
        }
    }

    private sealed class Refused : ITextToSpeech
    {
        public Task<ISpeech> ConnectAsync(string? voiceId, PersonaSettings settings, CallMeters meters, CancellationToken cancellationToken) =>
            Task.FromException<ISpeech>(new ProviderException(ServiceNames.ElevenLabs, "refused"));
    }

    /// <summary>A log whose disk is full.</summary>
    private sealed class ThrowsAt(int eventId) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (id == eventId)
            {
                throw new IOException("the disk is full");
            }
        }

        public void Dispose()
        {
        }
    }
}
