using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VoiceOps.Simulation.Twilio;

/// <summary>Usage records by day and the balance, as the network's own calls make them.</summary>
internal sealed class TwilioUsage(string accountSid, TimeProvider time, Func<IEnumerable<NetworkCall>> calls)
{
    private const int DefaultPageSize = 50;

    public object Balance()
    {
        var spent = calls().Where(call => call.EndedAt is not null).Sum(call => NetworkPrices.Voice(call) + NetworkPrices.Stream(call));
        return new { account_sid = accountSid, balance = Text(NetworkPrices.OpeningBalance - spent), currency = "USD" };
    }

    /// <summary>One page of <c>/Usage/Records/Daily.json</c>, newest day first.</summary>
    public object Page(HttpRequest request)
    {
        var query = request.Query;
        var category = (string?)query["Category"];
        var size = int.TryParse(query["PageSize"], out var pageSize) && pageSize is > 0 and <= 1_000 ? pageSize : DefaultPageSize;
        var page = int.TryParse(query["Page"], out var number) ? number : 0;
        var records = Records(category, Day(query["StartDate"]) ?? DateOnly.MinValue, Day(query["EndDate"]) ?? DateOnly.MaxValue).ToList();
        return new
        {
            usage_records = records.Skip(page * size).Take(size),
            page,
            page_size = size,
            start = page * size,
            end = Math.Max(page * size, Math.Min(records.Count, (page + 1) * size) - 1),
            uri = PageUri(page),
            first_page_uri = PageUri(0),
            next_page_uri = (page + 1) * size < records.Count ? PageUri(page + 1) : null,
            previous_page_uri = page > 0 ? PageUri(page - 1) : null,
        };

        string PageUri(int page) =>
            $"{request.Path}?Category={Uri.EscapeDataString(category ?? "")}&StartDate={query["StartDate"]}&EndDate={query["EndDate"]}&PageSize={size}&Page={page}&PageToken=PT{page}";
    }

    private IEnumerable<object> Records(string? category, DateOnly first, DateOnly last)
    {
        Func<NetworkCall, (decimal Price, int Minutes)>? figure = category switch
        {
            "calls" or "calls-inbound" => call => (NetworkPrices.Voice(call), NetworkPrices.VoiceMinutes(call)),
            "calls-media-stream-minutes" => call => (NetworkPrices.Stream(call), NetworkPrices.StreamMinutes(call)),
            _ => null,
        };
        return figure is null ? [] : calls()
            .Where(call => call is { EndedAt: not null, AnsweredAt: not null })
            .GroupBy(call => DateOnly.FromDateTime(call.AnsweredAt!.Value.UtcDateTime))
            .Where(day => day.Key >= first && day.Key <= last)
            .OrderByDescending(day => day.Key)
            .Select(day => Record(category!, day.Key, day.Count(), day.Sum(call => figure(call).Price), day.Sum(call => figure(call).Minutes)));
    }

    private object Record(string category, DateOnly day, int count, decimal price, int minutes) => new
    {
        account_sid = accountSid,
        api_version = "2010-04-01",
        as_of = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        category,
        count = count.ToString(CultureInfo.InvariantCulture),
        count_unit = "calls",
        description = category,
        start_date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        end_date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        price = Text(price),
        price_unit = "usd",
        usage = minutes.ToString(CultureInfo.InvariantCulture),
        usage_unit = "minutes",
    };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
