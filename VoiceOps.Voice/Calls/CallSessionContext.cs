using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls;

/// <summary>What every session shares.</summary>
internal sealed class CallSessionContext(
    LiveCalls liveCalls, StreamTokens tokens, LedgerWriter writer, ISpeechToText speechToText, ITextToSpeech textToSpeech, IChatClient model,
    IModelWarmer modelWarmer,
    CallTerminator terminator, CallHandover handover, TurnMetrics conversationMetrics, IOptions<TwilioOptions> twilioOptions, CallsMetrics metrics, IOptions<CallOptions> options, IOptions<TranscriptOptions> transcripts, TimeProvider time, ILogger<CallSession> logger)
{
    public LiveCalls LiveCalls { get; } = liveCalls;

    public StreamTokens Tokens { get; } = tokens;

    public LedgerWriter Writer { get; } = writer;

    public ISpeechToText SpeechToText { get; } = speechToText;

    public ITextToSpeech TextToSpeech { get; } = textToSpeech;

    public IChatClient Model { get; } = model;

    public IModelWarmer ModelWarmer { get; } = modelWarmer;

    public TurnMetrics TurnMetrics { get; } = conversationMetrics;

    public bool KeepsTranscripts { get; } = transcripts.Value.KeepTranscripts;

    public CallTerminator Terminator { get; } = terminator;

    public CallHandover Handover { get; } = handover;

    public bool MetersMediaStreams { get; } = twilioOptions.Value.MeterMediaStreams;

    public CallsMetrics Metrics { get; } = metrics;

    public CallOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
