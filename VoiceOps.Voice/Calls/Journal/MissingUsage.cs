using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Says for every service without a row why there is none, so that no service is silently missing.</summary>
internal static class MissingUsage
{
    public static string? Explain(IReadOnlyCollection<string> servicesUsed, ProviderException? fault)
    {
        var missing = ServiceNames.All.Except(servicesUsed).Select(service => $"{service}: {Reason(service, fault)}").ToList();
        return missing.Count == 0 ? null : string.Join("; ", missing);
    }

    /// <summary>For a call that never came to a conversation.</summary>
    public static string ExplainAll(string reason, params IEnumerable<string> services) =>
        $"{string.Join(", ", services)}: {reason}";

    private static string Reason(string service, ProviderException? fault) =>
        fault?.Service == service ? fault.Message[(service.Length + 2)..] : service switch
        {
            ServiceNames.Deepgram => "no audio reached it",
            ServiceNames.ElevenLabs => "nothing was spoken",
            ServiceNames.Cerebras => "no turn of the caller's was answered",
            _ => "the line was never answered",
        };
}
