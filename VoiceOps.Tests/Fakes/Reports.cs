namespace VoiceOps.Tests.Fakes;

/// <summary>Hears of progress where it is reported, before the work goes on.</summary>
internal sealed class Reports<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
