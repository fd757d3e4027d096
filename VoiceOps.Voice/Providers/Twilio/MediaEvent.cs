namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>What a media stream tells. Numbers inside Twilio's messages are strings, but for the media format's.</summary>
internal abstract record MediaEvent;

// {"event":"connected","protocol":"Call","version":"1.0.0"}
internal sealed record StreamConnected(string? Protocol, string? Version) : MediaEvent;

// {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC..","streamSid":"MZ..","callSid":"CA..","tracks":["inbound"],
//  "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"token":".."}},"streamSid":"MZ.."}
internal sealed record StreamStarted(
    string StreamSid, string CallSid, string? AccountSid, IReadOnlyDictionary<string, string> CustomParameters) : MediaEvent;

// {"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"no+JhoaJjpzS..."},"streamSid":"MZ.."}
/// <param name="Audio">Mu-law bytes, valid until the next event is read.</param>
/// <param name="TimestampMilliseconds">Since the stream's start; the first is not 0.</param>
internal sealed record MediaReceived(ReadOnlyMemory<byte> Audio, long TimestampMilliseconds) : MediaEvent;

// {"event":"mark","sequenceNumber":"4","streamSid":"MZ..","mark":{"name":"my label"}}
/// <summary>The audio before this mark was played, or cleared: a mark that comes back does not prove playback.</summary>
internal sealed record MarkReturned(string Name) : MediaEvent;

// {"event":"dtmf","streamSid":"MZ..","sequenceNumber":"5","dtmf":{"track":"inbound_track","digit":"1"}}
internal sealed record DigitPressed(string Digit) : MediaEvent;

// {"event":"stop","sequenceNumber":"5","stop":{"accountSid":"AC..","callSid":"CA.."},"streamSid":"MZ.."}
internal sealed record StreamStopped : MediaEvent;

/// <summary>A message that is not as it should be. It is told, not thrown: no message may end another call.</summary>
internal sealed record MediaFault(MediaFaultKind Kind, string Reason) : MediaEvent;
