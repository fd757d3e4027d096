using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What a call uses of its providers, added as it happens, from any thread.</summary>
public sealed class CallUsage
{
    private const long MicrosPerAudioByte = 125; // mu-law: 8,000 bytes a second

    private readonly Lock _gate;
    private readonly MeterSet _meters;
    private readonly CallPostings _postings;
    private readonly LineMeters _line;
    private readonly Action _added;
    private readonly Action _posted;

    internal CallUsage(Lock gate, MeterSet meters, CallPostings postings, LineMeters line, Action added, Action posted) =>
        (_gate, _meters, _postings, _line, _added, _posted) = (gate, meters, postings, line, added, posted);

    /// <summary>The line's audio is streamed here.</summary>
    public void StreamStarted()
    {
        lock (_gate)
        {
            _line.StartStream();
        }
    }

    /// <summary>A connection to the transcription is open. A call may have several, one after the other.</summary>
    public void TranscriptionStarted(string? requestId, string model)
    {
        lock (_gate)
        {
            _postings.TranscribeOver(requestId, Transcription(model));
        }
    }

    /// <summary>Audio sent to be transcribed, in mu-law bytes.</summary>
    public void AudioSent(int bytes, string model)
    {
        lock (_gate)
        {
            Transcription(model).Add(bytes * MicrosPerAudioByte);
            _added();
        }
    }

    /// <summary>The provider's own figure of the audio that came over this connection replaces what was counted for it here.</summary>
    public void TranscriptionSettled(decimal seconds, string model)
    {
        lock (_gate)
        {
            _postings.SettleTranscription(Micros(seconds), Transcription(model));
            _added();
        }
    }

    /// <summary>The connection ended without the provider's own figure: what it is known to have heard is metered, the rest of what was sent estimated.</summary>
    public void TranscriptionLost(decimal acknowledgedSeconds, string model)
    {
        lock (_gate)
        {
            _postings.LoseTranscription(Micros(acknowledgedSeconds), Transcription(model));
            _added();
        }
    }

    /// <summary>Characters (Unicode code points) sent to be spoken, heard or not.</summary>
    public void CharactersSent(int characters, string contextId, string model)
    {
        lock (_gate)
        {
            var meter = Speech(model);
            _postings.SpeakIn(contextId, meter);
            meter.Add(characters * UsageUnits.MicrosPerUnit);
            _added();
        }
    }

    /// <summary>Of the characters sent in this context, so many were on their way when the connection broke: whether they arrived is not known, so they are estimated.</summary>
    public void SpeechLost(int characters, string contextId, string model)
    {
        lock (_gate)
        {
            _postings.LoseSpeech(contextId, characters * UsageUnits.MicrosPerUnit, Speech(model));
            _added();
        }
    }

    /// <summary>Of the characters sent in this context, the provider has refused so many: they cost nothing.</summary>
    public void SpeechRefused(int characters, string contextId, string model)
    {
        lock (_gate)
        {
            _postings.RefuseSpeech(contextId, characters * UsageUnits.MicrosPerUnit, Speech(model));
            _added();
        }
    }

    /// <summary>Tokens of one request to the language model, posted at once.</summary>
    public void TokensUsed(string requestId, string model, long promptTokens, long completionTokens, string basis = UsageBasis.Metered)
    {
        lock (_gate)
        {
            PostTokens(OperationNames.Prompt, promptTokens);
            PostTokens(OperationNames.Completion, completionTokens);
            _added();
        }

        _posted();

        void PostTokens(string operation, long tokens)
        {
            var meter = _meters.Get(ServiceNames.Cerebras, operation, model);
            meter.Add(tokens * UsageUnits.MicrosPerUnit);
            _postings.PostTokens(meter, requestId, basis);
        }
    }

    /// <summary>All of one service's usage so far, in whole units.</summary>
    public long UnitsOf(string service)
    {
        lock (_gate)
        {
            return _meters.All.Where(meter => meter.Key.Service == service).Sum(meter => meter.UsageMicros) / UsageUnits.MicrosPerUnit;
        }
    }

    private UsageMeter Transcription(string model) => _meters.Get(ServiceNames.Deepgram, OperationNames.Transcription, model);

    private UsageMeter Speech(string model) => _meters.Get(ServiceNames.ElevenLabs, OperationNames.Speech, model);

    private static long Micros(decimal seconds) => (long)decimal.Round(seconds * UsageUnits.MicrosPerUnit, MidpointRounding.ToEven);
}
