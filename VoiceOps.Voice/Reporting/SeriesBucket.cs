namespace VoiceOps.Voice.Reporting;

/// <summary>One cut of a range: [Start, End) in UTC.</summary>
internal sealed record SeriesBucket(DateTime Start, DateTime End, string Label);
