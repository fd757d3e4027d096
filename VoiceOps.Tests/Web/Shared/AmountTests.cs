using Bunit;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class AmountTests : PageTest
{
    [Fact]
    public void Amount_Unknown_IsADashWithAnUnpricedChip()
    {
        var amount = Render<Amount>(parameters => parameters.Add(component => component.Dollars, null));

        Assert.Equal("—", amount.Find(".unknown").TextContent);
        Assert.Equal("unpriced", amount.Find(".chip").TextContent);
    }

    [Fact]
    public void Amount_Zero_IsZeroAndNotUnknown()
    {
        var amount = Render<Amount>(parameters => parameters.Add(component => component.Dollars, 0m));

        Assert.Equal("$0.000000", amount.Find(".fig").TextContent);
        Assert.Empty(amount.FindAll(".unknown, .chip"));
    }

    [Fact]
    public void Amount_Negative_IsALossInSignAndColor()
    {
        var amount = Render<Amount>(parameters => parameters.Add(component => component.Dollars, -12.34m));

        Assert.Equal("−$12.340000", amount.Find(".fig.loss").TextContent);
    }

    [Fact]
    public void Amount_Any_CarriesItsExactFigureForHoverAndCopy()
    {
        var figure = Render<Amount>(parameters => parameters.Add(component => component.Dollars, 0.302904333m)).Find(".fig");

        Assert.Equal("$0.302904333", figure.GetAttribute("title"));
        Assert.Equal("0.302904333", figure.GetAttribute("data-exact"));
    }

    [Fact]
    public void Amount_Changed_TintsButNotAtFirst()
    {
        var amount = Render<Amount>(parameters => parameters.Add(component => component.Dollars, 1m));
        Assert.Empty(amount.FindAll(".tint"));

        amount.Render(parameters => parameters.Add(component => component.Dollars, 2m));

        Assert.Single(amount.FindAll(".tint"));
    }
}
