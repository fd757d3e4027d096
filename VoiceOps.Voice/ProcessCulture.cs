using System.Globalization;

namespace VoiceOps.Voice;

/// <summary>
/// Numbers, dates and the order of words are the same on every machine, in logs, stored texts and pages, whatever language the machine speaks:
/// they are compared, read again and sent to browsers and providers. Where a text is put together, no place needs to think of it.
/// </summary>
internal static class ProcessCulture
{
    /// <summary>First thing in the process: what runs already keeps what it has.</summary>
    public static void Settle() =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture
            = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
}
