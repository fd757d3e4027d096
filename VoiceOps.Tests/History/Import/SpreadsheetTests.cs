using VoiceOps.Voice.History.Import;
using Xunit;

namespace VoiceOps.Tests.History.Import;

/// <summary>What spreadsheets make of an export: dates as numbers, long numbers cut short, a line for themselves, columns twice.</summary>
public sealed class SpreadsheetTests
{
    private const string Head = "id,created_at,status,duration_seconds";

    [Theory]
    [InlineData("45964.4166666667", "2025-11-03T10:00:00")]
    [InlineData("45964", "2025-11-03T00:00:00")]
    [InlineData("45964.4188", "2025-11-03T10:03:04.320")]
    [InlineData("36526", "2000-01-01T00:00:00")]
    [InlineData("60000.5", "2064-04-08T12:00:00")]
    public void Moment_AsASpreadsheetCountsDays_IsThatDayAndIsSaid(string text, string utc)
    {
        var plan = OfCalls($"{Head}\n1,{text},completed,180\n2,{text},completed,180");

        Assert.Empty(plan.Problems.Problems);
        Assert.All(plan.Calls, call => Assert.Equal(DateTime.Parse(utc), call.CreatedAt));
        Assert.Equal($"calls.csv:2: created_at is read as a spreadsheet's count of days, here and in the rows below: {text} is {DateTime.Parse(utc):yyyy-MM-dd HH:mm:ss} UTC.",
            Assert.Single(plan.Problems.Notices).ToString());
    }

    [Theory]
    [InlineData("20251103")]
    [InlineData("2025110310")]
    [InlineData("202511031000")]
    [InlineData("20251103100000")]
    [InlineData("20251103100000123")]
    [InlineData("2025")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("36525.9")]
    [InlineData("946684799")]
    [InlineData("-45964.5")]
    [InlineData("1.76216E+12")]
    [InlineData("4.5964E+04")]
    [InlineData("1999-12-31")]
    [InlineData("1970-01-01")]
    [InlineData("2025-02-29")]
    [InlineData("03.11.2025")]
    [InlineData("11/3/2025 10:00")]
    [InlineData("2025-11")]
    [InlineData("٢٠٢٥-١١-٠٣")]
    public void Moment_OfNoSuchForm_IsAProblemWithItsLine(string text)
    {
        var told = Assert.Single(OfCalls($"{Head}\n1,2025-11-03,completed,180\n2,{text},completed,180").Problems.Problems);

        Assert.StartsWith($"calls.csv:3: created_at is \"{text}\", which is no time such as 2025-11-03T10:00:00Z.", told.ToString());
    }

    [Fact]
    public void Moment_ThatLooksLikeADay_SaysHowToWriteIt() =>
        Assert.EndsWith("If it is a day, write it as 2025-11-03.", OfCalls($"{Head}\n1,20251103,completed,180").Problems.Problems[0].Text);

    [Theory]
    [InlineData("effective_from", "2025")]
    [InlineData("effective_from", "20250101")]
    [InlineData("effective_to", "1970-01-01")]
    public void Rate_FromOrToNoTime_IsAProblem(string column, string text) =>
        Assert.Contains($"{column} is \"{text}\", which is no time", Assert.Single(Plan(
            Export.File("service_pricing.csv", $"service,operation,unit_price,{column}\ntwilio,voice,0.014,{text}")).Problems.Problems, problem => problem.Text.Contains("no time")).Text);

    [Fact]
    public void Rate_SinceEver_IsOneOf1970() =>
        Assert.Equal(DateTime.UnixEpoch, Assert.Single(Plan(Export.File("service_pricing.csv", "service,operation,unit_price,effective_from\ntwilio,voice,0.014,1970-01-01 00:00:00.000000")).Rates).EffectiveFrom);

    [Theory]
    [InlineData("from_number", "4.91512E+12")]
    [InlineData("from_number", "4,91512E+12")]
    [InlineData("to_number", "4.41e11")]
    [InlineData("id", "1.00001E+17")]
    [InlineData("call_sid", "4.41E+11")]
    [InlineData("persona_id", "1.0E+5")]
    public void Number_CutShort_IsAProblemWithItsLine(string column, string text)
    {
        var told = Assert.Single(OfCalls($"key;created_at;duration_seconds;{column}\n1;2025-11-03;5;{text}", "key=call_sid").Problems.Problems.Take(1));

        Assert.Equal(2, told.Line);
        Assert.StartsWith($"{column} is \"{text}\": a spreadsheet has shortened it", told.Text);
    }

    [Theory]
    [InlineData("id", "1.00001E+17", "id is")]
    [InlineData("call_id", "1.00001E+17", "call_id is")]
    [InlineData("request_id", "2.00001E+17", "provider_request_id is")]
    [InlineData("usage_amount", "4.41E+11", "usage_amount is \"4.41E+11\": a spreadsheet has shortened it")]
    [InlineData("cost", "1.5E+01", "cost is")]
    public void Event_WithANumberCutShort_IsAProblem(string column, string text, string problem)
    {
        var fields = new Dictionary<string, string> { ["id"] = "1", ["call_id"] = "1", ["request_id"] = "r", ["usage_amount"] = "5", ["cost"] = "1", [column] = text };

        var plan = Plan(["request_id=provider_request_id"], Calls(), Export.File("api_call_events.csv", $"service,{string.Join(',', fields.Keys)}\nelevenlabs,{string.Join(',', fields.Values)}"));

        Assert.Contains(plan.Problems.Problems, said => said.Line == 2 && said.Text.StartsWith(problem, StringComparison.Ordinal) && said.Text.Contains("shortened"));
    }

    [Theory]
    [InlineData("+4915123456701", "+4915123456701", null)]
    [InlineData("+49 151 23456-701", "+4915123456701", null)]
    [InlineData("+1 (415) 555-0100", "+14155550100", null)]
    [InlineData("4915123456701", "+4915123456701", "has no plus in front; it is taken for +4915123456701")]
    [InlineData("4915123456701.0", "+4915123456701", "has no plus in front")]
    [InlineData("4155550100", "4155550100", "is no full number with its country, so it is nobody's")]
    [InlineData("Anonymous", "Anonymous", null)]
    [InlineData("sip:anna@example.com", "sip:anna@example.com", null)]
    public void Phone_AsItIsWritten_IsTheNumberOrIsSaid(string text, string number, string? notice)
    {
        var plan = OfCalls($"{Head},from_number\n1,2025-11-03,completed,5,{text}");

        Assert.Equal(number, Assert.Single(plan.Calls).FromNumber);
        Assert.Equal(notice is not null, plan.Problems.Notices.Any(said => said.Line == 2 && said.Text.Contains(notice ?? "")));
    }

    [Theory]
    [InlineData("sep=;\n", ';')]
    [InlineData("\ufeffsep=;\r\n", ';')]
    [InlineData("\ufeff\"sep=,\"\n", ',')]
    [InlineData("SEP=\t\n", '\t')]
    [InlineData("\"Sep=|\"\n", '|')]
    [InlineData("sep=;;;\n", ';')]
    public void Csv_ThatNamesItsSeparator_IsReadByItAndLinesAreThoseOfTheFile(string first, char separator)
    {
        string[] rows = [Head, "1,2025-11-03T10:00:00Z,completed,187", "2,yesterday,completed,62"];

        var plan = OfCalls(first + string.Join('\n', rows.Select(row => row.Replace(',', separator))));

        Assert.Equal(187, Assert.Single(plan.Calls).DurationSeconds);
        Assert.StartsWith("calls.csv:4: created_at is \"yesterday\"", Assert.Single(plan.Problems.Problems).ToString());
    }

    [Theory]
    [InlineData("duration,duration_seconds", "4,187")]
    [InlineData("duration_seconds,duration", "187,4")]
    [InlineData("durationSeconds,duration_seconds", "4,187")]
    [InlineData("duration,durationSeconds", "4,187")]
    public void Column_UnderTwoNames_ItsOwnNameWinsAndTheOtherIsSaid(string heads, string values)
    {
        var plan = OfCalls($"id,created_at,status,{heads}\n1,2025-11-03,completed,{values}", "duration=duration_seconds");

        Assert.Equal(187, Assert.Single(plan.Calls).DurationSeconds);
        Assert.Contains(plan.Problems.Notices, notice => notice.Text.Contains("is not read: duration"));
    }

    [Theory]
    [InlineData("durationSeconds,Duration Seconds", "4,187", "durationSeconds and Duration Seconds are both duration_seconds, and say \"4\" and \"187\".")]
    [InlineData("duration_seconds,duration_seconds", "4,187", "duration_seconds and duration_seconds are both duration_seconds")]
    [InlineData("length,duration", "4,187", "length and duration are both duration_seconds")]
    public void Column_UnderTwoNamesThatDisagree_IsAProblemThatNamesBoth(string heads, string values, string problem) =>
        Assert.StartsWith($"calls.csv:2: {problem}", Assert.Single(
            OfCalls($"id,created_at,status,{heads}\n1,2025-11-03,completed,{values}", "duration=duration_seconds", "length=duration_seconds").Problems.Problems.Take(1)).ToString());

    [Fact]
    public void Column_UnderTwoNamesThatAgree_IsOne() =>
        Assert.Equal(187, Assert.Single(OfCalls("id,created_at,durationSeconds,Duration-Seconds\n1,2025-11-03,187,187.0").Calls).DurationSeconds);

    [Theory]
    [InlineData("""[{"callId":1,"service":"elevenlabs","usageAmount":100,"total_cost":9.99,"cost":0.015}]""", true)]
    [InlineData("""[{"callId":1,"service":"elevenlabs","usageAmount":100,"cost":0.015,"Cost":0.015}]""", true)]
    [InlineData("""[{"callId":1,"service":"elevenlabs","usageAmount":100,"COST":9.99,"Cost":0.015}]""", false)]
    public void Field_UnderTwoNames_IsTreatedAlike(string json, bool isGood)
    {
        var plan = Plan(["total_cost=cost"], Calls(), Export.File("api_call_events.json", json));

        Assert.Equal(isGood, plan.Problems.Count == 0);
        Assert.Equal(isGood ? 0.015m : null, plan.Events.SingleOrDefault()?.Event.Cost);
        Assert.True(isGood || plan.Problems.Problems[0].Text.StartsWith("COST and Cost are both cost, and say \"9.99\" and \"0.015\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", "-0.844161", -844_161_000L, "0")]
    [InlineData("-1", "-0.844161", -844_161_000L, "-1")]
    [InlineData("1", "-$2.50", -2_500_000_000L, "1")]
    [InlineData("0", "-0.00", 0L, "0")]
    [InlineData("1", "-0.00", null, "1")]
    [InlineData("100", "-0", null, "100")]
    public void Event_ThatGivesMoneyBack_IsBookedAsACredit(string usage, string cost, long? nanos, string amount)
    {
        var plan = Plan(Calls(), Export.File("api_call_events.csv", $"call_id,service,operation,usage_amount,usage_unit,cost\n1,twilio,credit,{usage},minutes,{cost}"));

        Assert.Empty(plan.Problems.Problems);
        var row = Assert.Single(plan.Events).Event;
        Assert.Equal((nanos, decimal.Parse(amount)), (row.CostNanos, row.UsageAmount));
        Assert.Equal(nanos < 0 ? 1 : 0, plan.Problems.Notices.Count(notice => notice.ToString().StartsWith("api_call_events.csv:2: It is a credit of $", StringComparison.Ordinal)));
        Assert.DoesNotContain('-', row.Cost == 0 ? row.Cost.ToString() : "");
    }

    [Theory]
    [InlineData("-1", "0.5")]
    [InlineData("-1", "")]
    [InlineData("-1", "0")]
    public void Event_OfNegativeUsageThatCosts_IsAProblem(string usage, string cost) => Assert.Contains(
        "usage_amount is -1: it cannot be negative", Assert.Single(Plan(Calls(), Export.File("api_call_events.csv", $"call_id,service,usage_amount,cost\n1,twilio,{usage},{cost}")).Problems.Problems).Text);

    private static ImportFile Calls() => Export.File("calls.csv", "id,created_at\n1,2025-11-03");

    private static ImportPlan Plan(params ImportFile[] files) => Plan([], files);

    private static ImportPlan Plan(string[] map, params ImportFile[] files) => ImportPlan.Of(files, OtherNames.Parse(map, out _)!);

    private static ImportPlan OfCalls(string csv, params string[] map) => Plan(map, Export.File("calls.csv", csv));
}
