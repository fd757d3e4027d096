using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Forms;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Providers;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// What is missing before a call can be taken: the database and settings, never a provider's answer. A provider that is
/// away for a minute must not take the host out of service for all.
/// </summary>
internal sealed class Readiness(
    DatabasePulse database, DatabaseSchema schema, IDbContextFactory<VoiceOpsContext> contexts, WrongValues wrongValues, WriteAheadLog log, LedgerWriter writer,
    ProviderHealth providers, IOptions<CallOptions> calls, ILogger<Readiness> logger)
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
        else
        {
            missing.AddRange(await MissingRowsAsync(cancellationToken));
        }

        if (string.IsNullOrWhiteSpace(calls.Value.PublicUrl))
        {
            missing.Add($"{CallOptions.Section}:{nameof(CallOptions.PublicUrl)}");
        }

        missing.AddRange(providers.Read().SelectMany(provider => provider.MissingSettings));
        return missing;
    }

    /// <summary>What is wrong with the database and keeps only some from calling, or nobody yet.</summary>
    public async Task<IReadOnlyList<string>> NotesAsync(IReadOnlyList<string> missing, CancellationToken cancellationToken) =>
        missing.Contains(Database) ? []
            : [.. (await wrongValues.ReadAsync(cancellationToken)).Select(value => value.ToString()),
                .. log.State.Problem is { } problem ? [problem] : Array.Empty<string>()];

    // Whoever belongs to no account pays by the default one: without it no stranger can be served.
    private async Task<IReadOnlyList<string>> MissingRowsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var account = await context.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.IsDefault, cancellationToken);
        return account is { IsUsable: true } ? [] : ["a default account with a price that can be used"];
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
