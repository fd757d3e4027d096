using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers;

/// <summary>
/// One provider's answers and faults on their way to the health panel, the log and the call: in words to act on, and without
/// its key. Without <paramref name="health"/> for what says nothing about whether calls can be taken, such as its accounts.
/// </summary>
internal sealed class ProviderReporter(string service, string keySetting, string? key, ProviderHealth? health, ILogger logger)
{
    public string Service { get; } = service;

    public ILogger Logger { get; } = logger;

    public void Answered() => health?.Answered(Service);

    public ProviderException Failed(string words, Exception? innerException = null, bool mayBeBilled = false) =>
        Fault(words, innerException, status: null, isTimeout: false, mayBeBilled);

    public ProviderException TimedOut(string words, Exception? innerException = null, bool mayBeBilled = false) =>
        Fault(words, innerException, status: null, isTimeout: true, mayBeBilled);

    public ProviderException Refused(int status, ProviderErrorBody body, Exception? innerException = null) =>
        Fault(RefusalWords(status, body) + body.AsSuffix(), innerException, status, isTimeout: false, mayBeBilled: false, body.Code);

    /// <summary>Throws when there is no key to try with.</summary>
    public void RequireKey()
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            throw Failed($"is not configured, set {keySetting}");
        }
    }

    private ProviderException Fault(string words, Exception? innerException, int? status, bool isTimeout, bool mayBeBilled, string? code = null)
    {
        var safe = WithoutKey(words);
        health?.Failed(Service, safe);
        Logger.ProviderFailed(Service, safe);

        // Whoever logs the exception logs the inner one too.
        var mentionsKey = key is { Length: > 0 } && innerException?.ToString().Contains(key, StringComparison.Ordinal) == true;
        return new ProviderException(Service, safe, mentionsKey ? null : innerException) { Status = status, IsTimeout = isTimeout, MayBeBilled = mayBeBilled, Code = code };
    }

    private string RefusalWords(int status, ProviderErrorBody body) => status switch
    {
        // ElevenLabs reports an empty quota as 401.
        402 or 401 when status == 402 || body.Code == "quota_exceeded" => $"the account is out of credit (HTTP {status}), top it up",
        401 or 403 => $"refused the key (HTTP {status}), check {keySetting}",
        404 => "does not know what was asked for (HTTP 404), check the model, voice and address",
        429 => "too many requests at once for the account's plan (HTTP 429)",
        >= 500 => $"has a fault of its own (HTTP {status})",
        _ => $"refused the request (HTTP {status})",
    };

    private string WithoutKey(string words) =>
        key is { Length: > 0 } ? words.Replace(key, "[key]", StringComparison.Ordinal) : words;
}
