using Bunit;
using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Reconciliation;
using Xunit;

namespace VoiceOps.Tests.Web.Reconciliation;

public sealed class CellDrawerTests : PageTest, IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 6, 9);
    private Books _books = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        Services.AddSingleton(new CellCallQueries(_books.Store));
        GoLive();
    }

    [Fact]
    public void Drawer_OfAnyCell_SaysWhatItsStateMeans() =>
        Assert.Equal("The provider's figure is within the tolerance of ours.", Open(Cell(Day)).Find(".cell-says").TextContent);

    [Theory]
    [InlineData("2026-06-09", "not yet: 48 h after the day, on 12 Jun, if it agrees then")]
    [InlineData("2026-06-08", "not yet: 48 h after the day, on 11 Jun, if it agrees then")]
    [InlineData("2026-06-07", "not yet")]
    public void Drawer_OfAnOpenDay_SaysWhenItWillBeReconciled(string day, string expected) =>
        Assert.Equal(expected, Open(Cell(DateOnly.Parse(day))).Find(".facts > :last-child dd").TextContent.Trim());

    [Fact]
    public void Drawer_OfADayWithUnpricedRows_LeadsToThem()
    {
        var drawer = Open(Cell(Day) with { UnpricedRows = 3 });

        Assert.Contains("3 rows of this day without a price.", drawer.Find(".banner-rose").TextContent);
        Assert.Equal("/pricing/unpriced", drawer.Find(".banner-rose a").GetAttribute("href"));
        Assert.Empty(Open(Cell(Day)).FindAll(".banner-rose"));
    }

    [Theory]
    [InlineData(ServiceNames.Twilio, "Calls · 1, of which the provider priced 0")]
    [InlineData(ServiceNames.ElevenLabs, "Calls · 1; the provider prices days, not calls")]
    public async Task Drawer_OfCalls_CountsPricesOnlyWhereThereAreAny(string service, string expected)
    {
        var call = await _books.AddCallAsync(new DateTime(2026, 6, 9, 10, 0, 0, DateTimeKind.Utc));
        await _books.CommitAsync(call, [_books.Event(call, service, OperationNames.Voice, 1, 14_000_000, call.CreatedAt)]);

        var drawer = Open(Cell(Day) with { Service = service });

        drawer.WaitForAssertion(() => Assert.Equal(expected, drawer.Find("h3").TextContent));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _books.DisposeAsync();
    }

    private IRenderedComponent<CellDrawer> Open(ReconciliationCell cell) => Render<CellDrawer>(parameters => parameters
        .Add(drawer => drawer.Service, cell.Service)
        .Add(drawer => drawer.Day, cell.Day)
        .Add(drawer => drawer.Cell, cell)
        .Add(drawer => drawer.CloseHref, "/reconciliation"));

    private static ReconciliationCell Cell(DateOnly day) => new()
    {
        Service = ServiceNames.Twilio,
        Day = day,
        Metered = new Money(14_000_000),
        UnpricedRows = 0,
        Told = new Money(14_000_000),
        IsValuedHere = false,
        State = CellState.Reconciled,
    };
}
