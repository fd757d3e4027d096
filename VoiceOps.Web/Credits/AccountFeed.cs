using VoiceOps.Voice.Data;
using VoiceOps.Web.Credits.Accounts;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Credits;

/// <summary>Each account that is watched, read again after commits, once a second at most.</summary>
internal sealed class AccountFeed(AccountQueries queries, CommitSignal commits, TimeProvider time, ILogger<AccountFeed> logger)
    : LiveReadings<long, AccountReading>(
        async (id, token) => new AccountReading(await queries.FindAsync(id, token)),
        new LivePace<AccountReading>(TimeSpan.FromSeconds(1)) { Commits = commits }, time, logger);
