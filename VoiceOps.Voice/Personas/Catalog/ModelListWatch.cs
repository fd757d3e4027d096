using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>Compares the catalog with each provider's own list at start and once a day, and warns of personas on a model that is gone.</summary>
public sealed class ModelListWatch(
    IEnumerable<IModelList> lists, IDbContextFactory<VoiceOpsContext> contexts, PersonaCheck check, TimeProvider time, ILogger<ModelListWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan IntervalAfterFault = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, ModelListState> _states = [];

    /// <summary>Of providers that have a key.</summary>
    public IReadOnlyList<ModelListState> States => [.. _states.Values.OrderBy(state => state.Provider, StringComparer.Ordinal)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await CompareAsync(stoppingToken);
            var isFaulted = _states.Values.Any(state => state.Fault is not null);
            await Task.Delay(isFaulted ? IntervalAfterFault : Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Compares now.</summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        foreach (var list in lists.Where(list => list.IsConfigured))
        {
            try
            {
                await CompareAsync(list, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var last = _states.GetValueOrDefault(list.Provider) ?? new ModelListState { Provider = list.Provider };
                _states[list.Provider] = last with { Fault = exception.Message };
                logger.ModelListNotCompared(exception, list.Provider);
            }
        }
    }

    private async Task CompareAsync(IModelList list, CancellationToken cancellationToken)
    {
        var served = (await list.ReadAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (served.Count == 0)
        {
            // More likely a fault of theirs than the end of all their models.
            throw new InvalidOperationException($"{list.Provider} lists no model at all.");
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        var now = time.GetUtcTime();
        var models = await context.CatalogModels.Where(model => model.Provider == list.Provider).ToListAsync(cancellationToken);
        foreach (var model in models)
        {
            // That one which is known to be withdrawn is missing is no news.
            model.MissingSince = served.Contains(model.Id) || model.IsWithdrawnAt(now) ? null : model.MissingSince ?? now;
        }

        await context.SaveChangesAsync(cancellationToken);
        _states[list.Provider] = new ModelListState
        {
            Provider = list.Provider,
            ComparedAt = now,
            NotInCatalog = [.. served.Except(models.Select(model => model.Id)).Order(StringComparer.Ordinal)],
        };
        logger.ModelListCompared(list.Provider, served.Count, models.Count(model => model.MissingSince is not null));
        await check.WarnAsync(cancellationToken);
    }
}
