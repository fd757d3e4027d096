namespace VoiceOps.Web.Credits.Accounts;

/// <summary>All accounts as of one moment.</summary>
public sealed record AccountList(DateTime AsOf, IReadOnlyList<AccountLine> Lines);
