using System.Globalization;

namespace VoiceOps.Voice.History.Import;

/// <summary>An old usage row with its call and the key by which it is one row, however often it is imported.</summary>
internal sealed record PlannedEvent(OldEvent Event, OldCall Call, string EventKey)
{
    public DateTime At => Event.At ?? Call.StartedAt ?? Call.CreatedAt;

    public static IReadOnlyList<PlannedEvent> Of(IReadOnlyCollection<OldEvent> events, IReadOnlyCollection<OldCall> calls, ImportProblems problems)
    {
        var byId = new Dictionary<string, OldCall>();
        var bySid = new Dictionary<string, OldCall>();
        foreach (var call in calls)
        {
            bySid.TryAdd(call.CallSid, call);
            if (call.Id is not null)
            {
                byId.TryAdd(call.Id, call);
            }
        }

        var planned = new List<PlannedEvent>();
        var same = new Dictionary<string, int>();
        foreach (var old in events)
        {
            var call = (old.CallId is null ? null : byId.GetValueOrDefault(old.CallId) ?? bySid.GetValueOrDefault(old.CallId))
                ?? (old.CallSid is null ? null : bySid.GetValueOrDefault(old.CallSid));
            if (call is null)
            {
                problems.Problem(old.Record.File, old.Record.Line, $"Its call {old.CallId ?? old.CallSid} is not among the calls of these files. Import the calls with it; those that are there already stay one call.");
                continue;
            }

            planned.Add(new PlannedEvent(old, call, $"{ImportKey.Prefix}{call.CallSid}/{old.Id ?? Numbered(call, old)}"));
        }

        return planned;

        // Two rows of a file that are alike in everything are two facts; in whatever order they come, they are the first and the second. Those of another
        // file are the same two, as they are when it is imported by itself.
        string Numbered(OldCall call, OldEvent old)
        {
            var content = $"{old.Record.File}/{call.CallSid}/{old.Content}";
            var number = same.GetValueOrDefault(content) + 1;
            same[content] = number;
            return string.Create(CultureInfo.InvariantCulture, $"{old.Content}/{number}");
        }
    }
}
