using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Answers the voice webhook: records the call and says what the line is to do.</summary>
internal sealed class IncomingCalls(
    Admission admission, CallerCredit credit, CallRecords records, CallTermsReader terms, PersonaDirectory personas, CallScripts scripts, StreamTokens tokens,
    LedgerWriter writer, UnrecordedCalls unrecorded, AppVersion version, IOptions<CallOptions> options, CallsMetrics metrics, TimeProvider time, ILogger<IncomingCalls> logger)
{
    public async Task<CallAnswer> AnswerAsync(IncomingCall incoming, CancellationToken cancellationToken)
    {
        // The caller hears it ring until the call's row is written, and perhaps a persona's version that was edited by hand.
        using var first = await writer.RightOfWay.TakeAsync(cancellationToken);
        try
        {
            return await RecordAsync(incoming, cancellationToken);
        }
        catch (Exception exception) when (UnrecordedCalls.IsStoreAway(exception))
        {
            // A call without a row could not be metered. Never answered it costs nothing, so that the books miss nothing;
            // an apology would be a minute of Twilio's that nobody could book.
            metrics.Refused();
            logger.NotRecorded(exception, incoming.CallSid);
            unrecorded.Add(Unrecorded(incoming));
            return new CallAnswer.Reject();
        }
    }

    private async Task<CallAnswer> RecordAsync(IncomingCall incoming, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(incoming.CallSid, cancellationToken) is { } known)
        {
            return await AnswerAgainAsync(known, cancellationToken);
        }

        using var place = admission.TryReserve(incoming.FromNumber, out var refusal);
        var callTerms = await terms.ReadAsync(incoming.FromNumber, cancellationToken);
        var persona = await personas.ForNumberAsync(incoming.ToNumber, cancellationToken);
        refusal ??= callTerms.AccountProblem;
        refusal ??= callTerms.Blocked;
        var noCredit = refusal is null && callTerms.AccountId is { } payer ? await credit.RefusalAsync(payer, cancellationToken) : null;
        refusal ??= noCredit;
        refusal ??= persona is null ? "no persona answers this number, and there is no default one" : null;
        var row = refusal is null
            ? NewCall(incoming, callTerms, CallStatus.Ringing, persona)
            : Refused(incoming, callTerms, persona, refusal, hasNoCredit: noCredit is not null);

        var (call, isNew) = await records.AddAsync(row, cancellationToken);
        if (!isNew)
        {
            // The same webhook twice at once.
            return await AnswerAgainAsync(call, cancellationToken);
        }

        return refusal is null ? await ConnectAsync(call, persona!, callTerms, cancellationToken) : Refuse(call, callTerms, refusal, persona?.Settings);
    }

    /// <summary>A repeated webhook is the same call: the same terms and the same persona, and for a call that was turned away the same answer.</summary>
    private async Task<CallAnswer> AnswerAgainAsync(Call call, CancellationToken cancellationToken)
    {
        logger.AskedAgain(call.CallSid);
        if (call.EndedAt is not null || call.PersonaVersionId is not { } version || await personas.OfVersionAsync(version, cancellationToken) is not { } persona)
        {
            return Decline(call, settings: null);
        }

        var callTerms = await terms.ReadAsync(call.FromNumber, cancellationToken);
        return await ConnectAsync(
            call, persona, callTerms with { PricePerMinute = call.PricePerMinute, BillingIncrementSeconds = call.BillingIncrementSeconds }, cancellationToken);
    }

    private async Task<CallAnswer> ConnectAsync(Call call, Persona persona, CallTerms callTerms, CancellationToken cancellationToken)
    {
        var script = await scripts.WriteAsync(call, persona, callTerms, cancellationToken);
        logger.Accepted(call.CallSid, persona.Name);
        return new CallAnswer.Connect(tokens.Issue(expiresAt => new PendingStream
        {
            Call = call,
            Persona = persona,
            Script = script,
            Terms = callTerms,
            ExpiresAt = expiresAt,
        }));
    }

    private CallAnswer Refuse(Call call, CallTerms callTerms, string refusal, PersonaSettings? settings)
    {
        metrics.Refused();
        logger.Refused(call.CallSid, refusal);
        if (call.Status == CallStatus.Completed)
        {
            // The apology answers the line, so its first minute is billed to us; nobody is charged for hearing it.
            var meters = new CallMeters(call.Id, call.CallSid, callTerms with { PricePerMinute = 0 }, time);
            meters.StopClock(TimeSpan.Zero);
            meters.End(() => new CallApologized(call.Id, meters.AnsweredAt));
            writer.TryOpen(meters);
        }

        return Decline(call, settings);
    }

    private CallAnswer Decline(Call call, PersonaSettings? settings)
    {
        if (call.Status == CallStatus.Rejected)
        {
            return new CallAnswer.Reject();
        }

        // The persona's own words; without any those of its language.
        var (sentence, spokenAs) = call.EndedReason == EndedReason.NoCredit
            ? LineSentence.Of(settings?.TurnTaking.CreditEnded ?? LanguageWords.English.CreditEnded, settings?.Language, words => words.CreditEnded)
            : LineSentence.Of(options.Value.Apology, settings?.Language, words => words.Unavailable);
        return new CallAnswer.Apologize(sentence, spokenAs);
    }

    private Call Refused(IncomingCall incoming, CallTerms callTerms, Persona? persona, string refusal, bool hasNoCredit)
    {
        // Who has no credit is always told so: a line that is only busy would bring nobody to buy any.
        var apologizes = hasNoCredit || options.Value.WhenUnavailable == WhenUnavailable.Apologize;
        var call = NewCall(incoming, callTerms with { PricePerMinute = 0 }, apologizes ? CallStatus.Completed : CallStatus.Rejected, persona);
        call.EndedReason = hasNoCredit ? EndedReason.NoCredit : EndedReason.Rejected;
        call.EndedAt = call.CreatedAt;
        call.MissingUsage = MissingUsage.ExplainAll(refusal, ServiceNames.All.Where(service => !apologizes || service != ServiceNames.Twilio));
        return call;
    }

    private Call Unrecorded(IncomingCall incoming) => new()
    {
        CallSid = incoming.CallSid,
        Direction = incoming.Direction,
        FromNumber = incoming.FromNumber,
        ToNumber = incoming.ToNumber,
        Status = CallStatus.Rejected,
        EndedReason = EndedReason.Rejected,
        MissingUsage = MissingUsage.ExplainAll("the database could not be written", ServiceNames.All),
        AppVersion = version.WithSchema,
        CreatedAt = time.GetUtcTime(),
        EndedAt = time.GetUtcTime(),
    };

    private Call NewCall(IncomingCall incoming, CallTerms callTerms, string status, Persona? persona) => new()
    {
        CallSid = incoming.CallSid,
        Direction = incoming.Direction,
        FromNumber = incoming.FromNumber,
        ToNumber = incoming.ToNumber,
        AccountId = callTerms.AccountId,
        PersonaId = persona?.Id,
        PersonaVersionId = persona?.VersionId,
        LlmModel = persona?.LlmModel,
        Status = status,
        AppVersion = version.WithSchema,
        PricePerMinute = callTerms.PricePerMinute,
        BillingIncrementSeconds = callTerms.BillingIncrementSeconds,
        CreatedAt = time.GetUtcTime(),
    };
}
