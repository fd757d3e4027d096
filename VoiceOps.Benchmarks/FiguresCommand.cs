using System.CommandLine;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Calls.CallLog;

namespace VoiceOps.Benchmarks;

/// <summary>Measures what the pages read from a large database.</summary>
internal static class FiguresCommand
{
    private const int PagesBack = 200;

    public static Command Create()
    {
        var database = CommandOptions.Database("a database that \"events\" made");
        var reads = CommandOptions.Count("--reads", 300, "how often each figure is read");
        var command = new Command("figures", "Measures what the pages read from a large database.") { database, reads };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(database), parsed.GetValue(reads), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task RunAsync(string path, int reads, TextWriter output, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenExistingAsync(path, cancellationToken);
        await output.WriteLineAsync(Measurement.Header);
        foreach (var kind in new[] { RangeKind.Today, RangeKind.Last7Days, RangeKind.Last30Days, RangeKind.MonthToDate })
        {
            await MeasureAsync($"Command Center, {RangeAddress.Format(new RangeRequest(kind))}",
                _ => store.Get<CommandCenterQueries>().ReadAsync(new RangeRequest(kind), cancellationToken));
        }

        await MeasureCallLogAsync(store.Get<CallLogQueries>(), MeasureAsync, cancellationToken);

        async Task MeasureAsync(string name, Func<int, Task> operation) =>
            await output.WriteLineAsync(await Measurement.OfAsync(name, reads, operation));
    }

    private static async Task MeasureCallLogAsync(CallLogQueries log, Func<string, Func<int, Task>, Task> measureAsync, CancellationToken cancellationToken)
    {
        var all = CallLogFilter.Default;
        await measureAsync("Call log, newest page of 30 days", _ => log.PageAsync(all, CallLogPosition.Newest, cancellationToken));

        var keys = new List<CallLogKey>();
        for (var position = CallLogPosition.Newest; keys.Count < PagesBack && await log.PageAsync(all, position, cancellationToken) is { Last: { } last };)
        {
            keys.Add(last);
            position = new CallLogPosition { Before = last };
        }

        await measureAsync($"Call log, by key up to {keys.Count} pages back", index => PageAsync(all, keys[index % keys.Count]));

        var choices = await log.ChoicesAsync(cancellationToken);
        (string Name, CallLogFilter Filter)[] filters =
        [
            ("persona", all with { PersonaId = choices.Personas[^1].Id }),
            ("account and model", all with { AccountId = choices.Accounts[0].Id, Model = choices.Models[0] }),
            ("a rare end", all with { EndedReason = EndedReason.ServerLost }),
            ("a rare end, one persona, one account", all with { EndedReason = EndedReason.ServerLost, PersonaId = choices.Personas[^1].Id, AccountId = choices.Accounts[0].Id }),
            ("a number that nobody has", all with { Number = "99999999" }),
        ];
        foreach (var (name, filter) in filters)
        {
            await measureAsync($"Call log, {name}", _ => log.PageAsync(filter, CallLogPosition.Newest, cancellationToken));
        }

        await measureAsync("Call log, totals of 30 days", _ => log.TotalsAsync(all, cancellationToken));
        await measureAsync("Call log, filter choices", _ => log.ChoicesAsync(cancellationToken));

        Task PageAsync(CallLogFilter filter, CallLogKey before) => log.PageAsync(filter, new CallLogPosition { Before = before }, cancellationToken);
    }
}
