using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>What is left at each provider, as last told; asked for anew after a start, so it is kept in memory alone.</summary>
internal sealed class ProviderBalances(
    IEnumerable<IBalanceSource> sources, BurnQueries burn, SourceStates states, IOptions<ReconciliationOptions> options, TimeProvider time, ILogger<ProviderBalances> logger)
{
    public const string What = "balance";

    private readonly ConcurrentDictionary<string, IReadOnlyList<ProviderBalance>> _told = [];

    /// <summary>In the order of the services.</summary>
    public IReadOnlyList<ProviderBalance> Read() => [.. ServiceNames.All.SelectMany(service => _told.GetValueOrDefault(service) ?? [])];

    public string? WarningOf(string service) => (_told.GetValueOrDefault(service) ?? []).Select(balance => balance.Warning).FirstOrDefault(warning => warning is not null);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var costs = await burn.ReadAsync(cancellationToken);
        foreach (var source in sources)
        {
            await states.RunAsync(source.Service, What, source.OffReason, async () =>
            {
                var now = time.GetUtcTime();
                var before = WarningOf(source.Service);
                _told[source.Service] = [.. (await source.ReadAsync(costs[source.Service], now, cancellationToken))
                    .Select(balance => balance with { Warning = BalanceWarning.Of(balance, options.Value) })];
                TellChange(source.Service, before, WarningOf(source.Service));
            }, cancellationToken);
        }
    }

    // Once when it begins and once when it is over, not at every question.
    private void TellChange(string service, string? before, string? now)
    {
        if (before is null && now is not null)
        {
            logger.RunsOut(service, now);
        }
        else if (before is not null && now is null)
        {
            logger.RefilledAgain(service);
        }
    }
}
