using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using Xunit;

namespace VoiceOps.Tests.Reporting;

public sealed class ReportingRegistrationTests
{
    [Theory]
    [InlineData("Asia/Kathmandu")]
    [InlineData(null)]
    public void TimeZone_KnownOrLeftOut_IsTaken(string? id)
    {
        using var provider = Provider(id);

        Assert.Equal(id ?? "UTC", provider.GetRequiredService<ReportingClock>().Zone.Id);
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    public void TimeZone_Unknown_IsRefusedWithItsKey(string id)
    {
        using var provider = Provider(id);

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ReportingOptions>>().Value);
        Assert.Equal($"VoiceOps:TimeZone is \"{id}\", which is no time zone known here; set it to an IANA name such as \"UTC\" or \"America/New_York\".", exception.Message);
    }

    private static ServiceProvider Provider(string? timeZone)
    {
        var settings = timeZone is null ? [] : new Dictionary<string, string?> { ["VoiceOps:TimeZone"] = timeZone };
        return new ServiceCollection()
            .AddReporting(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }
}
