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
        personas = Unique(personas, persona => persona.Name.ToUpperInvariant(), persona => persona.Record, (one, other) => one with { Record = other.Record } == other, "The name");
        calls = Unique(calls, call => call.CallSid, call => call.Record, (one, other) => one with { Record = other.Record } == other, "The call");
        Unique([.. calls.Where(call => call.Id is not null)], call => call.Id!, call => call.Record, (_, _) => false, "The id");
        var planned = PlannedEvent.Of(events, calls, problems);
        var plan = new ImportPlan
        {
            Personas = personas,
            Rates = rates,
            Calls = calls,
            Events = Unique(planned, row => row.EventKey, row => row.Event.Record, (one, other) => one.Event with { Record = other.Event.Record } == other.Event, "The event"),
            Problems = problems,
        };
        if (problems.Count == 0 && personas.Count + rates.Count + calls.Count + events.Count == 0)
        {
            problems.Problem("Import", 0, "There is nothing to import: no file holds calls, api_call_events, service_pricing or personas.");
        }

        return plan;

        List<T> Read<T>(ImportTable table, Func<ImportRecord, ImportProblems, T?> read)
            where T : class => [.. records[table].Select(record => read(record, problems)).OfType<T>()];

        // Exports of two months overlap: a row that both have is one. Where they say different things, nobody knows which of them is right.
        List<T> Unique<T>(IReadOnlyList<T> rows, Func<T, string> key, Func<T, ImportRecord> record, Func<T, T, bool> isSame, string what)
        {
            var first = new Dictionary<string, T>();
            var twice = new Dictionary<(string File, string Earlier), int>();
            foreach (var row in rows)
            {
                if (first.TryAdd(key(row), row))
                {
                    continue;
                }

                var (here, earlier) = (record(row), record(first[key(row)]));
                if (isSame(row, first[key(row)]))
                {
                    twice[(here.File, earlier.File)] = twice.GetValueOrDefault((here.File, earlier.File)) + 1;
                }
                else
                {
                    problems.Problem(here.File, here.Line, $"{what} stands in {earlier.File}:{earlier.Line} already.");
                }
            }

            foreach (var ((file, earlier), count) in twice)
            {
                problems.Notice(file, 0, count == 1 ? $"One row stands in {earlier} as it is here: the two are one." : $"{count} rows stand in {earlier} as they are here: each is one with its like.");
            }

            return [.. first.Values];
        }
    }
}
