using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.History.Import;

/// <summary>A call of the old system. It has ended: nothing of it is ever live here.</summary>
internal sealed record OldCall
{
    public required ImportRecord Record { get; init; }

    public string? Id { get; init; }

    /// <summary>Twilio's, or a made-up one that is the same at every import: <c>import-{id}</c>.</summary>
    public required string CallSid { get; init; }

    public required string Direction { get; init; }

    public string? FromNumber { get; init; }

    public string? ToNumber { get; init; }

    public string? PersonaId { get; init; }

    public string? PersonaName { get; init; }

    public string? LlmModel { get; init; }

    public required string Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Null for a call that was never answered.</summary>
    public DateTime? StartedAt { get; init; }

    public required DateTime EndedAt { get; init; }

    public int? DurationSeconds { get; init; }

    public static OldCall? Read(ImportRecord record, ImportProblems problems)
    {
        var fields = new FieldReader(record, problems);
        var id = fields.Id("id");
        var sid = fields.Id("call_sid");
        if (id is null && sid is null)
        {
            fields.Problem("It has neither an id nor a call_sid, so nothing can belong to it.");
        }

        var (created, started, ended) = (fields.Moment("created_at"), fields.Moment("started_at"), fields.Moment("ended_at"));
        if ((created ?? started) is null && fields.IsGood)
        {
            fields.Problem("It has neither created_at nor started_at.");
        }

        var begun = created ?? started ?? DateTime.UnixEpoch;
        var duration = fields.Seconds("duration_seconds") ?? (WasAnswered(fields.Text("status"), started) ? Between(started ?? begun, ended) : null);
        if (ended < (started ?? begun))
        {
            fields.Problem("It ends before it begins.");
        }

        var status = StatusOf(fields.Text("status"), duration);
        var isAnswered = duration > 0 || (duration is null && status == CallStatus.Completed);
        if (isAnswered && duration is null)
        {
            fields.Notice("Its length is not known and does not follow from its end: its line cannot be estimated.");
        }

        var (from, to, personaId) = (fields.Phone("from_number"), fields.Phone("to_number"), fields.Id("persona_id"));
        return !fields.IsGood ? null : new OldCall
        {
            Record = record,
            Id = id,
            CallSid = sid ?? $"import-{id}",
            // A test call's rows count nowhere, and an export knows none.
            Direction = fields.Text("direction") is { } direction && direction.StartsWith("outbound", StringComparison.OrdinalIgnoreCase) ? direction.ToLowerInvariant() : CallDirection.Inbound,
            FromNumber = from,
            ToNumber = to,
            PersonaId = personaId,
            PersonaName = fields.Text("persona"),
            LlmModel = fields.Text("llm_model"),
            Status = status,
            CreatedAt = Earlier(begun, started),
            StartedAt = isAnswered ? started ?? begun : null,
            EndedAt = ended ?? (started ?? begun).AddSeconds(duration ?? 0),
            DurationSeconds = isAnswered ? duration : null,
        };
    }

    // The time that a line rang is no length, and costs nothing.
    private static bool WasAnswered(string? status, DateTime? started) => Word(status) switch
    {
        CallStatus.Busy or CallStatus.NoAnswer or CallStatus.Canceled => false,
        CallStatus.Failed => started is not null,
        _ => true,
    };

    private static string Word(string? status) => ImportNames.Snake(status ?? "").Replace('_', '-').Replace("cancelled", "canceled", StringComparison.Ordinal);

    private static DateTime Earlier(DateTime one, DateTime? other) => other < one ? other.Value : one;

    private static int? Between(DateTime start, DateTime? end) =>
        end is { } at && at >= start && (at - start).TotalSeconds < int.MaxValue ? (int)Math.Ceiling((at - start).TotalSeconds) : null;

    // Twilio's words for a call that is over. Any other is of a call that was on when it was exported, or a word of the old system's: then its length tells.
    private static string StatusOf(string? text, int? duration) => Word(text) switch
    {
        var word when CallStatus.IsFinal(word) => word,
        _ => duration > 0 ? CallStatus.Completed : CallStatus.Failed,
    };
}
