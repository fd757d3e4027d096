using System.Globalization;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>A usage row of the old system, in this one's words and units. Its cost is what the file says, to the nano-dollar.</summary>
internal sealed record OldEvent
{
    private const decimal NanosPerDollar = Money.NanosPerDollar;

    public required ImportRecord Record { get; init; }

    public string? Id { get; init; }

    public string? CallId { get; init; }

    public string? CallSid { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    public string? Model { get; init; }

    public required decimal UsageAmount { get; init; }

    public required long UsageMicros { get; init; }

    /// <summary>Dollars a minute, a character or a token; null where the file names none.</summary>
    public decimal? UnitCost { get; init; }

    /// <summary>As the file has it, with all its digits.</summary>
    public required decimal Cost { get; init; }

    /// <summary>The same, rounded half to even; null for usage that the old system had no price for.</summary>
    public required long? CostNanos { get; init; }

    public string? RequestId { get; init; }

    public DateTime? At { get; init; }

    public string PricingSource => CostNanos is null ? Pricing.PricingSource.Unpriced : UnitCost == 0 ? Pricing.PricingSource.Free : Pricing.PricingSource.RateCard;

    /// <summary>All that tells it apart, for a row without an id of its own.</summary>
    public string Content => string.Create(
        CultureInfo.InvariantCulture, $"{Service}/{Operation}/{Model}/{UsageMicros}/{CostNanos}/{RequestId}/{At:yyyyMMdd'T'HHmmss.ffffff}");

    public static OldEvent? Read(ImportRecord record, OtherNames map, ImportProblems problems)
    {
        var fields = new FieldReader(record, problems);
        var service = OldNames.Service(fields);
        var cost = fields.Number("cost");
        // A credit or a refund: money that came back, with the usage it was for or without.
        var isCredit = cost < 0;
        var amount = isCredit ? fields.Number("usage_amount") : fields.NotNegative("usage_amount");
        var unitCost = fields.NotNegative("unit_cost");
        var unit = service is null ? null : OldNames.Unit(service, fields.Text("usage_unit"));
        var (id, callId, callSid, requestId) = (fields.Id("id"), fields.Id("call_id"), fields.Id("call_sid"), fields.Id("provider_request_id"));
        if (callId is null && callSid is null)
        {
            fields.Problem("It has neither a call_id nor a call_sid, so it belongs to no call.");
        }

        if (amount is null && fields.IsGood)
        {
            fields.Problem("usage_amount is missing.");
        }

        if (service is not null && unit is null)
        {
            fields.Problem($"usage_unit is \"{fields.Text("usage_unit")}\", and {service} is counted in {UsageUnits.Of(service)}.");
        }

        if (cost is > 1_000_000 or < -1_000_000)
        {
            fields.Problem($"cost is {fields.Text("cost")}; more than a million dollars for one row is surely a slip.");
        }

        var at = fields.Moment("created_at");
        if (!fields.IsGood || unit is not { } factor)
        {
            return null;
        }

        if (isCredit)
        {
            fields.Notice(string.Create(CultureInfo.InvariantCulture, $"It is a credit of ${-cost} by {service}. It is booked as such, so sums are less by it."));
        }

        var usage = amount!.Value * factor.Numerator / factor.Divisor;
        // A cost of 0 for real usage is what the old system wrote when it knew no price, or had cut one off: unknown here, never $0, whatever rate stands beside it.
        var isUnpriced = cost is null || (cost == 0 && amount > 0);
        return new OldEvent
        {
            Record = record,
            Id = id,
            CallId = callId,
            CallSid = callSid,
            Service = service!,
            Operation = fields.Text("operation") is { } operation ? map.OperationOf(operation) : OldNames.DefaultOperation(service!),
            Model = fields.Text("model"),
            UsageAmount = usage,
            UsageMicros = (long)decimal.Round(usage * UsageUnits.MicrosPerUnit, MidpointRounding.ToEven),
            UnitCost = isUnpriced ? null : RateUnitPrice(service!, amount.Value, usage, cost!.Value, unitCost),
            // Minus zero is zero.
            Cost = cost is null or 0 ? 0 : cost.Value,
            CostNanos = isUnpriced ? null : (long)decimal.Round(cost!.Value * NanosPerDollar, MidpointRounding.ToEven),
            RequestId = requestId,
            At = at,
        };
    }

    /// <summary>
    /// Here Deepgram and Twilio are priced a minute. A unit cost that explains the cost only for the file's own seconds is a
    /// price a second, so it is sixty times that a minute.
    /// </summary>
    private static decimal? RateUnitPrice(string service, decimal amount, decimal usage, decimal cost, decimal? unitCost)
    {
        if (unitCost is not { } price || PricingType.Of(service) != PricingType.PerMinute)
        {
            return unitCost;
        }

        var minutes = UsageUnits.Of(service) == UsageUnits.Seconds ? usage / 60 : usage;
        return minutes != 0 && !Explains(minutes * price) && amount != minutes && Explains(amount * price) ? decimal.Round(price * amount / minutes, 18) : price;

        bool Explains(decimal expected) => Math.Abs(expected - cost) <= Math.Max(0.00001m * Math.Abs(cost), 0.000000001m);
    }
}
