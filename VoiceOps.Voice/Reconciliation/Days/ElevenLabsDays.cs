using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Characters that ElevenLabs spoke, by model: it tells credits, of which a model takes so many a character. It tells no cost.</summary>
internal sealed class ElevenLabsDays(ElevenLabsBillingClient client, IOptions<ElevenLabsOptions> options) : IDaySource
{
    public string Service => ServiceNames.ElevenLabs;

    public string? OffReason => client.IsConfigured ? null : "ElevenLabs is not configured: set ElevenLabs:ApiKey.";

    public async Task<IReadOnlyList<DayFigure>> ReadAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var models = await client.ListModelsAsync(cancellationToken);
        var spoken = (await client.ListCreditsAsync(first, last, cancellationToken))
            .Select(day => (day.Day, Model: Find(models, day.Model), day.Credits))
            .ToLookup(day => (day.Day, day.Model.ModelId), day => day.Credits / day.Model.ModelRates!.CharacterCostMultiplier!.Value);
        var used = spoken.Select(group => group.Key.ModelId).Append(options.Value.Model).Distinct().ToList();
        return [.. DayFigures.Range(first, last).SelectMany(day => used.Select(model => new DayFigure
        {
            Day = day,
            Category = model,
            UsageMicros = (long)decimal.Round(spoken[(day, model)].Sum() * UsageUnits.MicrosPerUnit),
        }))];
    }

    private ElevenLabsModel Find(IReadOnlyList<ElevenLabsModel> models, string name) =>
        models.FirstOrDefault(model => model.IsNamed(name) && model.ModelRates?.CharacterCostMultiplier > 0)
        ?? throw new ProviderException(Service, $"tells credits of a model \"{name}\", and does not say how many a character takes");
}
