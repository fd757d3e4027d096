using System.Globalization;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Forms;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Web.Hosting;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.CommandCenter;

/// <summary>Measures what the status panel tells. Nothing in it is assumed.</summary>
internal sealed class StatusReader(
    DatabasePulse database, LedgerWriter writer, LiveCalls calls, SpendLimits spendLimits, ProviderHealth providers,
    ProviderBalances balances, PriceCheck prices,
    PersonaWarnings personas, WrongValues wrongValues, WriteAheadLog log, IOptions<CallOptions> options, AppVersion version, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<StatusReport> ReadAsync(CancellationToken cancellationToken)
    {
        var store = await DatabaseAsync(cancellationToken);
        return new StatusReport
        {
            BooksAwaySince = writer.State.FaultSince,
            HeldRows = writer.State.HeldRows,
            Lines =
            [
                store, .. await RowsAsync(store.Fault, cancellationToken), VoiceHost(), .. Spending(), Writer(),
                .. providers.Read().Select(Provider), await RatesAsync(store.Fault, cancellationToken),
            ],
            Version = version.Version,
            Commit = version.Commit,
            Schema = version.Schema,
        };
    }

    private async Task<StatusLine> DatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var took = await database.AskAsync(Patience, cancellationToken);
            // In steps, so that a report changes only when something does.
            var detail = took < TimeSpan.FromMilliseconds(50)
                ? "answers within 50 ms"
                : string.Create(CultureInfo.InvariantCulture, $"answers in {took.TotalSeconds:0.0} s");
            return new StatusLine
            {
                Name = "Database",
                Level = took > TimeSpan.FromSeconds(1) || log.State.Problem is not null ? StatusLevel.Caution : StatusLevel.Operational,
                Detail = log.State.Problem is { } problem ? $"{detail}; {problem}" : detail,
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new StatusLine { Name = "Database", Level = StatusLevel.Down, Detail = "does not answer", Fault = exception.Message };
        }
    }

    /// <summary>A line only while a row of the settings' tables cannot be used.</summary>
    private async Task<IReadOnlyList<StatusLine>> RowsAsync(string? storeFault, CancellationToken cancellationToken)
    {
        try
        {
            return storeFault is null && await wrongValues.ReadAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken) is { Count: > 0 } values
                ? [new StatusLine { Name = "Rows", Level = StatusLevel.Down, Detail = $"not used until they are mended: {string.Join("; ", values)}" }]
                : [];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [new StatusLine { Name = "Rows", Level = StatusLevel.Caution, Detail = "could not be checked", Fault = exception.Message }];
        }
    }

    private StatusLine VoiceHost()
    {
        var (on, most) = (calls.Count, options.Value.MaxConcurrentCalls);
        var hasUrl = !string.IsNullOrWhiteSpace(options.Value.PublicUrl);
        return new StatusLine
        {
            Name = "Voice host",
            Level = !hasUrl || on >= most ? StatusLevel.Caution : StatusLevel.Operational,
            Detail = !hasUrl ? "has no public address" : string.Create(CultureInfo.InvariantCulture, $"{on} of {most} calls on"),
            Missing = hasUrl ? "" : $"{CallOptions.Section}:{nameof(CallOptions.PublicUrl)}",
        };
    }

    /// <summary>A line only while the limit keeps calls away.</summary>
    private IEnumerable<StatusLine> Spending() => spendLimits.Bites is { } limit
        ? [new StatusLine { Name = "Spending", Level = StatusLevel.Down, Detail = $"no calls are taken: {limit}" }]
        : [];

    private StatusLine Writer()
    {
        var state = writer.State;
        return new StatusLine
        {
            Name = "Ledger writer",
            Level = state.Fault is not null ? StatusLevel.Down : state.RefusedCalls > 0 ? StatusLevel.Caution : StatusLevel.Operational,
            Detail = Detail(state),
            LastAt = state.LastCommitAt,
            Fault = state.Fault ?? state.Refusal,
            FaultAt = state.FaultSince,
        };
    }

    private static string Detail(LedgerWriterState state) => state switch
    {
        { Fault: not null } => string.Create(
            CultureInfo.InvariantCulture, $"cannot commit; {state.HeldRows:N0} rows of {state.HeldCalls:N0} calls wait, and their meters go on counting"),
        { RefusedCalls: 1 } => "commits, but for 1 call whose rows the store refuses; it is tried again",
        { RefusedCalls: > 1 } => string.Create(
            CultureInfo.InvariantCulture, $"commits, but for {state.RefusedCalls:N0} calls whose rows the store refuses; they are tried again"),
        { LastCommitAt: null } => "ready, nothing to write yet",
        _ => "commits",
    };

    private async Task<StatusLine> RatesAsync(string? storeFault, CancellationToken cancellationToken)
    {
        if (storeFault is not null)
        {
            return Unreadable(storeFault);
        }

        try
        {
            var missing = await MissingRatesAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return new StatusLine
            {
                Name = "Rates",
                Level = missing.Count == 0 ? StatusLevel.Operational : StatusLevel.Caution,
                Detail = missing.Count == 0 ? "all that calls use has a price" : $"no price for {string.Join(", ", missing)}: calls will have unpriced rows",
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreadable(exception.Message);
        }

        static StatusLine Unreadable(string fault) => new() { Name = "Rates", Level = StatusLevel.Down, Detail = "cannot be read", Fault = fault };
    }

    private async Task<IReadOnlyList<string>> MissingRatesAsync(CancellationToken cancellationToken) =>
        [.. (await prices.ReadAsync(cancellationToken)).Select(key => key.ToString())
            .Concat((await personas.ReadAsync(cancellationToken)).Select(warning => warning.MissingRates).Where(rates => rates.Length > 0)).Distinct()];

    private StatusLine Provider(ProviderState state)
    {
        var runsOut = balances.WarningOf(state.Service);
        var detail = !state.IsConfigured ? "not configured"
            : state.IsFaulted ? "its last word was a fault"
            : state.LastAnsweredAt is null ? "configured, not asked yet"
            : "answers";
        return new StatusLine
        {
            Name = Services.Name(state.Service),
            Level = !state.IsConfigured || state.IsFaulted || runsOut is not null ? StatusLevel.Caution
                : state.LastAnsweredAt is null ? StatusLevel.Unmeasured
                : StatusLevel.Operational,
            Detail = runsOut is null ? detail : $"{detail}; runs out: {runsOut}",
            LastAt = state.LastAnsweredAt,
            Fault = state.LastFault,
            FaultAt = state.LastFaultAt,
            RunsOut = runsOut,
            Missing = string.Join(' ', state.MissingSettings),
        };
    }
}
