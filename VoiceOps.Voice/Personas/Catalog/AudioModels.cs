using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>Reads and edits the catalog of models that hear and speak, and tells which of them a call asks for.</summary>
public sealed class AudioModels(IDbContextFactory<VoiceOpsContext> contexts, IEnumerable<DefaultAudioModel> defaults, TimeProvider time)
{
    /// <summary>Calls see an edit after this long at the latest, without asking the store each time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private IReadOnlyList<AudioModel>? _known;
    private long _readAt;

    public async Task<IReadOnlyList<AudioModel>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.AudioModels.AsNoTracking().OrderBy(model => model.Provider).ThenBy(model => model.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The model that is configured for this provider; empty when none is.</summary>
    public string ConfiguredFor(string provider) => defaults.FirstOrDefault(model => model.Provider == provider)?.Model ?? "";

    /// <summary>What a call asks for. A store that is away costs no call: then it is what is wanted, whatever its languages.</summary>
    internal async Task<AudioChoices> ChoicesAsync(string provider, string wanted, string language, CancellationToken cancellationToken)
    {
        try
        {
            if (_known is null || time.GetElapsedTime(_readAt) > Fresh)
            {
                (_known, _readAt) = (await ReadAsync(cancellationToken), time.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _known ??= [];
        }

        return new AudioChoices(AudioPlan.Of(_known, provider, wanted, language));
    }

    /// <summary>Why a persona with these settings could not be heard or could not speak, with the field to change; null when it can.</summary>
    public async Task<(string Problem, string Field)?> ProblemAsync(PersonaSettings settings, CancellationToken cancellationToken)
    {
        var models = await ReadAsync(cancellationToken);
        return Of(ServiceNames.Deepgram, settings.TranscriptionModel, nameof(PersonaSettings.TranscriptionModel))
            ?? Of(ServiceNames.ElevenLabs, settings.SpeechModel, nameof(PersonaSettings.SpeechModel));

        (string, string)? Of(string provider, string? chosen, string field) =>
            AudioPlan.Problem(models, provider, chosen, ConfiguredFor(provider), settings.Language) is not { } problem ? null
            : (problem, chosen is null ? nameof(PersonaSettings.Language) : field);
    }

    /// <summary>Adds a model, or changes the one with this id. Returns the problem, in words for the one who typed it, or null when it is done.</summary>
    public async Task<string?> SaveAsync(AudioModel edited, CancellationToken cancellationToken)
    {
        if (Problem(edited) is { } problem)
        {
            return problem;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        var languages = string.Join(' ', edited.LanguageList);
        if (await context.AudioModels.SingleOrDefaultAsync(row => row.Id == edited.Id, cancellationToken) is not { } model)
        {
            context.Add(new AudioModel { Id = edited.Id, Provider = edited.Provider, DisplayName = edited.DisplayName.Trim(), Languages = languages });
        }
        else if (model.Provider != edited.Provider)
        {
            return $"The catalog has {edited.Id} already, of {model.Provider}.";
        }
        else
        {
            (model.DisplayName, model.Languages) = (edited.DisplayName.Trim(), languages);
        }

        await context.SaveChangesAsync(cancellationToken);
        _known = null;
        return null;
    }

    /// <summary>Takes a model out. Personas that chose it ask for it all the same, as for any that the catalog does not know.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await context.AudioModels.Where(model => model.Id == id).ExecuteDeleteAsync(cancellationToken);
        _known = null;
    }

    private static string? Problem(AudioModel model) =>
        string.IsNullOrWhiteSpace(model.Id) || model.Id.Any(char.IsWhiteSpace) ? "The id is the provider's own, such as nova-2, without spaces."
        : model.Provider is not (ServiceNames.Deepgram or ServiceNames.ElevenLabs) ? "A model hears (deepgram) or speaks (elevenlabs)."
        : string.IsNullOrWhiteSpace(model.DisplayName) ? "Give it a name to show."
        : model.LanguageList.Count == 0 ? "Write the languages that it has, as the provider writes them: en en-US de"
        : model.LanguageList.FirstOrDefault(language => !language.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')) is { } odd ? $"{odd} is no language: write en, en-US or de."
        : null;
}
