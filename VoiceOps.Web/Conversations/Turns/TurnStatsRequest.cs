using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>Whose turns are measured. Equal requests share one reading.</summary>
/// <param name="Range">Turns that began in it, calls that ended in it.</param>
/// <param name="PersonaId">Null for all.</param>
/// <param name="Model">As chosen at the call's start; null for all.</param>
public sealed record TurnStatsRequest(RangeRequest Range, long? PersonaId = null, string? Model = null);
