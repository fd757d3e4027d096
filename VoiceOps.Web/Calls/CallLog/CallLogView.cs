namespace VoiceOps.Web.Calls.CallLog;

/// <summary>One viewer's place in the log. Others share it only if they hold the same object, since each begins where it was opened.</summary>
public sealed class CallLogView(CallsAddress address)
{
    public CallsAddress Address { get; } = address;

    public bool IsAtNewest => Address is { Before: null, After: null };

    /// <summary>Where the newest page began when it was opened: calls that come since are counted and move nothing.</summary>
    public CallLogKey? From { get; private set; }

    public CallLogPosition Position => new() { Before = Address.Before, After = Address.After, From = From };

    /// <summary>The view stays at the page that was read first.</summary>
    public void Stay(CallLogPage page) => From ??= IsAtNewest ? page.First : null;
}
