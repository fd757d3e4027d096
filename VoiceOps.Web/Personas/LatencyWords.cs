using VoiceOps.Web.Personas.Sums;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

internal static class LatencyWords
{
    /// <summary>Half of all replies were heard within the first, 95 of 100 within the second.</summary>
    public static string Of(PersonaFigures figures) => figures.MedianLatencyMilliseconds is { } median
        ? $"{Figures.Count(median)} · {Figures.Count(figures.P95LatencyMilliseconds ?? median)} ms" : figures.Calls > 0 ? Figures.Unknown : "";
}
