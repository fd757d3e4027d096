using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>Opens live transcriptions at Deepgram (Nova, <c>/v1/listen</c>) for the line's own audio.</summary>
internal sealed class DeepgramClient : ISpeechToText
{
    private readonly DeepgramOptions _options;
    private readonly ProviderDialer _dialer;
    private readonly ProviderReporter _reporter;
    private readonly TimeProvider _time;

    public DeepgramClient(
        IOptions<DeepgramOptions> options, ProviderDialer dialer, ProviderHealth health, TimeProvider time, ILogger<DeepgramClient> logger)
    {
        (_options, _dialer) = (options.Value, dialer);
        _reporter = new ProviderReporter(ServiceNames.Deepgram, "Deepgram:ApiKey", _options.ApiKey, health, logger);
        _time = time;
    }

    public async Task<ITranscription> ConnectAsync(PersonaSettings settings, CallerAudio audio, CallMeters meters, CancellationToken cancellationToken)
    {
        _reporter.RequireKey();
        var address = Address(_options, settings);
        var reconnector = _dialer.Reconnector(_reporter, token => DialAsync(address, token));
        var transcription = new DeepgramTranscription(_options.Model, reconnector, audio, meters);
        await transcription.ConnectAsync(cancellationToken);
        return transcription;
    }

    private async Task<DeepgramConnection> DialAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = await _dialer.ConnectAsync(
            _reporter,
            address,
            KeyValuePair.Create("Authorization", $"Token {_options.ApiKey}"),
            requestIdHeader: "dg-request-id",
            errorHeader: "dg-error",
            cancellationToken);
        return new DeepgramConnection(connection, _reporter, _dialer.Options.AnswerTimeout, _time);
    }

    /// <summary>
    /// <c>endpointing=300</c> is Deepgram's own advice for conversation (10 ms by default); <c>utterance_end_ms</c> needs <c>interim_results</c>.
    /// </summary>
    private static Uri Address(DeepgramOptions options, PersonaSettings settings) => ProviderAddress.Socket(
        options.BaseUrl,
        $"/v1/listen?model={Uri.EscapeDataString(options.Model)}&language={Uri.EscapeDataString(settings.Language)}"
        + "&encoding=mulaw&sample_rate=8000&channels=1&interim_results=true&endpointing=300&utterance_end_ms=1000&vad_events=true"
        + "&smart_format=true&punctuate=true" + Terms(options.Model, settings.KeyTerms));

    // Nova-3 and Flux know key terms, the models before them keywords; either refuses the other's.
    private static string Terms(string model, IReadOnlyList<string> terms)
    {
        var name = model.StartsWith("nova-3", StringComparison.Ordinal) || model.StartsWith("flux", StringComparison.Ordinal) ? "keyterm" : "keywords";
        return string.Concat(terms.Select(term => $"&{name}={Uri.EscapeDataString(term)}"));
    }
}
