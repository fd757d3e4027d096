using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>All personas by name, archived ones too, with their figures of one range, and the numbers that are assigned or were called in it.</summary>
public sealed record PersonaList(DateTime AsOf, ReportRange Range, IReadOnlyList<PersonaLine> Lines, IReadOnlyList<NumberLine> Numbers);
