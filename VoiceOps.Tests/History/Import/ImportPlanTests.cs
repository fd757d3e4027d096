using System.Text;
using VoiceOps.Voice.History.Import;
using Xunit;

namespace VoiceOps.Tests.History.Import;

/// <summary>What exports look like, and what is told of one that cannot be read.</summary>
public sealed class ImportPlanTests
{
    [Theory]
    [InlineData("0.018388333333333334", 18_388_333)]
    [InlineData("5.9e-07", 590)]
    [InlineData("5.9E-7", 590)]
    [InlineData("1e-05", 10_000)]
    [InlineData("0.0000000005", 0)] // half to even
    [InlineData("0.0000000015", 2)]
    [InlineData("0.0000000025", 2)]
    [InlineData("0.30000000000000004", 300_000_000)]
    [InlineData("$0.014", 14_000_000)]
    [InlineData(" 12 ", 12_000_000_000)]
    [InlineData(".5", 500_000_000)]
    [InlineData("+0.5", 500_000_000)]
    public void Cost_AnyText_IsReadDigitByDigit(string text, long nanos) => Assert.Equal(nanos, Assert.Single(OfEvents($"cost\n{text}").Events).Event.CostNanos);

    [Theory]
    [InlineData("0,014", "cost is \"0,014\": use a point for decimals and nothing between thousands.")]
    [InlineData("\"1,234.50\"", "use a point for decimals")]
    [InlineData("NaN", "which is not a number")]
    [InlineData("Infinity", "which is not a number")]
    [InlineData("1e400", "which is not a number")]
    [InlineData("1e12", "more than a million dollars")]
    [InlineData("-1000001", "more than a million dollars")]
    [InlineData("EUR 1", "which is not a number")]
    public void Cost_ThatIsNone_IsToldWithItsLine(string text, string problem)
    {
        // A semicolon, so that the comma is the field's.
        var plan = OfEvents($"cost\n0.1\n{text}", ';');

        var told = Assert.Single(plan.Problems.Problems);
        Assert.Equal(("old_api_call_events.csv", 3), (told.File, told.Line));
        Assert.Contains(problem, told.Text);
    }

    [Theory]
    [InlineData("0", "", null)]
    [InlineData("0", "0", null)]
    [InlineData("", "", null)]
    [InlineData("0", "0.0000001", null)]
    [InlineData("0", "0.014", null)]
    [InlineData("0.014", "0.014", 14_000_000L)]
    public void Cost_OfZeroForRealUsage_IsUnpricedWhateverRateStandsBesideIt(string cost, string unitCost, long? nanos) =>
        Assert.Equal(nanos, Assert.Single(OfEvents($"cost,unit_cost\n{cost},{unitCost}").Events).Event.CostNanos);

    [Theory]
    [InlineData("twilio", "1.0166666666666666", "minutes", 1_016_667, "1.0166666666666666")]
    [InlineData("twilio", "90", "seconds", 1_500_000, "1.5")]
    [InlineData("Twilio", "2", "", 2_000_000, "2")]
    [InlineData("deepgram", "187.25", "seconds", 187_250_000, "187.25")]
    [InlineData("deepgram", "3.5", "Minutes", 210_000_000, "210")]
    [InlineData("eleven_labs", "1480", "characters", 1_480_000_000, "1480")]
    [InlineData("Eleven-Labs", "1480", "Characters", 1_480_000_000, "1480")]
    [InlineData("CEREBRAS", "1e3", "token", 1_000_000_000, "1000")]
    public void Usage_AnyUnit_IsBroughtToTheServicesOwn(string service, string amount, string unit, long micros, string exact)
    {
        var planned = Assert.Single(Read("call_id,service,usageAmount,usageUnit,cost", $"1,{service},{amount},{unit},1").Events).Event;

        Assert.Equal((micros, decimal.Parse(exact)), (planned.UsageMicros, planned.UsageAmount));
    }

    [Theory]
    [InlineData("openai", "tokens", "service is \"openai\", which is none of twilio, deepgram, elevenlabs, cerebras.")]
    [InlineData("twilio", "tokens", "usage_unit is \"tokens\", and twilio is counted in minutes.")]
    [InlineData("cerebras", "requests", "usage_unit is \"requests\", and cerebras is counted in tokens.")]
    [InlineData("", "tokens", "service is missing.")]
    public void Usage_OfUnknownServiceOrUnit_IsAProblem(string service, string unit, string problem) =>
        Assert.Equal(problem, Assert.Single(Read("call_id,service,usage_amount,usage_unit,cost", $"1,{service},1,{unit},1").Problems.Problems).Text);

    [Theory]
    [InlineData("187", "0.0059", "0.018388333333333334", "0.0059")] // a price a minute
    [InlineData("187", "0.0000983333333333333", "0.018388333333333334", "0.005899999999999998")] // a price a second
    public void UnitCost_OfSeconds_IsAPriceAMinute(string seconds, string unitCost, string cost, string perMinute) => Assert.Equal(
        decimal.Parse(perMinute), Assert.Single(Read("call_id,service,usage_amount,usage_unit,unit_cost,cost", $"1,deepgram,{seconds},seconds,{unitCost},{cost}").Events).Event.UnitCost);

    [Theory]
    [InlineData("2025-11-03T10:00:00.123456Z", "2025-11-03T10:00:00.123456")]
    [InlineData("2025-11-03T10:00:00.1234567+01:00", "2025-11-03T09:00:00.123456")]
    [InlineData("2025-11-03 10:00:00", "2025-11-03T10:00:00")]
    [InlineData("2025-11-03 10:00:00.5+00", "2025-11-03T10:00:00.5")]
    [InlineData("2025-11-03 15:45:00+05:45", "2025-11-03T10:00:00")]
    [InlineData("2025-11-03", "2025-11-03T00:00:00")]
    [InlineData("1762164000", "2025-11-03T10:00:00")]
    [InlineData("1762164000123", "2025-11-03T10:00:00.123")]
    [InlineData("\"Mon, 03 Nov 2025 10:00:00 GMT\"", "2025-11-03T10:00:00")]
    public void Moment_AnyNotation_IsUtc(string text, string utc) =>
        Assert.Equal(DateTime.Parse(utc), Assert.Single(OfCalls($"id,created_at,duration_seconds\n1,{text},5").Calls).CreatedAt);

    [Theory]
    [InlineData("03/11/2025")] // March or November?
    [InlineData("yesterday")]
    [InlineData("0001-01-01")]
    public void Moment_ThatIsNone_IsAProblem(string text) =>
        Assert.Contains("which is no time", Assert.Single(OfCalls($"id,created_at\n1,{text}").Problems.Problems).Text);

    [Theory]
    [InlineData("187", 187)]
    [InlineData("186.2", 187)]
    [InlineData("3:07", 187)]
    [InlineData("00:03:07", 187)]
    [InlineData("1:00:00", 3600)]
    public void Duration_AnyNotation_IsStartedSeconds(string text, int seconds) =>
        Assert.Equal(seconds, Assert.Single(OfCalls($"id,created_at,duration_seconds\n1,2025-11-03,{text}").Calls).DurationSeconds);

    [Theory]
    [InlineData("2025-11-03T10:00:00Z,2025-11-03T10:01:00.5Z,,completed", 61, true)] // from start and end
    [InlineData("2025-11-03T10:00:00Z,,,completed", null, true)] // nobody knows
    [InlineData("2025-11-03T10:00:00Z,,0,completed", null, false)] // never answered
    [InlineData("2025-11-03T10:00:00Z,,,busy", null, false)]
    [InlineData("2025-11-03T10:00:00Z,,12,in-progress", 12, true)] // on when it was exported, over by now
    public void Duration_Missing_FollowsFromTheEndOrIsUnknown(string fields, int? seconds, bool isAnswered)
    {
        var call = Assert.Single(OfCalls($"id,created_at,ended_at,duration_seconds,status\n1,{fields}").Calls);

        Assert.Equal((seconds, isAnswered), (call.DurationSeconds, call.StartedAt is not null));
        Assert.NotEqual("in-progress", call.Status);
    }

    [Fact]
    public void Call_WithoutSid_GetsOneThatIsTheSameEveryTime() =>
        Assert.Equal("import-17", Assert.Single(OfCalls("id,created_at\n17,2025-11-03").Calls).CallSid);

    [Theory]
    [InlineData("\ufeff")]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    public void Csv_MarksAndBlankLinesBeforeTheHead_AreNothing(string before) => Assert.Single(OfCalls($"{before}id,created_at\r\n1,2025-11-03\r\n").Calls);

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Csv_OtherDelimiters_AreSeen(char delimiter) => Assert.Single(OfCalls($"id{delimiter}created_at{delimiter}from_number\n1{delimiter}2025-11-03{delimiter}a, b, c, d, e\n").Calls);

    [Fact]
    public void Csv_FieldWithLineBreaks_LinesAreThoseOfTheFile()
    {
        var plan = Plan([Export.File("personas.csv", "name,systemPrompt\n\"A\",\"one\ntwo \"\"quoted\"\"\n\nthree\"\nB,short\n,nameless\n")]);

        Assert.Equal(["one\ntwo \"quoted\"\n\nthree", "short"], plan.Personas.Select(persona => persona.SystemPrompt));
        Assert.Equal([2, 6], plan.Personas.Select(persona => persona.Record.Line));
        Assert.Equal("personas.csv:7: name is missing.", Assert.Single(plan.Problems.Problems).ToString());
    }

    [Theory]
    [InlineData("id,created_at\n1,2025-11-03,x", "calls.csv:2: It has 3 fields, and the head has 2.")]
    [InlineData("a,b\n1,2", "calls.csv:1: None of its columns is known. The first line must hold their names.")]
    [InlineData("id,created_at\n1,2025-11-03\n1,2025-11-04", "calls.csv:3: The call stands in calls.csv:2 already.")]
    public void Csv_Broken_IsToldWithItsLine(string text, string problem) => Assert.Contains(problem, OfCalls(text).Problems.Problems.Select(said => said.ToString()));

    [Fact]
    public void Json_Numbers_KeepEveryDigit()
    {
        var plan = Plan([Export.File("calls.json", """[{"id":9007199254740993,"createdAt":"2025-11-03"}]"""), Export.File("apiCallEvents.json", """[{"callId":9007199254740993,"service":"cerebras","usageAmount":1,"cost":0.1000000000000000055511}]""")]);

        Assert.Empty(plan.Problems.Problems);
        Assert.Equal(0.1000000000000000055511m, Assert.Single(plan.Events).Event.Cost);
    }

    [Theory]
    [InlineData("export.json", """{ "calls": [{"id": 1, "createdAt": "2025-11-03"}], "personas": [] }""")]
    [InlineData("calls.json", """{ "data": [{"id": 1, "created_at": "2025-11-03"}], "total": 1 }""")]
    [InlineData("Calls.jsonl", "{\"id\": 1, \"created_at\": \"2025-11-03\"}\n")]
    [InlineData("calls-2025-11.json", "// exported\n[{\"id\": \"1\", \"createdAt\": \"2025-11-03\", \"metadata\": {\"a\": [1]}},]")]
    public void Json_AnyShape_IsRead(string name, string text)
    {
        var plan = Plan([Export.File(name, text)]);

        Assert.Empty(plan.Problems.Problems);
        Assert.Equal("1", Assert.Single(plan.Calls).Id);
    }

    [Theory]
    [InlineData("calls.json", "[\n{\"id\": 1, \"createdAt\": \"2025-11-03\"},\n{\"id\": 2,\n\"createdAt\": 5 5}]", "calls.json:4: It is not JSON from here on.")]
    [InlineData("calls.json", "[\n{\"id\": 1,\n \"createdAt\": \"2025-11-03\"},\n\n{\"id\": 2}]", "calls.json:5: It has neither created_at nor started_at.")]
    [InlineData("things.json", "[{}]", "things.json: Its name does not say which table it is. Name it calls, api_call_events, service_pricing or personas.")]
    [InlineData("calls.json", "[1]", "calls.json:1: A row must be an object.")]
    public void Json_Broken_IsToldWithItsLine(string name, string text, string problem) =>
        Assert.Contains(problem, Plan([Export.File(name, text)]).Problems.Problems.Select(said => said.ToString()));

    [Fact]
    public void File_InUtf16_IsReadAndOneInLatin1IsAProblem()
    {
        var utf16 = new ImportFile("personas.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name\nJosé\n")]);
        Assert.Equal("José", Assert.Single(Plan([utf16]).Personas).Name);

        var latin1 = new ImportFile("personas.csv", Encoding.Latin1.GetBytes("name\nJosé\n"));
        Assert.Contains("It is not UTF-8 text", Assert.Single(Plan([latin1]).Problems.Problems.Take(1)).Text);
    }

    [Fact]
    public void Events_WithoutIds_AreOneEachHoweverTheyAreOrdered()
    {
        const string head = "call_id,service,usage_amount,cost,created_at";
        string[] rows = ["1,cerebras,5,0.1,2025-11-03", "1,cerebras,5,0.1,2025-11-03", "1,cerebras,6,0.1,2025-11-03"];

        var keys = Read(head, rows).Events.Select(planned => planned.EventKey).ToList();

        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(keys.Order(), Read(head, [.. rows.Reverse()]).Events.Select(planned => planned.EventKey).Order());
    }

    [Fact]
    public void Event_OfACallThatIsNotThere_IsAProblem() =>
        Assert.StartsWith("Its call 8 is not among the calls of these files.", Assert.Single(Read("call_id,service,usage_amount,cost", "8,cerebras,1,1").Problems.Problems).Text);

    [Theory]
    [InlineData("per_minute", "0.014", "0.014", "per_minute", "twilio")]
    [InlineData("per_second", "0.0001", "0.006", "per_minute", "deepgram")]
    [InlineData("per_1k_characters", "0.15", "0.00015", "per_character", "elevenlabs")]
    [InlineData("per_1m_tokens", "0.6", "0.0000006", "per_token", "cerebras")]
    [InlineData("", "0.014", "0.014", "per_minute", "twilio")]
    public void Rate_AnyUnit_IsBroughtToTheServicesOwn(string unit, string price, string unitPrice, string type, string service)
    {
        var rate = Assert.Single(Plan([Export.File("servicePricing.csv", $"service,operation,model,unitPrice,pricingType\n{service},x,m,{price},{unit}")]).Rates);

        Assert.Equal((decimal.Parse(unitPrice), type), (rate.UnitPrice, rate.PricingType));
    }

    [Fact]
    public void Export_AsItIs_HasNoProblems()
    {
        var plan = Plan([.. Export.All]);

        Assert.Empty(plan.Problems.Problems);
        Assert.Equal((3, 5, 1, 2), (plan.Calls.Count, plan.Events.Count, plan.Personas.Count, plan.Rates.Count));
        Assert.Contains("calls.csv: Columns that are not read: recordingUrl.", plan.Problems.Notices.Select(notice => notice.ToString()));
    }

    [Theory]
    [InlineData("usageAmount")]
    [InlineData("usage_amount")]
    [InlineData("Usage Amount")]
    public void Names_OfTheOldSystem_AreReadInSnakeAndCamelCase(string heading) =>
        Assert.Equal(5m, Assert.Single(Read($"call_id,service,{heading},cost", "1,cerebras,5,1").Events).Event.UsageAmount);

    [Fact]
    public void Names_OfNobody_AreSaidAndNotGuessed()
    {
        var plan = Read("call_id,service,usage_amount,cost,total_cost,quantity", "1,cerebras,5,1,9,7");

        Assert.Equal((5m, 1m), (Assert.Single(plan.Events).Event.UsageAmount, plan.Events[0].Event.Cost));
        Assert.Equal("api_call_events.csv: Columns that are not read: total_cost, quantity.", Assert.Single(plan.Problems.Notices).ToString());
    }

    [Fact]
    public void Map_ColumnsAndOperations_AreReadByTheirOtherNames()
    {
        ImportFile[] files =
        [
            Export.File("calls.csv", "id,createdAt,lengthInSeconds\n1,2025-11-03,5"),
            Export.File("api_call_events.json", """[{"callId":1,"service":"elevenlabs","operation":"TTS","quantity":100,"totalCost":0.015}]"""),
        ];

        var plan = Plan(files, "length_in_seconds=duration_seconds", "quantity=usageAmount", "total_cost = cost", "tts=speech");

        Assert.Empty(plan.Problems.Problems);
        Assert.Equal((5, 100m, 0.015m, "speech"), (plan.Calls[0].DurationSeconds, plan.Events[0].Event.UsageAmount, plan.Events[0].Event.Cost, plan.Events[0].Event.Operation));
    }

    // A name that is known here may mean something else there: what is mapped is mapped.
    [Fact]
    public void Map_NameThatATableHas_IsReadThereAsMapped() =>
        Assert.Equal(9m, Assert.Single(Plan(
            [Export.File("calls.csv", "id,created_at\n1,2025-11-03"), Export.File("api_call_events.csv", "call_id,service,usage_amount,unit_cost\n1,cerebras,5,9")], "unit_cost=cost").Events).Event.Cost);

    [Theory]
    [InlineData("cost", "\"cost\" must be written old=new, such as total_cost=cost.")]
    [InlineData("=cost", "must be written old=new")]
    [InlineData("a=b=c", "must be written old=new")]
    [InlineData("total=costs", "\"costs\" is neither a column (id, call_sid, direction,")]
    public void Map_ThatCannotBeMeant_SaysWhat(string pair, string problem)
    {
        Assert.Null(OtherNames.Parse([pair], out var problems));
        Assert.Contains(problem, Assert.Single(problems));
    }

    [Fact]
    public void Map_TwoNamesForOne_IsAProblem()
    {
        Assert.Null(OtherNames.Parse(["total=cost", "Total=unit_cost"], out var problems));
        Assert.Equal("\"Total\" is given two names.", Assert.Single(problems));
    }

    [Theory]
    [InlineData("success", "5", "completed")]
    [InlineData("Completed", "5", "completed")]
    [InlineData("in-progress", "0", "failed")]
    [InlineData("Cancelled", "0", "canceled")]
    public void Status_OfAnyWord_IsOneOfTwiliosForACallThatIsOver(string word, string seconds, string status) =>
        Assert.Equal(status, Assert.Single(OfCalls($"id,created_at,duration_seconds,status\n1,2025-11-03,{seconds},{word}").Calls).Status);

    [Theory]
    [InlineData("busy", "2025-11-03 10:00:00", "", null)]
    [InlineData("no-answer", "2025-11-03 10:00:00", "", null)]
    [InlineData("Cancelled", "2025-11-03 10:00:00", "2025-11-03 10:00:00", null)]
    [InlineData("failed", "2025-11-03 10:00:00", "", null)]
    [InlineData("failed", "2025-11-03 10:00:00", "2025-11-03 10:00:00", 30)]
    [InlineData("completed", "2025-11-03 10:00:00", "", 30)]
    public void Call_ThatNobodyAnswered_HasNoLengthBetweenItsRingingAndItsEnd(string status, string created, string started, int? seconds)
    {
        var call = Assert.Single(OfCalls($"id,status,created_at,started_at,ended_at\n1,{status},{created},{started},2025-11-03 10:00:30\n").Calls);

        Assert.Equal((seconds, seconds is not null), (call.DurationSeconds, call.StartedAt is not null));
    }

    private static ImportPlan Plan(ImportFile[] files, params string[] map) => ImportPlan.Of(files, OtherNames.Parse(map, out _)!);

    private static ImportPlan OfCalls(string csv) => Plan([Export.File("calls.csv", csv)]);

    /// <summary>Rows of one call, with the columns of <paramref name="csv"/> beside the ones that a row needs.</summary>
    private static ImportPlan OfEvents(string csv, char delimiter = ',')
    {
        var lines = csv.Split('\n');
        var filled = lines.Select((line, index) => string.Join(delimiter, index == 0 ? (string[])["call_id", "service", "usage_amount", "id", line.Replace(',', delimiter)] : ["1", "cerebras", "100", $"{index}", delimiter == ',' ? line : line.Trim('"')]));
        return Plan([Export.File("calls.csv", "id,created_at\n1,2025-11-03"), Export.File("old_api_call_events.csv", string.Join('\n', filled))]);
    }

    private static ImportPlan Read(string head, params string[] rows) =>
        Plan([Export.File("calls.csv", "id,created_at\n1,2025-11-03"), Export.File("api_call_events.csv", $"{head}\n{string.Join('\n', rows)}")]);
}
