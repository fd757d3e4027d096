using System.Globalization;

namespace VoiceOps.Voice.Usage;

/// <summary>An amount of US dollars, kept as an integer of nano-USD (10⁻⁹ $), so that sums are exact.</summary>
public readonly record struct Money(long Nanos) : IComparable<Money>
{
    public const long NanosPerDollar = 1_000_000_000;

    public static Money Zero { get; }

    public decimal Dollars => (decimal)Nanos / NanosPerDollar;

    /// <summary>Nine decimals at most; a finer amount is an error, never a silent cut.</summary>
    public static Money FromDollars(decimal dollars)
    {
        var nanos = dollars * NanosPerDollar;
        return nanos == decimal.Truncate(nanos)
            ? new Money((long)nanos)
            : throw new ArgumentException($"{dollars} dollars is finer than a nano-dollar.", nameof(dollars));
    }

    /// <summary>Somebody else's figure, which may be finer than a nano-dollar: rounded half to even.</summary>
    public static Money Round(decimal dollars) => new((long)decimal.Round(dollars * NanosPerDollar, MidpointRounding.ToEven));

    public static Money operator +(Money left, Money right) => new(checked(left.Nanos + right.Nanos));

    public static Money operator -(Money left, Money right) => new(checked(left.Nanos - right.Nanos));

    public static Money operator -(Money value) => new(checked(-value.Nanos));

    public static bool operator <(Money left, Money right) => left.Nanos < right.Nanos;

    public static bool operator >(Money left, Money right) => left.Nanos > right.Nanos;

    public static bool operator <=(Money left, Money right) => left.Nanos <= right.Nanos;

    public static bool operator >=(Money left, Money right) => left.Nanos >= right.Nanos;

    public int CompareTo(Money other) => Nanos.CompareTo(other.Nanos);

    /// <summary>Dollars with the given number of decimals; the one place where money is rounded, and only to be read.</summary>
    public string ToString(int decimals) =>
        decimal.Round(Dollars, decimals, MidpointRounding.ToEven).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override string ToString() => ToString(6);
}
