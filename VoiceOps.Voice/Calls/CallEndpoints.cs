using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VoiceOps.Voice.Calls.Incoming;

namespace VoiceOps.Voice.Calls;

public static class CallEndpoints
{
    /// <summary>The addresses that Twilio calls.</summary>
    public static IEndpointRouteBuilder MapCalls(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/twilio/voice", (HttpContext http, VoiceWebhook webhook) => webhook.AnswerAsync(http)).DisableAntiforgery();
        endpoints.MapPost("/twilio/status", (HttpContext http, StatusWebhook webhook) => webhook.TakeAsync(http)).DisableAntiforgery();
        endpoints.MapGet("/twilio/media", (HttpContext http, MediaStreamEndpoint media) => media.TakeAsync(http));
        return endpoints;
    }
}
