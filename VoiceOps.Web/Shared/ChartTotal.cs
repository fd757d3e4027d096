namespace VoiceOps.Web.Shared;

/// <summary>A line under the series of a tooltip, one text for each position.</summary>
public sealed record ChartTotal(string Name, IReadOnlyList<string> Texts);
