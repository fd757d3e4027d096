using Bunit;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class AgoTests : PageTest
{
    [Fact]
    public void Age_IsTheServersAndToldOnceAMoment()
    {
        var at = Time.GetUtcNow().UtcDateTime.AddSeconds(-90);
        var ago = Render<Ago>(parameters => parameters.Add(component => component.At, at));
        Assert.Equal(("90.0", "1 min ago"), (ago.Find("time").GetAttribute("data-age"), ago.Find("time").TextContent));

        // The browser counts on from what it was told first.
        Time.Advance(TimeSpan.FromMinutes(1));
        ago.Render(parameters => parameters.Add(component => component.At, at));
        Assert.Equal(("90.0", "2 min ago"), (ago.Find("time").GetAttribute("data-age"), ago.Find("time").TextContent));

        ago.Render(parameters => parameters.Add(component => component.At, at.AddMinutes(1)));
        Assert.Equal("90.0", ago.Find("time").GetAttribute("data-age"));
        ago.Render(parameters => parameters.Add(component => component.At, at.AddMinutes(2)));
        Assert.Equal("30.0", ago.Find("time").GetAttribute("data-age"));
    }
}
