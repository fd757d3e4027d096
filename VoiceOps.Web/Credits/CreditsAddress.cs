using System.Globalization;

namespace VoiceOps.Web.Credits;

/// <summary>Where the pages of credit are.</summary>
public static class CreditsAddress
{
    public const string Path = "/credits";
    public const string Exposure = "/credits/exposure";
    public const string RollForward = "/credits/roll-forward";

    public static string Of(long accountId) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{accountId}");
}
