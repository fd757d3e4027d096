using VoiceOps.Voice.Personas.Catalog;

namespace VoiceOps.Voice.Providers;

internal static class AudioModelsFallback
{
    /// <summary>What a call asks for; without a catalog what is wanted, and nothing else.</summary>
    public static Task<AudioChoices> ChoicesOrWantedAsync(this AudioModels? models, string provider, string wanted, string language, CancellationToken cancellationToken) =>
        models?.ChoicesAsync(provider, wanted, language, cancellationToken) ?? Task.FromResult(new AudioChoices([new AudioChoice(wanted, language)]));
}
