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
    public static ProviderException From(Exception exception, bool hasBegun, ProviderReporter reporter) => exception switch
    {
        ProviderException known => known,
        ClientResultException { Status: > 0 } refused => reporter.Refused(
            refused.Status, ProviderErrorBody.Read(refused.GetRawResponse()?.Content.ToString()), refused),
        OperationCanceledException when hasBegun => reporter.TimedOut(
            $"went silent in mid-answer for {CerebrasChatClient.Patience.TotalSeconds:0} s", exception),
        OperationCanceledException => reporter.TimedOut(
            $"did not answer within {CerebrasChatClient.Patience.TotalSeconds:0} s", exception),
        HttpRequestException or IOException or ClientResultException when hasBegun => reporter.Failed("dropped the connection in mid-answer", exception),
        HttpRequestException or IOException or ClientResultException => reporter.Failed(
            $"could not be reached: {exception.GetBaseException().Message}", exception),
        _ => reporter.Failed($"sent an answer that cannot be read: {exception.Message}", exception),
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
