using System.Text;
using Microsoft.Extensions.Configuration;
using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class FallbackRatesTests
{
    [Fact]
    public void Parse_KeyWithAColon_IsNotBoundToZero()
    {
        var rates = FallbackRates.Parse(Bind("""{ "Key": "twilio:voice", "Model": null, "Price": "0.014", "Type": "per_minute" }"""));

        var rate = Assert.Single(rates);
        Assert.Equal(new RateKey("twilio", "voice", null), rate.Key);
        Assert.Equal((0.014m, PricingType.PerMinute, PricingSource.Fallback), (rate.Value.UnitPrice, rate.Value.PricingType, rate.Value.Source));
    }

    [Fact]
    public void Parse_TheSettingsFile_HasTheReferenceRates()
    {
        var options = new ConfigurationBuilder().AddJsonFile(SettingsFile()).Build().GetSection(PricingOptions.Section).Get<PricingOptions>()!;

        Assert.Empty(FallbackRates.Problems(options));
        var rates = FallbackRates.Parse(options).ToDictionary(rate => rate.Key.ToString(), rate => rate.Value.UnitPrice);
        Assert.Equal(8, rates.Count);
        Assert.Equal(0.014m, rates["twilio:voice"]);
        Assert.Equal(0.0059m, rates["deepgram:transcription"]);
        Assert.Equal(0.00015m, rates["elevenlabs:speech"]);
        Assert.Equal(0.0000006m, rates["cerebras:default:llama-3.3-70b"]);
        Assert.Equal(0.00000035m, rates["cerebras:prompt:gpt-oss-120b"]);
    }

    [Theory]
    [InlineData("""{ "Key": "twilio", "Price": "0.014", "Type": "per_minute" }""", "needs a Key such as")]
    [InlineData("""{ "Key": "cerebras:prompt", "Price": "0.1", "Type": "per_token" }""", "(cerebras:prompt) needs a Model")]
    [InlineData("""{ "Key": "twilio:voice", "Type": "per_minute" }""", "(twilio:voice) needs a Price")]
    [InlineData("""{ "Key": "twilio:voice", "Price": "0,014", "Type": "per_minute" }""", "(twilio:voice) needs a Price")]
    [InlineData("""{ "Key": "twilio:voice", "Price": "-0.014", "Type": "per_minute" }""", "(twilio:voice) needs a Price")]
    [InlineData("""{ "Key": "twilio:voice", "Price": "1.4e-2", "Type": "per_minute" }""", "(twilio:voice) needs a Price")]
    [InlineData("""{ "Key": "twilio:voice", "Price": "0.014", "Type": "per_hour" }""", "(twilio:voice) needs a Type")]
    [InlineData("""{ "Key": "twilio:voice", "Price": "1000.01", "Type": "per_minute" }""", "(twilio:voice) needs a Price of 1000 dollars a unit at most")]
    [InlineData("""{ "Key": "deepgram:transcription", "Price": "0.0059", "Type": "per_token" }""", "(deepgram:transcription) needs the Type per_minute")]
    [InlineData("""{ "Key": "elevenlabs:speech", "Price": "0.01", "Type": "per_minute" }""", "(elevenlabs:speech) needs the Type per_character")]
    [InlineData("""{ "twilio:voice": "0.014" }""", "needs a Key such as")]
    public void Problems_EntryThatCannotBe_IsNamedWithItsKeyAndLeftOut(string entry, string problem)
    {
        var options = Bind(entry);

        var told = Assert.Single(FallbackRates.Problems(options));
        Assert.StartsWith("Pricing:Fallback:0 ", told);
        Assert.Contains(problem, told);
        Assert.Empty(FallbackRates.Parse(options));
    }

    [Fact]
    public void Problems_SameKeyTwice_IsTold()
    {
        var options = Bind(
            """{ "Key": "cerebras:prompt", "Model": "a", "Price": "1", "Type": "per_token" }""",
            """{ "Key": "cerebras:prompt:a", "Price": "2", "Type": "per_token" }""");

        Assert.Equal("Pricing:Fallback:1 names cerebras:prompt:a a second time.", Assert.Single(FallbackRates.Problems(options)));
    }

    private static PricingOptions Bind(params string[] entries)
    {
        var json = $$"""{ "Pricing": { "Fallback": [ {{string.Join(", ", entries)}} ] } }""";
        return new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build()
            .GetSection(PricingOptions.Section).Get<PricingOptions>()!;
    }

    private static string SettingsFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VoiceOps.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "appsettings.json");
    }
}
