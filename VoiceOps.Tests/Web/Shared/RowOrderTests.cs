using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class RowOrderTests
{
    private readonly RowOrder<(string Name, int? Cost)> _order = new(new Dictionary<string, Func<(string Name, int? Cost), IComparable?>>
    {
        ["Name"] = row => row.Name,
        ["Cost"] = row => row.Cost,
    });

    [Fact]
    public void Of_AFigure_IsLargestFirstThenSmallestThenAsItCame()
    {
        Assert.Equal("b a d c", Names());
        _order.Choose("Cost", isFigure: true);
        Assert.Equal("a c b d", Names());
        _order.Choose("Cost", isFigure: true);
        Assert.Equal("b c a d", Names());
        _order.Choose("Cost", isFigure: true);
        Assert.Equal("b a d c", Names());
    }

    [Fact]
    public void Of_Words_AreFirstToLast()
    {
        _order.Choose("Cost", isFigure: true);
        _order.Choose("Name", isFigure: false);
        Assert.Equal("a b c d", Names());
        _order.Choose("Name", isFigure: false);
        Assert.Equal("d c b a", Names());
    }

    // A row without the figure is at the end either way.
    private string Names() => string.Join(' ', _order.Of([("b", 1), ("a", 3), ("d", null), ("c", 2)]).Select(row => row.Name));
}
