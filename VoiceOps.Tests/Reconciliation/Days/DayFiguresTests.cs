using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Days;

public sealed class DayFiguresTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 6, 5);
    private readonly ScriptedDays _twilio = new(ServiceNames.Twilio, "calls");
    private readonly ScriptedDays _elevenLabs = new(ServiceNames.ElevenLabs, "eleven_flash_v2_5");
    private Books _books = null!;
    private SourceStates _states = null!;
    private ReconciliationQueries _queries = null!;
    private DayFigures _figures = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        _states = new SourceStates(_books.Time, NullLogger<SourceStates>.Instance);
        _queries = new ReconciliationQueries(_books.Store, _books.Rates, Options.Create(new ReconciliationOptions()), _books.Time);
        _figures = new DayFigures(_books.Store, [_twilio, _elevenLabs], _queries, _states, _books.Time, NullLogger<DayFigures>.Instance);
        var call = await _books.AddCallAsync(Books.Utc("2026-06-05T10:00:00"));
        await _books.CommitAsync(call,
        [
            _books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 100, 1_400_000_000),
            _books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 10_000, 1_500_000_000, model: "eleven_flash_v2_5"),
        ]);
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Run_Twice_ChangesNothing()
    {
        Tell(1.41m);
        await RunAsync();
        var once = Dump();

        _books.Time.Advance(TimeSpan.FromHours(13));
        await RunAsync();

        Assert.Equal(once, Dump());
        Assert.Equal(CellState.Reconciled, (await CellAsync()).State);
    }

    [Fact]
    public async Task Run_DayThatWasReconciled_KeepsItsFigureAndShowsTheLaterOneBeside()
    {
        Tell(1.41m);
        await RunAsync();
        Tell(0);
        _books.Time.Advance(TimeSpan.FromHours(13));
        await RunAsync();

        var cell = await CellAsync();
        Assert.Equal((CellState.Reconciled, new Money(1_410_000_000)), (cell.State, cell.Told!.Value));
        Assert.Equal(_books.Time.GetUtcTime(), cell.LaterToldAt);
        Assert.Equal([0L], _books.Store.Column<long>("SELECT later_cost_nanos FROM provider_days WHERE later_told_at IS NOT NULL"));
    }

    [Fact]
    public async Task Run_DayThatIsOff_TakesTheBetterFigure()
    {
        Tell(0.9m);
        await RunAsync();
        var off = await CellAsync();
        Assert.Equal((CellState.Unexplained, new Money(-500_000_000)), (off.State, off.Difference!.Value));
        Assert.Equal(-0.357m, Math.Round(off.Share!.Value, 3));

        Tell(1.4m);
        _books.Time.Advance(TimeSpan.FromHours(13));
        await RunAsync();

        Assert.Equal(CellState.Reconciled, (await CellAsync()).State);
    }

    [Fact]
    public async Task Run_ProviderRefuses_LeavesWhatIsKnownAndTheOthersGoOn()
    {
        Tell(1.4m);
        await RunAsync();
        _twilio.Fault = new ProviderException(ServiceNames.Twilio, "could not be reached");
        _elevenLabs.Told[Day] = Characters(10_050);
        _books.Time.Advance(TimeSpan.FromHours(13));
        await RunAsync();

        Assert.Equal(CellState.Reconciled, (await CellAsync()).State);
        Assert.Equal(CellState.Reconciled, (await CellAsync(ServiceNames.ElevenLabs)).State);
        Assert.Equal("twilio: could not be reached", _states.Read().Single(state => state.Service == ServiceNames.Twilio).Fault);
    }

    [Fact]
    public async Task Cell_ProviderThatTellsAQuantity_IsValuedAtWhatTheBooksSay()
    {
        _elevenLabs.Told[Day] = Characters(10_500);
        await RunAsync();

        var cell = await CellAsync(ServiceNames.ElevenLabs);
        Assert.Equal((new Money(1_575_000_000), true, CellState.Unexplained), (cell.Told!.Value, cell.IsValuedHere, cell.State));
        Assert.Equal(Books.Utc("2026-06-06T00:00:00"), cell.EndedAt);
    }

    [Fact]
    public async Task Cell_OfTodayAndOfTheDayBefore_IsOpenWhileFiguresMove()
    {
        _books.Time.SetUtcNow(_books.Time.GetUtcNow());
        var now = Books.Utc("2026-06-10T11:00:00");
        var call = await _books.AddCallAsync(now);
        await _books.CommitAsync(call, [_books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000_000, now), _books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000_000, now.AddDays(-1))]);
        Tell(1m, new DateOnly(2026, 6, 9));
        await RunAsync();

        // Of today there is no figure yet: nothing used and nothing told are not the same.
        Assert.Equal((CellState.Untold, CellState.Open), ((await CellAsync(day: new DateOnly(2026, 6, 10))).State, (await CellAsync(day: new DateOnly(2026, 6, 9))).State));
        _books.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(CellState.Unexplained, (await CellAsync(day: new DateOnly(2026, 6, 9))).State);
    }

    /// <summary>The provider bills a designer's test like any call, so the day agrees only with it.</summary>
    [Fact]
    public async Task Cell_OfADayWithATestCall_HasItsCost()
    {
        await TestCall.AddAsync(_books, "2026-06-05T11:00:00", ServiceNames.ElevenLabs, OperationNames.Speech, 150_000_000, "eleven_flash_v2_5");
        await TestCall.AddAsync(_books, "2026-06-05T12:00:00", ServiceNames.ElevenLabs, OperationNames.Speech, nanos: null, "eleven_flash_v2_5");

        var cell = await CellAsync(ServiceNames.ElevenLabs);
        Assert.Equal((new Money(1_650_000_000), 1L), (cell.Metered, cell.UnpricedRows));
    }

    /// <summary>Cerebras has no bill to ask for: what its answers reported is its figure, and what was only estimated here nobody will tell: it is no difference to look into.</summary>
    [Fact]
    public async Task Cell_OfCerebras_HoldsWhatItsAnswersReportedAgainstWhatWasEstimatedToo()
    {
        await UseAsync(UsageBasis.Metered, 2_000_000_000);
        await TestCall.AddAsync(_books, "2026-06-05T12:00:00", ServiceNames.Cerebras, OperationNames.Prompt, 1_000_000_000, "gpt-oss-120b");
        await RunAsync();
        var reported = await CellAsync(ServiceNames.Cerebras);

        await UseAsync(UsageBasis.Estimated, 500_000_000);
        await RunAsync();
        var partly = await CellAsync(ServiceNames.Cerebras);

        Assert.Equal((CellState.Reconciled, new Money(3_000_000_000), Money.Zero), (reported.State, reported.Told!.Value, reported.Difference!.Value));
        Assert.Equal((CellState.Estimated, new Money(3_500_000_000), new Money(3_000_000_000), new Money(-500_000_000)), (partly.State, partly.Metered, partly.Told!.Value, partly.Difference!.Value));
        Assert.Null(partly.ToldAt);
        var view = await _queries.ReadAsync(Day, Day, CancellationToken.None);
        Assert.Equal((Money.Zero, new Money(500_000_000)), (view.UnexplainedTotal(ServiceNames.Cerebras), view.EstimatedTotal(ServiceNames.Cerebras)));
    }

    /// <summary>That one can be mended: set the rate, and price the row.</summary>
    [Fact]
    public async Task Cell_OfCerebrasWithAnUnpricedRow_IsUnpriced()
    {
        await UseAsync(UsageBasis.Metered, 2_000_000_000);
        await UseAsync(UsageBasis.Metered, null);

        Assert.Equal(CellState.Unpriced, (await CellAsync(ServiceNames.Cerebras)).State);
    }

    [Fact]
    public async Task Cell_EstimatedAndUnpriced_HasItsEstimateCountedAndNothingUnexplained()
    {
        await UseAsync(UsageBasis.Metered, 2_000_000_000);
        await UseAsync(UsageBasis.Estimated, 500_000_000);
        await UseAsync(UsageBasis.Metered, null);

        Assert.Equal(CellState.Unpriced, (await CellAsync(ServiceNames.Cerebras)).State);
        var view = await _queries.ReadAsync(Day, Day, CancellationToken.None);
        Assert.Equal((Money.Zero, new Money(500_000_000)), (view.UnexplainedTotal(ServiceNames.Cerebras), view.EstimatedTotal(ServiceNames.Cerebras)));
        Assert.Single(view.Unpriced(ServiceNames.Cerebras));
    }

    [Fact]
    public async Task Cell_ProviderThatTellsNothing_SaysSo()
    {
        await RunAsync();

        Assert.Equal(CellState.Empty, (await CellAsync(ServiceNames.Cerebras)).State);
        Assert.Equal(CellState.Empty, (await CellAsync(day: Day.AddDays(1))).State);
    }

    [Fact]
    public async Task Run_AsksForAllDaysAtFirstAndThenForTheLatest()
    {
        await RunAsync();
        _books.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync();

        Assert.Equal([(new DateOnly(2026, 5, 7), new DateOnly(2026, 6, 10)), (new DateOnly(2026, 6, 7), new DateOnly(2026, 6, 10))], _twilio.Asked);
    }

    private void Tell(decimal dollars, DateOnly? day = null) =>
        _twilio.Told[day ?? Day] = new DayFigure { Day = day ?? Day, Category = "calls", UsageMicros = 100_000_000, Cost = Money.Round(dollars) };

    private static DayFigure Characters(long characters) => new() { Day = Day, Category = "eleven_flash_v2_5", UsageMicros = characters * UsageUnits.MicrosPerUnit };

    private async Task UseAsync(string basis, long? nanos)
    {
        var call = await _books.AddCallAsync(Books.Utc("2026-06-05T13:00:00"));
        await _books.CommitAsync(call, [_books.Event(call, ServiceNames.Cerebras, OperationNames.Completion, 1_000, nanos, model: "gpt-oss-120b", basis: basis)]);
    }

    private Task RunAsync() => _figures.RunAsync(CancellationToken.None);

    private async Task<ReconciliationCell> CellAsync(string service = ServiceNames.Twilio, DateOnly? day = null) =>
        (await _queries.ReadAsync(day ?? Day, day ?? Day, CancellationToken.None)).Cells.Single(cell => cell.Service == service);

    private IReadOnlyList<string> Dump() => _books.Store.Column<string>(
        "SELECT day || service || category || IFNULL(usage_micros, '') || '|' || IFNULL(cost_nanos, '') || told_at || IFNULL(reconciled_at, '') || IFNULL(later_told_at, '') FROM provider_days WHERE day < '2026-06-10' ORDER BY 1");
}
