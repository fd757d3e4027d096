using System.Diagnostics.Metrics;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Calls;

/// <summary>Counts of calls and streams; never tagged by call.</summary>
internal sealed class CallsMetrics
{
    public const string MeterName = "VoiceOps.Calls";

    private readonly Counter<long> _refused;
    private readonly Counter<long> _webhooksRefused;
    private readonly Counter<long> _streamsRefused;
    private readonly Counter<long> _streamFaults;
    private readonly Counter<double> _audioLost;
    private readonly Counter<long> _handedOver;
    private readonly Counter<long> _cutOff;
    private readonly Counter<long> _toldAgain;
    private readonly Histogram<double> _duration;

    public CallsMetrics(IMeterFactory meters, LiveCalls liveCalls)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("voiceops.calls.live", () => liveCalls.Count, "{call}", "Calls that are on");
        _refused = meter.CreateCounter<long>("voiceops.calls.refused", "{call}", "Calls turned away");
        _webhooksRefused = meter.CreateCounter<long>("voiceops.webhooks.refused", "{request}", "Webhooks refused: signature, size or form");
        _streamsRefused = meter.CreateCounter<long>("voiceops.streams.refused", "{stream}", "Media streams refused: signature, token, or too many that wait");
        _streamFaults = meter.CreateCounter<long>("voiceops.streams.faults", "{message}", "Media stream messages that could not be used");
        _audioLost = meter.CreateCounter<double>("voiceops.transcription.audio.lost", "s", "Caller audio that was never transcribed, because the transcription was away or too slow for too long");
        _handedOver = meter.CreateCounter<long>("voiceops.calls.handed_over", "{call}", "Calls given back to Twilio because a provider stayed away, and to what");
        _cutOff = meter.CreateCounter<long>("voiceops.calls.cut_off", "{call}", "Calls that did not end when they were asked to");
        _toldAgain = meter.CreateCounter<long>("voiceops.lines.told_again", "{request}", "Times that Twilio had to be told again to end a line");
        _duration = meter.CreateHistogram<double>("voiceops.call.duration", "s", "Length of ended calls");
    }

    public void Refused() => _refused.Add(1);

    public void WebhookRefused() => _webhooksRefused.Add(1);

    public void StreamRefused() => _streamsRefused.Add(1);

    public void StreamFault() => _streamFaults.Add(1);

    public void AudioLost(int bytes) => _audioLost.Add(CallerAudio.TimeAt(bytes).TotalSeconds);

    public void HandedOver(string to) => _handedOver.Add(1, KeyValuePair.Create<string, object?>("to", to));

    public void CutOff() => _cutOff.Add(1);

    public void LineToldAgain() => _toldAgain.Add(1);

    public void Ended(TimeSpan duration, string reason) => _duration.Record(duration.TotalSeconds, KeyValuePair.Create<string, object?>("reason", reason));
}
