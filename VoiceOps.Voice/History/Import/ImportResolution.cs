using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>A plan held against the books: what of it is new. The dry run and the import both begin with it.</summary>
internal sealed class ImportResolution
{
    private const int Chunk = 500;

    private readonly Dictionary<string, string> _models = [];
    private readonly Dictionary<string, Persona> _personas = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (long Id, bool IsImported)> _calls = [];
    private readonly Dictionary<string, (long? CostNanos, long Micros)> _rows = [];
    private Persona _defaultPersona = null!;

    private ImportResolution(ImportPlan plan) => Plan = plan;

    public ImportPlan Plan { get; }

    public List<Rate> NewRates { get; } = [];

    public List<Persona> NewPersonas { get; } = [];

    public IReadOnlyList<OldCall> NewCalls => [.. Plan.Calls.Where(call => !_calls.ContainsKey(call.CallSid))];

    /// <summary>Those of them that the books do not have yet.</summary>
    public IEnumerable<PlannedEvent> NewEvents => Events.Where(planned => !IsThere(planned));

    /// <summary>What the rows that are there already cost, by their keys.</summary>
    public IEnumerable<KeyValuePair<string, long?>> KnownCosts => _rows.Select(row => KeyValuePair.Create(row.Key, row.Value.CostNanos));

    /// <summary>Those of calls that this system has not recorded itself.</summary>
    public IReadOnlyList<PlannedEvent> Events => [.. Plan.Events.Where(planned => !IsOwn(planned.Call))];

    public required IReadOnlyDictionary<string, long> Accounts { get; init; }

    public required long DefaultAccount { get; init; }

    public static async Task<ImportResolution> OfAsync(VoiceOpsContext context, ImportPlan plan, DateTime now, CancellationToken cancellationToken)
    {
        var accounts = await context.Accounts.AsNoTracking().OrderByDescending(account => account.IsDefault).ThenBy(account => account.Id).Select(account => account.Id).ToListAsync(cancellationToken);
        var resolution = new ImportResolution(plan)
        {
            Accounts = await context.AccountNumbers.AsNoTracking().ToDictionaryAsync(row => row.Number, row => row.AccountId, cancellationToken),
            DefaultAccount = accounts.FirstOrDefault(),
        };
        foreach (var model in await context.CatalogModels.AsNoTracking().Select(model => model.Id).ToListAsync(cancellationToken))
        {
            resolution._models.TryAdd(OldNames.SqueezeModel(model), model);
        }

        await resolution.FindPersonasAsync(context, now, cancellationToken);
        await resolution.FindRatesAsync(context, now, cancellationToken);
        await resolution.FindCallsAsync(context, cancellationToken);
        await resolution.FindRowsAsync(context, cancellationToken);
        return resolution;
    }

    public bool IsOwn(OldCall call) => _calls.TryGetValue(call.CallSid, out var known) && !known.IsImported;

    public long? CallIdOf(OldCall call) => _calls.TryGetValue(call.CallSid, out var known) ? known.Id : null;

    public bool IsThere(PlannedEvent planned) => _rows.ContainsKey(planned.EventKey);

    /// <summary>The catalog's spelling of a model, or the file's own where the catalog has none.</summary>
    public string? ModelOf(string? model) => model is null ? null : _models.GetValueOrDefault(OldNames.SqueezeModel(model)) ?? model;

    public Persona? PersonaOf(OldCall call)
    {
        var name = Plan.Personas.FirstOrDefault(persona => persona.Id is not null && persona.Id == call.PersonaId)?.Name ?? call.PersonaName;
        return name is null ? null : _personas.GetValueOrDefault(name);
    }

    public IReadOnlyList<ImportCount> Counts() =>
    [
        new("personas", NewPersonas.Count, Plan.Personas.Count - NewPersonas.Count, 0),
        new("service_pricing", NewRates.Count, Plan.Rates.Count - NewRates.Count, 0),
        new("calls", NewCalls.Count, Plan.Calls.Count(call => _calls.TryGetValue(call.CallSid, out var known) && known.IsImported), Plan.Calls.Count(IsOwn)),
        new("api_call_events", Events.Count(planned => !IsThere(planned)), Events.Count(IsThere), Plan.Events.Count - Events.Count),
    ];

    private async Task FindPersonasAsync(VoiceOpsContext context, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var persona in await context.Personas.AsNoTracking().ToListAsync(cancellationToken))
        {
            _personas[persona.Name] = persona;
        }

        _defaultPersona = _personas.Values.OrderByDescending(persona => persona.IsDefault).ThenBy(persona => persona.Id).FirstOrDefault()
            ?? throw new InvalidOperationException("There is no persona. Add one before an import.");
        foreach (var old in Plan.Personas.Where(old => !_personas.ContainsKey(old.Name)))
        {
            var persona = new Persona
            {
                Id = StagedBooks.NewIds + NewPersonas.Count + 1,
                Name = old.Name,
                LlmModel = CatalogModelOf(old),
                SystemPrompt = old.SystemPrompt ?? _defaultPersona.SystemPrompt,
                Greeting = old.Greeting ?? _defaultPersona.Greeting,
                VoiceId = old.VoiceId,
                IsDefault = false,
                CreatedAt = now,
            };
            _personas.Add(old.Name, persona);
            NewPersonas.Add(persona);
        }
    }

    // The database refuses any other; what the old one ran on may not even be Cerebras'.
    private string CatalogModelOf(OldPersona old)
    {
        if (old.LlmModel is { } model && _models.TryGetValue(OldNames.SqueezeModel(model), out var known))
        {
            return known;
        }

        Plan.Problems.Notice(old.Record.File, old.Record.Line, old.LlmModel is null
            ? $"{old.Name} names no model and gets {_defaultPersona.LlmModel}."
            : $"{old.Name}'s model {old.LlmModel} is not in the catalog; the persona gets {_defaultPersona.LlmModel}. Its old calls keep the name.");
        return _defaultPersona.LlmModel;
    }

    private async Task FindRatesAsync(VoiceOpsContext context, DateTime now, CancellationToken cancellationToken)
    {
        var all = await context.Rates.AsNoTracking().ToListAsync(cancellationToken);
        var card = all.FindAll(rate => rate.IsReadable);
        foreach (var old in Plan.Rates)
        {
            var key = old.Key with { Model = ModelOf(old.Key.Model) };
            var overlapping = card.Concat(NewRates)
                .Where(rate => new RateKey(rate.Service, rate.Operation, rate.Model) == key
                    && old.EffectiveFrom < (rate.EffectiveTo ?? DateTime.MaxValue) && rate.EffectiveFrom < (old.EffectiveTo ?? DateTime.MaxValue))
                .ToList();
            if (key is { Service: ServiceNames.Cerebras, Model: null })
            {
                Plan.Problems.Notice(old.Record.File, old.Record.Line, $"{key} names no model and is left out: here an unknown model is unpriced, not guessed.");
            }
            else if (all.Find(rate => !rate.IsReadable && rate.Key == key) is { } unreadable)
            {
                Plan.Problems.Notice(old.Record.File, old.Record.Line,
                    $"{key} is left out: row {unreadable.Id} of service_pricing has a price or times that cannot be read. Mend it there, then import again.");
            }
            else if (overlapping.Count == 0)
            {
                NewRates.Add(new Rate
                {
                    Service = key.Service,
                    Operation = key.Operation,
                    Model = key.Model,
                    UnitPrice = old.UnitPrice,
                    PricingType = old.PricingType,
                    IncrementSeconds = old.IncrementSeconds,
                    EffectiveFrom = old.EffectiveFrom,
                    EffectiveTo = old.EffectiveTo,
                    CreatedAt = now,
                    Note = Importer.Signature.Reason,
                });
            }
            else if (overlapping.Exists(rate => rate.UnitPrice != old.UnitPrice))
            {
                Plan.Problems.Notice(old.Record.File, old.Record.Line,
                    $"{key} at ${old.UnitPrice} from {old.EffectiveFrom:yyyy-MM-dd} is left out: the rate card has ${overlapping.Find(rate => rate.UnitPrice != old.UnitPrice)!.UnitPrice} for that time. Change it there if the old one was right; imported rows keep their own cost.");
            }
        }
    }

    private async Task FindCallsAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, (DateTime, DateTime?, int?, string, string?, string?)>();
        foreach (var sids in Plan.Calls.Select(call => call.CallSid).Chunk(Chunk))
        {
            foreach (var call in await context.Calls.AsNoTracking().Where(call => sids.Contains(call.CallSid)).Select(call => new { call.Id, call.CallSid, call.AppVersion, call.CreatedAt, call.EndedAt, call.DurationSeconds, call.Status, call.FromNumber, call.ToNumber }).ToListAsync(cancellationToken))
            {
                _calls[call.CallSid] = (call.Id, call.AppVersion == Importer.AppVersion);
                known[call.CallSid] = (call.CreatedAt, call.EndedAt, call.DurationSeconds, call.Status, call.FromNumber, call.ToNumber);
            }
        }

        foreach (var call in Plan.Calls)
        {
            if (known.TryGetValue(call.CallSid, out var there) && !IsOwn(call)
                && there != (call.CreatedAt, call.EndedAt, call.DurationSeconds, call.Status, call.FromNumber, call.ToNumber))
            {
                Plan.Problems.Problem(call.Record.File, call.Record.Line,
                    $"An earlier import has this call otherwise (row {_calls[call.CallSid].Id} of calls), and what was imported never changes. Take the file that was imported, or leave the row out.");
            }
        }
    }

    private async Task FindRowsAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        foreach (var chunk in Events.Chunk(Chunk))
        {
            var keys = Array.ConvertAll(chunk, planned => planned.EventKey);
            foreach (var row in await context.UsageEvents.AsNoTracking().Where(row => keys.Contains(row.EventKey)).Select(row => new { row.EventKey, row.CostNanos, row.UsageMicros }).ToListAsync(cancellationToken))
            {
                _rows[row.EventKey] = (row.CostNanos, row.UsageMicros);
            }
        }

        foreach (var planned in Events)
        {
            if (_rows.TryGetValue(planned.EventKey, out var row) && row != (planned.Event.CostNanos, planned.Event.UsageMicros))
            {
                Plan.Problems.Problem(planned.Event.Record.File, planned.Event.Record.Line, "An earlier import has this row with another usage or cost, and rows never change. Take the file that was imported, or leave the row out.");
            }
        }
    }
}
