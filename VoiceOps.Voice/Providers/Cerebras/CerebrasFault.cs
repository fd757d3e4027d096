using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>What the OpenAI library throws or lets through when something is wrong, put in words.</summary>
internal static class CerebrasFault
{
    public static ProviderException From(Exception exception, bool hasBegun, TimeSpan patience, ProviderReporter reporter) => exception switch
    {
        ProviderException known => known,
        ClientResultException { Status: > 0 } refused => reporter.Refused(
            refused.Status, ProviderErrorBody.Read(refused.GetRawResponse()?.Content.ToString()), refused),
        _ when NeverArrived(exception) => reporter.Failed($"could not be reached: {exception.GetBaseException().Message}", exception),
        OperationCanceledException when hasBegun => reporter.TimedOut($"went silent in mid-answer for {patience.TotalSeconds:0.#} s", exception, mayBeBilled: true),
        OperationCanceledException => reporter.TimedOut($"did not answer within {patience.TotalSeconds:0.#} s", exception, mayBeBilled: true),
        HttpRequestException or IOException or ClientResultException => reporter.Failed(
            hasBegun ? "dropped the connection in mid-answer" : "dropped the connection before it answered", exception, mayBeBilled: true),
        _ => reporter.Failed($"sent an answer that cannot be read: {exception.Message}", exception, mayBeBilled: true),
    };

    /// <summary>No connection came about, so nobody has taken the prompt. The handler tells a connection that took too long by the inner exception.</summary>
    private static bool NeverArrived(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        TimeoutException => true,
        { InnerException: { } inner } => NeverArrived(inner),
        _ => false,
    };

    // data: {"error":{"message":"..","type":"..","param":"..","code":"..","id":".."},"status_code":500}
    // The library takes it for an empty chunk; the fields that it does not know stay readable.
    public static (int Status, ProviderErrorBody Body)? InStream(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is not StreamingChatCompletionUpdate { CompletionId: null or "" } raw)
        {
            return null;
        }

        using var document = JsonDocument.Parse(ModelReaderWriter.Write(raw));
        var root = document.RootElement;
        if (!root.TryGetProperty("error", out _))
        {
            return null;
        }

        var status = root.TryGetProperty("status_code", out var code) && code.TryGetInt32(out var number) ? number : 500;
        return (status, ProviderErrorBody.Read(root));
    }
}
