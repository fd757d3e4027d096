namespace VoiceOps.Voice.Conversation;

/// <summary>A provider refused, dropped or did not answer. The message says what, in words an operator can act on.</summary>
public sealed class ProviderException(string service, string message, Exception? innerException = null)
    : Exception($"{service}: {message}", innerException)
{
    /// <summary>One of the four service names of the contract.</summary>
    public string Service { get; } = service;

    /// <summary>The HTTP status that it answered with; null when it did not answer or broke off.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's own word for what is wrong; null when it has none.</summary>
    public string? Code { get; init; }

    /// <summary>It kept the answer back for what stands in it: another answer may do.</summary>
    public bool IsFiltered => Code is "content_filter";

    /// <summary>What was asked for is not to be had, such as a language: something else may be.</summary>
    public bool IsRequestRefused => Status is 400 or 422;

    /// <summary>It took too long.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>The request had reached the provider when it broke off or fell silent: it may be billed, though nothing tells how much was used.</summary>
    public bool MayBeBilled { get; init; }

    /// <summary>Another model of the same provider may answer: this one is withdrawn, overloaded, faulty or slow.</summary>
    public bool IsModelUnavailable => IsTimeout || Status is 404 or 408 or 429 or >= 500;

    /// <summary>The provider does not know the model any more: asking for it again is in vain.</summary>
    public bool IsModelGone => Status == 404;

    /// <summary>The same request may succeed in a moment: neither the key nor the credit nor the request itself is at fault.</summary>
    public bool MayPass => Status is null or 408 or 429 or >= 500;
}
