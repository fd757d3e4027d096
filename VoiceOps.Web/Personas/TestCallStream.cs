using VoiceOps.Voice.Calls.Incoming;

namespace VoiceOps.Web.Personas;

/// <summary>Takes the browser's own media stream. Like every page it is for this machine alone; the token is the gate.</summary>
internal static class TestCallStream
{
    public const string Path = "/personas/hear";

    public static void MapTestCalls(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, (HttpContext http, MediaStreamEndpoint media) => media.TakeUnsignedAsync(http));
}
