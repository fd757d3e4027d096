namespace VoiceOps.Voice.Usage;

/// <summary>What one meter of a call counts.</summary>
public readonly record struct MeterKey(string Service, string Operation, string? Model)
{
    public override string ToString() => $"{Service}/{Operation}/{Model}";
}
