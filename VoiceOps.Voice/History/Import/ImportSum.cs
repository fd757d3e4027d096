using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>One service's cost in the files and in the books.</summary>
public sealed record ImportSum
{
    public required string Service { get; init; }

    public required long FileRows { get; init; }

    /// <summary>Dollars with all the digits of the files.</summary>
    public required decimal FileCost { get; init; }

    /// <summary>Rows of calls that this system has recorded itself: it has its own rows for them.</summary>
    public required long LeftOutRows { get; init; }

    public required decimal LeftOutCost { get; init; }

    /// <summary>The same rows as they stand in the books; in a dry run, as they would.</summary>
    public required long BookRows { get; init; }

    public required Money BookCost { get; init; }

    /// <summary>Rows without a price: they are in neither sum.</summary>
    public required long Unpriced { get; init; }

    /// <summary>What rounding each row half to even to a nano-dollar has made of it, in dollars.</summary>
    public decimal Rounding => BookCost.Dollars - (FileCost - LeftOutCost);

    /// <summary>The same rows, and no more between the sums than half a nano-dollar a row.</summary>
    public bool Agrees => BookRows == FileRows - LeftOutRows && Math.Abs(Rounding) <= 0.0000000005m * BookRows;
}
