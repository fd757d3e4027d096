namespace VoiceOps.Voice.History.Import;

/// <summary>What the files say, read and checked without a look at the books.</summary>
internal sealed record ImportPlan
{
    public required IReadOnlyList<OldPersona> Personas { get; init; }

    public required IReadOnlyList<OldRate> Rates { get; init; }

    public required IReadOnlyList<OldCall> Calls { get; init; }

    public required IReadOnlyList<PlannedEvent> Events { get; init; }

    public required ImportProblems Problems { get; init; }

    public static ImportPlan Of(IEnumerable<ImportFile> files, OtherNames map)
    {
        var problems = new ImportProblems();
        var records = ImportReader.Read(files, map, problems).ToLookup(record => record.Table);
        var personas = Read(ImportTable.Personas, OldPersona.Read);
        var rates = Read(ImportTable.ServicePricing, (record, told) => OldRate.Read(record, map, told));
        var calls = Read(ImportTable.Calls, OldCall.Read);
        var events = Read(ImportTable.ApiCallEvents, (record, told) => OldEvent.Read(record, map, told));
        Unique(personas, persona => persona.Name.ToUpperInvariant(), persona => persona.Record, "The name");
        Unique(calls, call => call.CallSid, call => call.Record, "The call");
        Unique(calls.Where(call => call.Id is not null), call => call.Id!, call => call.Record, "The id");
        var plan = new ImportPlan
        {
            Personas = personas,
            Rates = rates,
            Calls = calls,
            Events = PlannedEvent.Of(events, calls, problems),
            Problems = problems,
        };
        Unique(plan.Events, planned => planned.EventKey, planned => planned.Event.Record, "The event");
        if (problems.Count == 0 && personas.Count + rates.Count + calls.Count + events.Count == 0)
        {
            problems.Problem("Import", 0, "There is nothing to import: no file holds calls, api_call_events, service_pricing or personas.");
        }

        return plan;

        List<T> Read<T>(ImportTable table, Func<ImportRecord, ImportProblems, T?> read)
            where T : class => [.. records[table].Select(record => read(record, problems)).OfType<T>()];

        void Unique<T>(IEnumerable<T> rows, Func<T, string> key, Func<T, ImportRecord> record, string what)
        {
            var first = new Dictionary<string, ImportRecord>();
            foreach (var row in rows)
            {
                if (!first.TryAdd(key(row), record(row)))
                {
                    var earlier = first[key(row)];
                    problems.Problem(record(row).File, record(row).Line, $"{what} stands in {earlier.File}:{earlier.Line} already.");
                }
            }
        }
    }
}
