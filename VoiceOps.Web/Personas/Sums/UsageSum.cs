namespace VoiceOps.Web.Personas.Sums;

/// <summary>What was used of one operation, in 10⁻⁶ of its unit, and in how many rows.</summary>
internal sealed record UsageSum(string Service, string Operation, long Micros, long Rows);
