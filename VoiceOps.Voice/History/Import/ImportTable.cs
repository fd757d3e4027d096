namespace VoiceOps.Voice.History.Import;

/// <summary>The tables of the old system that are read.</summary>
internal enum ImportTable
{
    Personas,
    ServicePricing,
    Calls,
    ApiCallEvents,
}
