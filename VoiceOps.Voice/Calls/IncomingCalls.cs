using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Calls;

/// <summary>Answers the voice webhook: records the call and says what the line is to do.</summary>
internal sealed class IncomingCalls(
    Admission admission, CallRecords records, CallTermsReader terms, PersonaDirectory personas, StreamTokens tokens,
    LedgerWriter writer, AppVersion version, IOptions<CallOptions> options, CallsMetrics metrics, TimeProvider time, ILogger<IncomingCalls> logger)
{
    public async Task<CallAnswer> AnswerAsync(IncomingCall incoming, CancellationToken cancellationToken)
    {
        var callTerms = await terms.ReadAsync(incoming.FromNumber, cancellationToken);
        var persona = await personas.ForNumberAsync(incoming.ToNumber, cancellationToken);
        var refusal = admission.Refusal() ?? (persona is null ? "no persona answers this number, and there is no default one" : null);
        var row = refusal is null
            ? NewCall(incoming, callTerms, CallStatus.Ringing, persona)
            : Refused(incoming, callTerms, persona, refusal);

        var (call, isNew) = await records.AddAsync(row, cancellationToken);
        if (isNew && refusal is not null)
        {
            return Refuse(call, callTerms, refusal);
        }

        if (call.EndedAt is not null)
        {
            // Asked again about a call that was turned away: the same answer, and no second row.
            return Decline(call.Status);
        }

        logger.Accepted(call.CallSid, persona!.Name, isNew);
        return new CallAnswer.Connect(tokens.Issue(expiresAt => new PendingStream
        {
            Call = call,
            Persona = persona,
            Terms = callTerms,
            ExpiresAt = expiresAt,
        }));
    }

    private CallAnswer Refuse(Call call, CallTerms callTerms, string refusal)
    {
        metrics.Refused();
        logger.Refused(call.CallSid, refusal);
        if (call.Status == CallStatus.Completed)
        {
            // The apology answers the line, so its first minute is billed to us; nobody is charged for hearing it.
            var meters = new CallMeters(call.Id, call.CallSid, callTerms with { PricePerMinute = 0 }, time);
            meters.StopClock(TimeSpan.Zero);
            meters.End(CallRecords.Apologize(call.Id, meters.AnsweredAt));
            writer.TryOpen(meters);
        }

        return Decline(call.Status);
    }

    private CallAnswer Decline(string status) =>
        status == CallStatus.Rejected ? new CallAnswer.Reject() : new CallAnswer.Apologize(options.Value.Apology);

    private Call Refused(IncomingCall incoming, CallTerms callTerms, Persona? persona, string refusal)
    {
        var apologizes = options.Value.WhenUnavailable == WhenUnavailable.Apologize;
        var call = NewCall(incoming, callTerms with { PricePerMinute = 0 }, apologizes ? CallStatus.Completed : CallStatus.Rejected, persona);
        call.EndedReason = EndedReason.Rejected;
        call.EndedAt = call.CreatedAt;
        call.MissingUsage = MissingUsage.ExplainAll(refusal, ServiceNames.All.Where(service => !apologizes || service != ServiceNames.Twilio));
        return call;
    }

    private Call NewCall(IncomingCall incoming, CallTerms callTerms, string status, Persona? persona) => new()
    {
        CallSid = incoming.CallSid,
        Direction = incoming.Direction,
        FromNumber = incoming.FromNumber,
        ToNumber = incoming.ToNumber,
        AccountId = callTerms.AccountId,
        PersonaId = persona?.Id,
        LlmModel = persona?.LlmModel,
        Status = status,
        AppVersion = $"{version} (schema {version.Schema})",
        PricePerMinute = callTerms.PricePerMinute,
        BillingIncrementSeconds = callTerms.BillingIncrementSeconds,
        CreatedAt = time.GetUtcTime(),
    };
}
