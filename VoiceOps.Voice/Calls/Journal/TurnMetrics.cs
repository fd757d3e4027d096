using System.Diagnostics.Metrics;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>How long callers wait, stage by stage; interrupted turns are told apart, and no turn is tagged by its call.</summary>
internal sealed class TurnMetrics
{
    public const string MeterName = "VoiceOps.Conversation";

    private readonly Histogram<double> _latency;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _unheardCharacters;
    private readonly Counter<long> _discardedTokens;

    public TurnMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _latency = meter.CreateHistogram<double>("voiceops.turn.latency", "s", "Time from the caller's last word to each stage of the reply");
        _turns = meter.CreateCounter<long>("voiceops.turns", "{turn}", "Turns of the agent");
        _failed = meter.CreateCounter<long>("voiceops.turns.failed", "{turn}", "Turns of which an answer had no words, by what kept it from them");
        _unheardCharacters = meter.CreateCounter<long>("voiceops.waste.characters", "{character}", "Characters sent to speech and never heard");
        _discardedTokens = meter.CreateCounter<long>("voiceops.waste.tokens", "{token}", "Tokens of what was generated and never heard");
    }

    public void Ended(CallTurn turn)
    {
        var interrupted = KeyValuePair.Create<string, object?>("interrupted", turn.IsInterrupted);
        _turns.Add(1, KeyValuePair.Create<string, object?>("kind", turn.Kind), interrupted);
        if (turn.Failure is { } failure)
        {
            _failed.Add(1, KeyValuePair.Create<string, object?>("reason", failure));
        }

        _unheardCharacters.Add(turn.UnheardCharacters);
        _discardedTokens.Add(turn.DiscardedTokens);
        if (turn.Kind is not (TurnKind.Reply or TurnKind.Keys))
        {
            return;
        }

        Record("endpointing", turn.EndpointingMilliseconds);
        Record("first-token", turn.FirstTokenMilliseconds);
        Record("first-clause", turn.FirstClauseMilliseconds);
        Record("first-audio", turn.FirstAudioMilliseconds);
        Record("sent", turn.SentMilliseconds);
        Record("heard", turn.HeardMilliseconds);

        void Record(string stage, int? milliseconds)
        {
            if (milliseconds is { } value)
            {
                _latency.Record(value / 1000.0, KeyValuePair.Create<string, object?>("stage", stage), interrupted);
            }
        }
    }
}
