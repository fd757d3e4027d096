using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>A part of a bucket, [Start, End) in UTC: whole hours, or what a day that begins at a quarter past has before and after them.</summary>
internal sealed record HourPiece(int Bucket, DateTime Start, DateTime End, bool IsHours)
{
    public static IEnumerable<HourPiece> Cut(SeriesBucket bucket, int index)
    {
        var (first, last) = (UtcTime.HourStart(bucket.Start.AddHours(1).AddTicks(-1)), UtcTime.HourStart(bucket.End));
        if (first >= last)
        {
            return [new(index, bucket.Start, bucket.End, IsHours: false)];
        }

        HourPiece[] pieces = [new(index, bucket.Start, first, IsHours: false), new(index, first, last, IsHours: true), new(index, last, bucket.End, IsHours: false)];
        return pieces.Where(piece => piece.Start < piece.End);
    }
}
