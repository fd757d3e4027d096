using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class ListenersTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(" ", null, null)]
    [InlineData("http://localhost:5080", null, null)]
    [InlineData("http://127.0.0.1:6000", null, null)]
    [InlineData("http://[::1]:6000", null, null)]
    [InlineData("https://voice.example.com", null, "http://localhost:5090")]
    [InlineData(" https://voice.example.com ", " ", "http://localhost:5090")]
    [InlineData("https://localhost.example.com", null, "http://localhost:5090")]
    [InlineData("no address", null, "http://localhost:5090")]
    [InlineData("https://voice.example.com", "http://localhost:7000", "http://localhost:7000")]
    [InlineData("http://localhost:5080", "http://localhost:7000", "http://localhost:7000")]
    [InlineData(null, "http://localhost:7000", "http://localhost:7000")]
    public void Of_PublicUrlAndPagesUrl_SeparatesThePagesOnceTheOutsideComesIn(string? publicUrl, string? pagesUrl, string? expected)
    {
        var listeners = Listeners.Of(Settings(publicUrl, pagesUrl));

        Assert.Equal(expected, listeners.PagesUrl);
        Assert.Equal("http://localhost:5080", listeners.Urls);
    }

    // The demo takes its own calls at a loopback address, whatever public one is in the environment.
    [Theory]
    [InlineData(null, null)]
    [InlineData("http://localhost:7000", "http://localhost:7000")]
    public void OfDemo_PublicUrlSet_HasNoSayInIt(string? pagesUrl, string? expected) =>
        Assert.Equal(expected, Listeners.OfDemo(Settings("https://voice.example.com", pagesUrl)).PagesUrl);

    [Theory]
    [InlineData("http://localhost:{port}", "http://localhost:{port}")]
    [InlineData("http://localhost:{port}", "http://127.0.0.1:{port}")]
    [InlineData("http://[::1]:{port}", "http://LOCALHOST:{port}")]
    [InlineData("http://*:{port}", "http://localhost:{port}")]
    [InlineData("http://127.0.0.1:{port}", "http://0.0.0.0:{port}")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:{port}", "http://localhost:{port}")]
    [InlineData("http://unix:/run/voiceops.sock", "http://unix:/run/voiceops.sock")]
    public void Problems_TheSameTwice_SaysSoAndNotThatItIsInUse(string urls, string pagesUrl)
    {
        var port = $"{FreePorts.One()}";

        var problems = Problems(urls.Replace("{port}", port, StringComparison.Ordinal), pagesUrl.Replace("{port}", port, StringComparison.Ordinal));

        Assert.StartsWith("VoiceOps:PagesUrl and Urls must not be the same", Assert.Single(problems));
    }

    [Theory]
    [InlineData("localhost:5090")]
    [InlineData("ftp://localhost:5090")]
    [InlineData("http://localhost:5090/pages")]
    [InlineData("http://localhost:70000")]
    [InlineData("http://localhost:port")]
    [InlineData("http://")]
    public void Problems_NoAddress_NamesTheSetting(string text)
    {
        Assert.StartsWith("VoiceOps:PagesUrl must be an address", Assert.Single(Problems("http://127.0.0.1:0", text)));
        Assert.StartsWith("Urls must be an address", Assert.Single(Problems(text, "http://127.0.0.1:0")));
    }

    [Fact]
    public void Problems_NothingForTheOutside_NamesUrls() => Assert.StartsWith("Urls must say", Assert.Single(Problems("", "http://127.0.0.1:0")));

    [Theory]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("http://localhost:0", "http://localhost:0")]
    [InlineData("http://unix:/run/voiceops.sock", "http://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0", null)]
    public void Problems_AddressesThatCanBeHad_None(string urls, string? pagesUrl) => Assert.Empty(Problems(urls, pagesUrl));

    [Fact]
    public void Problems_OnePortAtTwoAddresses_None()
    {
        var port = FreePorts.One();

        Assert.Empty(Problems($"http://127.0.0.2:{port}", $"http://127.0.0.1:{port}"));
    }

    [Fact]
    public void Problems_InUse_NamesTheOptionThatMovesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var taken = $"http://localhost:{port}";

        Assert.EndsWith($"--VoiceOps:PagesUrl http://localhost:{port + 1}", Assert.Single(Problems("http://127.0.0.1:0", taken)));
        Assert.EndsWith($"--urls http://localhost:{port + 1}", Assert.Single(Problems(taken, "http://127.0.0.1:0")));
    }

    private static IEnumerable<string> Problems(string urls, string? pagesUrl) =>
        ListenAddresses.Problems(new Listeners { Urls = urls, PagesUrl = pagesUrl });

    private static IConfiguration Settings(string? publicUrl, string? pagesUrl) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://localhost:5080",
            ["VoiceOps:PublicUrl"] = publicUrl,
            ["VoiceOps:PagesUrl"] = pagesUrl,
        })
        .Build();
}
