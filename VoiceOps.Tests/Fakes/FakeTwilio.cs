using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Tests.Fakes;

/// <summary>Twilio's REST interface for calls, which does what it is told at once, later, or not.</summary>
internal sealed class FakeTwilio : HttpMessageHandler, IHttpClientFactory
{
    private readonly Lock _gate = new();
    private readonly List<string> _told = [];
    private readonly ChangeSignal _changed = new();

    /// <summary>Whether a call that is told to hang up does so.</summary>
    public bool Obeys { get; set; } = true;

    /// <summary>What every request is answered with instead; null: as it should be.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>What every order is answered with instead, while questions are answered; null: as it should be.</summary>
    public HttpStatusCode? RefusalOfOrders { get; set; }

    /// <summary>Whether it knows any call at all; another account's credentials know none.</summary>
    public bool KnowsCalls { get; set; } = true;

    /// <summary>Lines that are up; any other is down.</summary>
    public HashSet<string> Lines { get; } = ["CA1"];

    /// <summary>Forms that were posted, with the call they were about: <c>CA1 Status=completed</c>.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>Completes when this many forms have been posted.</summary>
    public Task ToldAsync(int times) => _changed.UntilAsync(() => Told.Count >= times);

    public TwilioRestClient Client(TimeProvider time, bool isConfigured = true) => new(
        new TwilioApi(Options.Create(new TwilioOptions { AccountSid = isConfigured ? "AC1" : null, AuthToken = "secret" }), this), new ProviderHealth(time),
        NullLogger<TwilioRestClient>.Instance);

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var callSid = Path.GetFileNameWithoutExtension(request.RequestUri!.AbsolutePath);
        var form = request.Content is null ? null : WebUtility.UrlDecode(await request.Content.ReadAsStringAsync(cancellationToken));
        lock (_gate)
        {
            if (form is not null)
            {
                _told.Add($"{callSid} {form}");
                _changed.Raise();
            }

            if ((form is null ? Refusal : Refusal ?? RefusalOfOrders) is { } status)
            {
                return new HttpResponseMessage(status) { Content = new StringContent("""{"code":20500,"message":"no"}""") };
            }

            if (!KnowsCalls)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound)
                {
                    Content = new StringContent("""{"code":20404,"message":"not found","status":404}"""),
                };
            }

            if (form == "Status=completed" && Obeys)
            {
                Lines.Remove(callSid);
            }

            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(JsonSerializer.Serialize(new { sid = callSid, status = Lines.Contains(callSid) ? "in-progress" : "completed" })),
            };
        }
    }
}
