namespace VoiceOps.Simulation.Demo;

/// <summary>When calls come: by the hour of the day, the day of the week, and a little more each week. Hours are UTC.</summary>
internal sealed class TrafficPattern
{
    private const double WeeklyGrowth = 0.06;

    private static readonly double[] Hours =
        [0.10, 0.07, 0.05, 0.05, 0.06, 0.12, 0.25, 0.5, 0.85, 1.15, 1.3, 1.2, 0.95, 1.1, 1.3, 1.35, 1.25, 1.05, 0.8, 0.6, 0.45, 0.35, 0.25, 0.15];

    private readonly DateTime _start;
    private readonly double[] _cumulative;
    private readonly TimeSpan _lastHour;

    public TrafficPattern(DateTime start, DateTime end)
    {
        _start = start;
        var hours = (int)Math.Ceiling((end - start).TotalHours);
        _lastHour = end - start - TimeSpan.FromHours(hours - 1);
        _cumulative = new double[hours];
        var sum = 0.0;
        for (var hour = 0; hour < hours; hour++)
        {
            sum += Weight(start.AddHours(hour), hour / (24.0 * 7)) * (hour == hours - 1 ? _lastHour.TotalHours : 1);
            _cumulative[hour] = sum;
        }
    }

    public DateTime Draw(Random random)
    {
        var found = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        var hour = Math.Min(found < 0 ? ~found : found, _cumulative.Length - 1);
        var length = hour == _cumulative.Length - 1 ? _lastHour : TimeSpan.FromHours(1);
        return _start.AddHours(hour) + (random.NextDouble() * length);
    }

    private static double Weight(DateTime hour, double weeks)
    {
        var day = hour.DayOfWeek switch
        {
            DayOfWeek.Saturday => 0.45,
            DayOfWeek.Sunday => 0.3,
            DayOfWeek.Monday => 1.15,
            _ => 1.0,
        };
        return Hours[hour.Hour] * day * (1 + (WeeklyGrowth * weeks));
    }
}
