using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class SettingsCheckTests
{
    [Fact]
    public void Problems_OfTheShippedSettings_None()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(AppRoot.Find(AppContext.BaseDirectory).SettingsFile).Build();

        Assert.Empty(Problems(shipped));
    }

    [Fact]
    public void Problems_WrongTypesAndWrongValues_AreAllListedWithTheirKeys()
    {
        var problems = Problems(
            ("VoiceOps:MaxConcurrentCalls", "abc"),
            ("VoiceOps:MaxCallDuration", "an hour"),
            ("VoiceOps:WhenUnavailable", "Shout"),
            ("VoiceOps:PublicUrl", "ftp://example.com"),
            ("Metering:CheckpointInterval", "00:05:00"),
            ("Database:Provider", "PostgreSql"),
            ("Pricing:Fallback:0:Key", "twilio:voice"),
            ("Pricing:Fallback:0:Price", "cheap"),
            ("Pricing:Fallback:0:IncrementSeconds", "1.5"));

        Assert.Contains("VoiceOps:MaxConcurrentCalls must be a whole number; it is \"abc\".", problems);
        Assert.Contains(problems, problem => problem.StartsWith("VoiceOps:MaxCallDuration must be a duration", StringComparison.Ordinal));
        Assert.Contains("VoiceOps:WhenUnavailable must be one of Apologize, Reject; it is \"Shout\".", problems);
        Assert.Contains("VoiceOps:PublicUrl must begin with https://; it is \"ftp://example.com\".", problems);
        Assert.Contains(problems, problem => problem.StartsWith("Metering:CheckpointInterval", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Database:Provider is \"PostgreSql\": PostgreSQL comes later.", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Pricing:Fallback:0 (twilio:voice) needs a Price", StringComparison.Ordinal));
        Assert.Contains("Pricing:Fallback:0:IncrementSeconds must be a whole number; it is \"1.5\".", problems);
        Assert.Equal(8, problems.Count);
    }

    [Theory]
    [InlineData("VoiceOps:DailySpendLimit", "0,12", "must be a number such as 0.014; it is \"0,12\": use a point for decimals and nothing between thousands.")]
    [InlineData("VoiceOps:DailySpendLimit", "1e3", "must be a number such as 0.014; it is \"1e3\".")]
    [InlineData("VoiceOps:DailySpendLimitPerCaller", "1,234.50", "use a point")]
    [InlineData("VoiceOps:DailySpendLimitPerCaller", "٥", "with the digits 0 to 9")]
    [InlineData("VoiceOps:MaxConcurrentCalls", "0x1F", "must be a whole number; it is \"0x1F\".")]
    [InlineData("VoiceOps:MaxConcurrentCalls", "1,000", "use a point")]
    [InlineData("Pricing:Fallback:0:IncrementSeconds", "1,5", "use a point")]
    public void Problems_NumberInAnotherForm_SayWhatIsWrong(string key, string value, string problem) =>
        Assert.Contains(problem, Assert.Single(Problems((key, value), ("Pricing:Fallback:0:Key", "twilio:voice"), ("Pricing:Fallback:0:Price", "0.014"), ("Pricing:Fallback:0:Type", "per_minute"))));

    [Theory]
    [InlineData("0,014", "use a point")]
    [InlineData("-0.014", "needs a Price")]
    [InlineData("1e-3", "needs a Price")]
    public void Problems_FallbackPriceInAnotherForm_SayWhatIsWrong(string price, string problem) =>
        Assert.Contains(problem, Assert.Single(Problems(("Pricing:Fallback:0:Key", "twilio:voice"), ("Pricing:Fallback:0:Price", price), ("Pricing:Fallback:0:Type", "per_minute"))));

    // The configuration splits a property name at its colons, and would bind what is left to 0.
    [Fact]
    public void Problems_FallbackAsNamedEntries_IsRefused() =>
        Assert.Contains(Problems(("Pricing:Fallback:twilio:voice", "0.014")), problem => problem.StartsWith("Pricing:Fallback must be a list", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://voice.example.com")]
    [InlineData("https://voice.example.com:8443/voiceops/")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:6000")]
    [InlineData("http://[::1]:6000")]
    [InlineData("")]
    public void Problems_UsablePublicUrl_None(string url) => Assert.Empty(Problems(("VoiceOps:PublicUrl", url)));

    [Theory]
    [InlineData("voice.example.com")]
    [InlineData("http://voice.example.com")]
    [InlineData("https://voice.example.com/?key=1")]
    [InlineData("https://voice.example.com/#top")]
    [InlineData("https://user:secret@voice.example.com")]
    [InlineData("wss://voice.example.com")]
    public void Problems_UnusablePublicUrl_NamesTheKey(string url) =>
        Assert.StartsWith("VoiceOps:PublicUrl must", Assert.Single(Problems(("VoiceOps:PublicUrl", url))));

    [Theory]
    [InlineData("VoiceOps:MaxConcurrentCalls", "-1")]
    [InlineData("VoiceOps:MaxCallDuration", "00:00:00")]
    [InlineData("VoiceOps:MaxCallDuration", "2.00:00:00")]
    [InlineData("VoiceOps:WhenUnavailable", "7")]
    [InlineData("VoiceOps:Apology", " ")]
    [InlineData("VoiceOps:FallbackNumber", "4155550123")]
    [InlineData("VoiceOps:FallbackNumber", "+1 415 555 0123")]
    [InlineData("VoiceOps:DrainTimeout", "-00:00:01")]
    [InlineData("VoiceOps:DailySpendLimit", "-1")]
    [InlineData("VoiceOps:DailySpendLimitPerCaller", "-0.01")]
    [InlineData("Metering:CheckpointInterval", "00:00:00")]
    [InlineData("Database:Provider", "Oracle")]
    public void Problems_ValueOutOfRange_NamesTheKey(string key, string value) => Assert.StartsWith(key, Assert.Single(Problems((key, value))));

    [Fact]
    public void HostProblems_EndpointsAndDatabase_NameTheirKeys()
    {
        var configuration = Configuration(("Kestrel:Endpoints:A:Url", "http://*:80"), ("ConnectionStrings:VoiceOps", "Data Source=/no/such/folder/voiceops.db"));

        Assert.Collection(HostProblems.Of(configuration),
            problem => Assert.StartsWith("Kestrel:Endpoints", problem),
            problem => Assert.EndsWith("does not exist: /no/such/folder", problem));
        Assert.StartsWith("ConnectionStrings:VoiceOps must be", Assert.Single(HostProblems.Of(Configuration(("ConnectionStrings:VoiceOps", "voiceops.db")))));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings) => Problems(Configuration(settings));

    private static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddVoiceOpsData(configuration).AddLedger(configuration).AddPricing(configuration).AddCalls(configuration);
        using var provider = services.BuildServiceProvider();
        return new SettingsCheck(services, provider, configuration).Problems();
    }
}
