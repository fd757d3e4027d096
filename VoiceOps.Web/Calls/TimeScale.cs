using System.Globalization;

namespace VoiceOps.Web.Calls;

/// <summary>A time axis with round ticks that several bars share.</summary>
public sealed record TimeScale
{
    private static readonly int[] Steps = [50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000];

    private TimeScale(int step, int count) => (StepMilliseconds, MaxMilliseconds) = (step, step * count);

    public int StepMilliseconds { get; }

    public int MaxMilliseconds { get; }

    public IEnumerable<int> Ticks => Enumerable.Range(0, (MaxMilliseconds / StepMilliseconds) + 1).Select(index => index * StepMilliseconds);

    /// <summary>Four ticks at most above zero, the last at or after the largest value.</summary>
    public static TimeScale For(IEnumerable<int> values)
    {
        var largest = Math.Max(1, values.DefaultIfEmpty(1).Max());
        var step = Array.Find(Steps, candidate => candidate * 4 >= largest) is var found and > 0 ? found : Steps[^1];
        return new TimeScale(step, Math.Max(1, (largest + step - 1) / step));
    }

    /// <summary>As a share of the axis for a style sheet, such as <c>37.5%</c>.</summary>
    public string Percent(int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)milliseconds / MaxMilliseconds * 100:0.##}%");

    /// <summary>As it stands at a tick: <c>0.5 s</c>.</summary>
    public static string Label(int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000m:0.##} s");
}
