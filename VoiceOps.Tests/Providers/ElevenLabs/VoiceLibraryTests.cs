using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Providers.ElevenLabs;
using Xunit;

namespace VoiceOps.Tests.Providers.ElevenLabs;

public sealed class VoiceLibraryTests
{
    private const string Voices = """
        {"voices":[
          {"voice_id":"b","name":"Rachel","labels":{"accent":"american","age":"young"},"preview_url":"https://samples.example/b.mp3"},
          {"voice_id":"a","name":"Adam","labels":{},"preview_url":"http://elsewhere.example/a.mp3"}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_TheAccountsVoices_AreByNameAndAskedForOnce()
    {
        var provider = new Provider(HttpStatusCode.OK, Voices);
        var library = Library(provider, "key");

        var shelf = await library.ReadAsync(Token);
        await library.ReadAsync(Token);

        Assert.Equal(["Adam ", "Rachel american · young"], shelf.Voices!.Select(voice => $"{voice.Name} {voice.Description}"));
        Assert.Equal(["https://api.elevenlabs.io/v1/voices"], provider.Asked);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK, "", "Voices are listed once ElevenLabs:ApiKey is set.")]
    [InlineData("key", HttpStatusCode.Unauthorized, """{"detail":{"status":"missing_permissions","message":"x"}}""", "The key in ElevenLabs:ApiKey may not list voices: give it the permission \"Voices: Read\" at ElevenLabs, or write the voice's id yourself.")]
    [InlineData("key", HttpStatusCode.Unauthorized, """{"detail":{"status":"invalid_api_key","message":"x"}}""", "ElevenLabs refuses the key (HTTP 401): check ElevenLabs:ApiKey, or write the voice's id yourself.")]
    public async Task Read_WithoutAccess_TellsWhatToDo(string? key, HttpStatusCode status, string body, string words)
    {
        var shelf = await Library(new Provider(status, body), key).ReadAsync(Token);

        Assert.Null(shelf.Voices);
        Assert.StartsWith(words, shelf.Problem);
        Assert.Equal(key is not null, shelf.IsRefused);
    }

    [Fact]
    public async Task Preview_OfAPlainAddressElsewhere_IsNotFetched()
    {
        var provider = new Provider(HttpStatusCode.OK, Voices);
        var library = Library(provider, "key");

        Assert.Null(await library.PreviewAsync("a", Token));
        Assert.Null(await library.PreviewAsync("unknown", Token));
        Assert.NotNull(await library.PreviewAsync("b", Token));
        Assert.DoesNotContain("http://elsewhere.example/a.mp3", provider.Asked);
    }

    private static VoiceLibrary Library(Provider provider, string? key) =>
        new(Options.Create(new ElevenLabsOptions { ApiKey = key }), provider, new FakeTimeProvider());

    private sealed class Provider(HttpStatusCode status, string body) : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Asked { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
        }
    }
}
