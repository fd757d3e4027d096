using Microsoft.Extensions.AI;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Testing;

/// <summary>Begins chats with a design: its prompt and its model, without anybody's voice.</summary>
internal sealed class TextChats(TestCalls calls, CallScripts scripts, LedgerWriter writer, IChatClient model, TimeProvider time)
{
    /// <summary>A chat, or what is missing, in words.</summary>
    public async Task<(TextChat? Chat, string? Problem)> BeginAsync(TestedDesign tested, CancellationToken cancellationToken)
    {
        if (calls.Missing(ServiceNames.Cerebras) is { } problem)
        {
            return (null, problem);
        }

        var (call, terms) = await calls.OpenAsync(tested, cancellationToken);
        // Its row is there: given up now, nobody would close it.
        var script = await scripts.WriteAsync(call, tested.AsPersona(), terms, CancellationToken.None);
        var meters = new CallMeters(call.Id, call.CallSid, terms, time);
        meters.CommitWith(new CallAnswered(call.Id, meters.AnsweredAt));
        writer.TryOpen(meters);
        return (new TextChat(script, meters, model, time), null);
    }
}
