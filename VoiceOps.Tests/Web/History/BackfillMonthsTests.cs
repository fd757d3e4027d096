using Bunit;
using VoiceOps.Voice.History;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.History;
using Xunit;

namespace VoiceOps.Tests.Web.History;

public sealed class BackfillMonthsTests : PageTest
{
    [Fact]
    public void Costs_AreMarkedAsEstimatedAndWhatHasNoneIsNot()
    {
        var months = Render<BackfillMonths>(parameters => parameters
            .Add(table => table.Title, "Estimated so far")
            .Add(table => table.Months, [Month(6, unpriced: 0), Month(5, unpriced: 2)]));

        var rows = months.FindAll("tbody tr");
        Assert.Equal("est.", rows[0].QuerySelector(".chip.hatched")?.TextContent);
        Assert.Null(rows[1].QuerySelector(".chip.hatched"));
    }

    private static BackfillMonth Month(int month, long unpriced) => new()
    {
        Month = new DateOnly(2026, month, 1),
        Calls = 2,
        MinuteMicros = 3_000_000,
        Cost = new Money(42_000_000),
        Unpriced = unpriced,
    };
}
