namespace VoiceOps.Simulation.Demo;

/// <summary>A clock that is set by hand, so that the meters live through a month in seconds.</summary>
internal sealed class HistoryClock(DateTime utcNow) : TimeProvider
{
    public DateTime UtcNow { get; set; } = utcNow;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(UtcNow);

    public override long GetTimestamp() => UtcNow.Ticks;
}
