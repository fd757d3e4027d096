using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Providers;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// What is missing before a call can be taken: the database and settings, never a provider's answer. A provider that is
/// away for a minute must not take the host out of service for all.
/// </summary>
internal sealed class Readiness(
    DatabasePulse database, DatabaseSchema schema, LedgerWriter writer, ProviderHealth providers, IOptions<CallOptions> calls, ILogger<Readiness> logger)
{
    public const string Database = "database";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        // One that can be read and not written takes no call.
        if (writer.State.Fault is not null || !await HasDatabaseAsync(cancellationToken))
        {
            missing.Add(Database);
        }

        if (string.IsNullOrWhiteSpace(calls.Value.PublicUrl))
        {
            missing.Add($"{CallOptions.Section}:{nameof(CallOptions.PublicUrl)}");
        }

        missing.AddRange(providers.Read().SelectMany(provider => provider.MissingSettings));
        return missing;
    }

    private async Task<bool> HasDatabaseAsync(CancellationToken cancellationToken)
    {
        if (schema.Version is null)
        {
            return false;
        }

        try
        {
            await database.AskAsync(Patience, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.DatabaseDoesNotAnswer(exception);
            return false;
        }
    }
}
