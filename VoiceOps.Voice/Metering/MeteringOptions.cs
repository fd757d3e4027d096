namespace VoiceOps.Voice.Metering;

public sealed class MeteringOptions
{
    public const string Section = "Metering";

    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(2);
}
