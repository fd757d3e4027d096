using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Tests.Reconciliation;

/// <summary>A designer's test in the books: real money at the providers, and none of the business's figures.</summary>
internal static class TestCall
{
    public static async Task<Call> AddAsync(Books books, string at, string service, string operation, long? nanos, string? model = null)
    {
        var call = await books.AddCallAsync(Books.Utc(at), direction: CallDirection.Test);
        await books.Ledger.CommitAsync([new LedgerBatch { IsTest = true, Events = [books.Event(call, service, operation, 1_000, nanos, model: model)] }], CancellationToken.None);
        return call;
    }
}
