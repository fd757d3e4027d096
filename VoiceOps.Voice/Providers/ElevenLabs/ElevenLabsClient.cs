using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>Opens speech connections at ElevenLabs: one multi-context socket a call, in the line's own format.</summary>
internal sealed class ElevenLabsClient : ITextToSpeech
{
    private readonly ElevenLabsOptions _options;
    private readonly ElevenLabsVoices _voices;
    private readonly ProviderDialer _dialer;
    private readonly ProviderReporter _reporter;
    private readonly ProvidersMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly AudioModels? _models;

    /// <param name="models">Without it nothing is known about languages, and what is wanted is asked for.</param>
    public ElevenLabsClient(
        IOptions<ElevenLabsOptions> options,
        IHttpClientFactory http,
        ProviderDialer dialer,
        ProviderHealth health,
        ProvidersMetrics metrics,
        TimeProvider time,
        ILogger<ElevenLabsClient> logger,
        AudioModels? models = null)
    {
        (_options, _dialer, _metrics, _models) = (options.Value, dialer, metrics, models);
        _reporter = new ProviderReporter(ServiceNames.ElevenLabs, "ElevenLabs:ApiKey", _options.ApiKey, health, logger);
        _voices = new ElevenLabsVoices(_options, http, _reporter);
        _time = time;
    }

    public async Task<ISpeech> ConnectAsync(string? voiceId, PersonaSettings settings, CallMeters meters, CancellationToken cancellationToken)
    {
        _reporter.RequireKey();
        var voice = NotBlank(voiceId) ?? NotBlank(_options.VoiceId) ?? await _voices.GetFirstAsync(cancellationToken);
        var choices = await _models.ChoicesOrWantedAsync(ServiceNames.ElevenLabs, settings.SpeechModel ?? _options.Model, settings.Language, cancellationToken);
        // What it refuses, it tells after the opening: the speech goes over to the next choice by itself.
        var reconnector = _dialer.Reconnector(_reporter, token => DialAsync(Address(_options.BaseUrl, voice, choices.Current), settings.Speech, token));
        var speech = new ElevenLabsSpeech(choices, reconnector, meters, _metrics, _time);
        await ConnectAsync(speech, choices, cancellationToken);
        return speech;
    }

    private async Task ConnectAsync(ElevenLabsSpeech speech, AudioChoices choices, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await speech.ConnectAsync(cancellationToken);
                return;
            }
            catch (ProviderException refused) when (refused.IsRequestRefused && choices.TryNext())
            {
                _reporter.Logger.ProviderReconnecting(_reporter.Service);
            }
        }
    }

    private async Task<ElevenLabsConnection> DialAsync(Uri address, SpeechSettings voice, CancellationToken cancellationToken)
    {
        var connection = await _dialer.ConnectAsync(
            _reporter,
            address,
            KeyValuePair.Create("xi-api-key", _options.ApiKey ?? ""),
            requestIdHeader: "request-id",
            errorHeader: null,
            cancellationToken);
        return new ElevenLabsConnection(connection, voice, _reporter, _dialer.Options.AnswerTimeout, _time);
    }

    /// <summary>
    /// <c>auto_mode</c> speaks at once instead of after 120 characters, and is meant for whole sentences, which is what it gets.
    /// 180 s is the longest <c>inactivity_timeout</c>; the default of 20 s would end a call whose caller talks for long.
    /// </summary>
    private static Uri Address(string baseUrl, string voice, AudioChoice choice) => ProviderAddress.Socket(
        baseUrl,
        $"/v1/text-to-speech/{Uri.EscapeDataString(voice)}/multi-stream-input"
        + $"?model_id={Uri.EscapeDataString(choice.Model)}&output_format=ulaw_8000&inactivity_timeout=180&auto_mode=true"
        + (choice.Language is { } language && TakesLanguage(choice.Model) ? $"&language_code={Uri.EscapeDataString(AudioModel.BaseOf(language))}" : ""));

    // The models of version 2.5 can be held to a language (ISO 639-1); the others find it by themselves and refuse the parameter.
    private static bool TakesLanguage(string model) => model.EndsWith("_v2_5", StringComparison.Ordinal);

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
