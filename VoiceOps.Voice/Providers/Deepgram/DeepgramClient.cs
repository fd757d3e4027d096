using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
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
    private readonly AudioModels? _models;

    /// <param name="models">Without it nothing is known about languages, and what is wanted is asked for.</param>
    public DeepgramClient(
        IOptions<DeepgramOptions> options, ProviderDialer dialer, ProviderHealth health, TimeProvider time, ILogger<DeepgramClient> logger,
        AudioModels? models = null)
    {
        (_options, _dialer, _models) = (options.Value, dialer, models);
        _reporter = new ProviderReporter(ServiceNames.Deepgram, "Deepgram:ApiKey", _options.ApiKey, health, logger);
        _time = time;
    }

    public async Task<ITranscription> ConnectAsync(PersonaSettings settings, CallerAudio audio, CallMeters meters, CancellationToken cancellationToken)
    {
        _reporter.RequireKey();
        var choices = await _models.ChoicesOrWantedAsync(ServiceNames.Deepgram, settings.TranscriptionModel ?? _options.Model, settings.Language, cancellationToken);
        while (true)
        {
            var (choice, address) = (choices.Current, Address(_options, choices.Current, settings));
            var reconnector = _dialer.Reconnector(_reporter, token => DialAsync(address, token));
            var transcription = new DeepgramTranscription(choice.Model, reconnector, audio, meters);
            try
            {
                await transcription.ConnectAsync(cancellationToken);
                return transcription;
            }
            catch (ProviderException refused) when (refused.IsRequestRefused && choices.TryNext())
            {
                // A model or a language that it does not have, whatever the catalog says: a caller is better heard by another one than not at all.
                _reporter.Logger.AskedOtherwise(_reporter.Service, choice.Model, choice.Language, choices.Current.Model, choices.Current.Language);
            }
        }
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
    private static Uri Address(DeepgramOptions options, AudioChoice choice, PersonaSettings settings) => ProviderAddress.Socket(
        options.BaseUrl,
        $"/v1/listen?model={Uri.EscapeDataString(choice.Model)}" + (choice.Language is { } language ? $"&language={Uri.EscapeDataString(language)}" : "")
        + "&encoding=mulaw&sample_rate=8000&channels=1&interim_results=true&endpointing=300&utterance_end_ms=1000&vad_events=true"
        + "&smart_format=true&punctuate=true" + Terms(choice.Model, settings.KeyTerms));

    // Nova-3 and Flux know key terms, the models before them keywords; either refuses the other's.
    private static string Terms(string model, IReadOnlyList<string> terms)
    {
        var name = model.StartsWith("nova-3", StringComparison.Ordinal) || model.StartsWith("flux", StringComparison.Ordinal) ? "keyterm" : "keywords";
        return string.Concat(terms.Select(term => $"&{name}={Uri.EscapeDataString(term)}"));
    }
}
