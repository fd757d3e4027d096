namespace VoiceOps.Voice.Ledger;

public sealed class LedgerOptions
{
    public const string Section = "Metering";

    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(2);
}
