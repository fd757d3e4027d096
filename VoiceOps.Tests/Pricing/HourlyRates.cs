namespace VoiceOps.Tests.Pricing;

/// <summary>What the versions of one rate must come to, hour by hour: written down without any notion of from and to.</summary>
internal sealed class HourlyRates(int hours)
{
    private readonly (int Version, int Price)?[] _hours = new (int, int)?[hours];
    private int _versions;

    public int? PriceAt(int hour) => _hours[hour]?.Price;

    /// <summary>False: refused.</summary>
    public bool Set(int from, int price, int now)
    {
        if (_hours[from]?.Price == price || (IsStart(from) && from <= now))
        {
            return false;
        }

        Fill(from, (++_versions, price));
        return true;
    }

    public bool End(int at, int now)
    {
        if (at < now || _hours[at] is null || IsStart(at))
        {
            return false;
        }

        Fill(at, null);
        return true;
    }

    /// <summary>Takes back the version that begins in this hour.</summary>
    public bool Cancel(int start, int now)
    {
        if (start <= now || !IsStart(start))
        {
            return false;
        }

        Fill(start, _hours[start - 1]);
        return true;
    }

    public bool IsStart(int hour) => _hours[hour] is { } here && (hour == 0 || _hours[hour - 1]?.Version != here.Version);

    // As far as what stood there goes.
    private void Fill(int from, (int, int)? with)
    {
        var before = _hours[from]?.Version;
        for (var hour = from; hour < _hours.Length && _hours[hour]?.Version == before; hour++)
        {
            _hours[hour] = with;
        }
    }
}
