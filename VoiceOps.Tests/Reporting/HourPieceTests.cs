using System.Globalization;
using VoiceOps.Voice.Reporting;
using Xunit;

namespace VoiceOps.Tests.Reporting;

/// <summary>A bucket's pieces are the bucket, and the hours among them are whole.</summary>
public sealed class HourPieceTests
{
    [Theory]
    [InlineData("10:00", "10:00", "")]
    [InlineData("10:15", "10:45", "10:15-10:45")]
    [InlineData("10:45", "11:15", "10:45-11:15")]
    [InlineData("10:00", "11:00", "10:00-11:00 h")]
    [InlineData("10:30", "12:00", "10:30-11:00, 11:00-12:00 h")]
    [InlineData("10:00", "12:30", "10:00-12:00 h, 12:00-12:30")]
    [InlineData("10:15", "13:45", "10:15-11:00, 11:00-13:00 h, 13:00-13:45")]
    public void Cut_Bucket_IsWholeHoursAndTheQuartersBesideThem(string start, string end, string expected)
    {
        var pieces = HourPiece.Cut(new SeriesBucket(At(start), At(end), ""), 3).Where(piece => piece.Start < piece.End).ToList();

        Assert.Equal(expected, string.Join(", ", pieces.Select(piece => $"{piece.Start:HH:mm}-{piece.End:HH:mm}{(piece.IsHours ? " h" : "")}")));
        Assert.All(pieces, piece => Assert.Equal((3, DateTimeKind.Utc), (piece.Bucket, piece.Start.Kind)));
    }

    // Half-hour and three-quarter offsets, in each of which a day of the year has 23 hours and another 25.
    [Theory]
    [InlineData("Australia/Adelaide")]
    [InlineData("Pacific/Chatham")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    public void Cut_EveryDayOfAYear_CoversItOnce(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        for (var day = new DateTime(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            var (start, end) = (TimeZoneInfo.ConvertTimeToUtc(day, zone), TimeZoneInfo.ConvertTimeToUtc(day.AddDays(1), zone));

            var pieces = HourPiece.Cut(new SeriesBucket(start, end, ""), 0).ToList();

            Assert.Equal((start, end), (pieces[0].Start, pieces[^1].End));
            Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            Assert.All(pieces.Where(piece => piece.IsHours), piece => Assert.Equal((0, 0), (piece.Start.Minute, piece.End.Minute)));
        }
    }

    private static DateTime At(string time) =>
        DateTime.SpecifyKind(DateTime.ParseExact("2026-06-10 " + time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
