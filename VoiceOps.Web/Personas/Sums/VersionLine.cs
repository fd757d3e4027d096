using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>A version in a persona's history, and what its calls came to.</summary>
public sealed record VersionLine(PersonaVersion Version, bool IsOnTheLine, PersonaFigures Figures);
