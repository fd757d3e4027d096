using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reporting.Personas;

/// <summary>All personas by name, archived ones too, with their figures of one range.</summary>
public sealed record PersonaList(DateTime AsOf, ReportRange Range, IReadOnlyList<PersonaLine> Lines);
