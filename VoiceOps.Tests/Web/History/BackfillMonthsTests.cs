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

    [Fact]
    public void Standing_BesideWhatWasWritten_IsShownByMonthAndInAll()
    {
        var months = Render<BackfillMonths>(parameters => parameters
            .Add(table => table.Title, "Estimated so far")
            .Add(table => table.Months, [Month(6, unpriced: 0), Month(5, unpriced: 0)])
            .Add(table => table.Standing, new Dictionary<DateOnly, Money>
            {
                [new DateOnly(2026, 6, 1)] = new(14_000_000),
                [new DateOnly(2026, 5, 1)] = Money.Zero,
            }));

        Assert.Equal(["$0.014000", "$0.000000", "$0.014000"], months.FindAll("tr td:last-child").Select(cell => cell.TextContent.Trim()));
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
