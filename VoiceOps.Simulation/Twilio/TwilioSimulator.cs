using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace VoiceOps.Simulation.Twilio;

/// <summary>Twilio's REST interface for calls, and the phone network that simulated callers call through. Counts seconds by CallSid.</summary>
public sealed class TwilioSimulator(string accountSid, string authToken, TimeProvider time) : SimulatorServer(time)
{
    public const string Voice = "voice";

    private readonly ConcurrentDictionary<string, NetworkCall> _calls = [];

    public string AccountSid => accountSid;

    public IReadOnlyCollection<NetworkCall> Calls => [.. _calls.Values];

    public NetworkCall? Find(string callSid) => _calls.GetValueOrDefault(callSid);

    internal string Sign(Uri address, IEnumerable<KeyValuePair<string, string>> fields) => NetworkSignature.Sign(authToken, address, fields);

    internal NetworkCall Place(string from, string to)
    {
        var call = new NetworkCall("CA" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), from, to, Time);
        _calls[call.Sid] = call;
        return call;
    }

    /// <summary>Books a call that was over before the network was started.</summary>
    internal void AddPast(NetworkCall call)
    {
        _calls[call.Sid] = call;
        Counts.Add(connection: 0, call.Sid, Voice, model: null, call.DurationSeconds, call.AnsweredAt!.Value.UtcDateTime);
    }

    /// <summary>Ends the call and books what it was on the line.</summary>
    internal void End(NetworkCall call, string status, bool byRequest = false)
    {
        if (call.End(status, byRequest) && call.DurationSeconds > 0)
        {
            Counts.Add(connection: 0, call.Sid, Voice, model: null, call.DurationSeconds);
        }
    }

    private protected override void Map(WebApplication app)
    {
        const string Account = "/2010-04-01/Accounts/{account}";
        var usage = new TwilioUsage(accountSid, Time, () => _calls.Values);
        app.MapPost(Account + "/Calls/{call}.json", context => AuthorizedAsync(context, isAccount: false, () => OfCallAsync(context, UpdateAsync)));
        Tell("/Calls/{call}.json", context => OfCallAsync(context, DescribeAsync));
        Tell("/Usage/Records/Daily.json", context => AnswerAsync(context, HttpStatusCode.OK, usage.Page(context.Request)));
        Tell("/Balance.json", context => AnswerAsync(context, HttpStatusCode.OK, usage.Balance()));

        void Tell(string path, Func<HttpContext, Task> serve) => app.MapGet(Account + path, context => AuthorizedAsync(context, isAccount: true, () => serve(context)));
    }

    private protected override Task RefuseAsync(HttpContext context, HttpStatusCode status, string requestId) => status switch
    {
        HttpStatusCode.Unauthorized => ErrorAsync(context, status, 20003, "Authenticate"),
        HttpStatusCode.NotFound => ErrorAsync(context, status, 20404, $"The requested resource {context.Request.Path} was not found"),
        HttpStatusCode.TooManyRequests => ErrorAsync(context, status, 20429, "Too Many Requests"),
        _ => ErrorAsync(context, status, 20500, "Internal Server Error"),
    };

    private static Task ErrorAsync(HttpContext context, HttpStatusCode status, int code, string message) =>
        AnswerAsync(context, status, new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status = (int)status });

    private Task OfCallAsync(HttpContext context, Func<HttpContext, NetworkCall, Task> serve) =>
        Find((string)context.GetRouteValue("call")!) is { } call ? serve(context, call) : RefuseAsync(context, HttpStatusCode.NotFound, "");

    private Task AuthorizedAsync(HttpContext context, bool isAccount, Func<Task> serve)
    {
        var requestId = "RQ" + Guid.NewGuid().ToString("N");
        context.Response.Headers["twilio-request-id"] = requestId;
        return isAccount ? TellAsync(context, requestId, ServeAuthorizedAsync) : ServeAsync(context, requestId, ServeAuthorizedAsync);

        Task ServeAuthorizedAsync(SimulatedConnection connection)
        {
            var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{accountSid}:{authToken}"));
            return context.Request.Headers.Authorization != (StringValues)basic ? RefuseAsync(context, HttpStatusCode.Unauthorized, requestId)
                : (string?)context.GetRouteValue("account") != accountSid ? RefuseAsync(context, HttpStatusCode.NotFound, requestId)
                : serve();
        }
    }

    private async Task UpdateAsync(HttpContext context, NetworkCall call)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var document = form["Twiml"].ToString();
        if (document.Length == 0 && form["Status"] != (StringValues)"completed")
        {
            await ErrorAsync(context, HttpStatusCode.BadRequest, 20001, "Only Status=completed and Twiml are understood here.");
            return;
        }

        if (call.IsOver)
        {
            await RefuseAsync(context, HttpStatusCode.NotFound, call.Sid);
            return;
        }

        if (document.Length > 0)
        {
            call.Redirect(document);
        }
        else
        {
            End(call, "completed", byRequest: true);
        }

        await DescribeAsync(context, call);
    }

    private Task DescribeAsync(HttpContext context, NetworkCall call) => AnswerAsync(context, HttpStatusCode.OK, new
    {
        sid = call.Sid,
        account_sid = accountSid,
        api_version = "2010-04-01",
        from = call.From,
        to = call.To,
        status = call.Status,
        direction = "inbound",
        duration = call.DurationSeconds == 0 ? null : call.DurationSeconds.ToString(CultureInfo.InvariantCulture),
        price = NetworkPrices.IsBilled(call, Time.GetUtcNow()) ? (-NetworkPrices.Voice(call)).ToString(CultureInfo.InvariantCulture) : null,
        price_unit = "USD",
        uri = $"/2010-04-01/Accounts/{accountSid}/Calls/{call.Sid}.json",
    });
}
