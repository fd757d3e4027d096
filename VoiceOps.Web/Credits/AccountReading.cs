using VoiceOps.Web.Credits.Accounts;

namespace VoiceOps.Web.Credits;

/// <summary>One look at an account; null when there is none of that id.</summary>
internal sealed record AccountReading(AccountSheet? Sheet);
