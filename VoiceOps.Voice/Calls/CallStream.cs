using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls;

/// <summary>One media stream of a call, from its start message on. A call has another one when Twilio fetched its instructions again.</summary>
/// <param name="Number">Of the token that it came with: a stream of a later token is the newer one.</param>
internal sealed record CallStream(TwilioMediaSocket Socket, IAsyncEnumerator<MediaEvent> Events, long Number);
