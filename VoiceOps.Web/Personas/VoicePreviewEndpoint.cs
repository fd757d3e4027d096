using Microsoft.AspNetCore.Http.HttpResults;
using VoiceOps.Voice.Providers.ElevenLabs;

namespace VoiceOps.Web.Personas;

/// <summary>A voice's sample through this server: pages ask no other host for anything.</summary>
internal static class VoicePreviewEndpoint
{
    public static void MapVoicePreviews(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/personas/voices/{voiceId}/preview", PreviewAsync);

    private static async Task<Results<FileContentHttpResult, NotFound<string>>> PreviewAsync(
        string voiceId, VoiceLibrary voices, CancellationToken cancellationToken) =>
        await voices.PreviewAsync(voiceId, cancellationToken) is { } preview
            ? TypedResults.File(preview.Audio, preview.MediaType)
            : TypedResults.NotFound("There is no sample of this voice.");
}
