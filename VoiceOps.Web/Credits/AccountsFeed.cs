using VoiceOps.Voice.Data;
using VoiceOps.Web.Credits.Accounts;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Credits;

/// <summary>All accounts, read again after commits, every two seconds at most.</summary>
internal sealed class AccountsFeed(AccountQueries queries, CommitSignal commits, TimeProvider time, ILogger<AccountsFeed> logger)
    : LiveReading<AccountList>(queries.ReadAsync, new LivePace<AccountList>(TimeSpan.FromSeconds(2)) { Commits = commits }, time, logger);
