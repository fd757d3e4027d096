using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Lots;

internal sealed class CreditLotConfiguration : IEntityTypeConfiguration<CreditLot>
{
    public void Configure(EntityTypeBuilder<CreditLot> builder)
    {
        builder.ToTable("credit_lots", table =>
        {
            table.HasCheckConstraint("credit_lots_what", "seconds > 0 AND value_nanos >= 0 AND (value_nanos = 0 OR kind NOT IN ('promotional', 'bonus'))");
            table.HasCheckConstraint("credit_lots_kind", "kind IN ('purchase', 'bonus', 'promotional', 'goodwill')");
            table.HasCheckConstraint("credit_lots_expiry", "expires_at IS NULL OR expires_at > created_at");
            // No lot is ever below zero, neither in seconds nor in money.
            table.HasCheckConstraint("credit_lots_seconds_left", "drawn_seconds >= 0 AND removed_seconds >= 0 AND drawn_seconds + removed_seconds <= seconds");
            table.HasCheckConstraint("credit_lots_value_left", "drawn_nanos >= 0 AND removed_nanos >= 0 AND drawn_nanos + removed_nanos <= value_nanos");
        });
        builder.Ignore(lot => lot.SecondsLeft);
        builder.Ignore(lot => lot.ValueLeft);
        builder.HasIndex(lot => new { lot.AccountId, lot.CreatedAt });
        // Those that have something left are few, however many were ever bought.
        builder.HasIndex(lot => lot.ExpiresAt).HasFilter("drawn_seconds + removed_seconds < seconds");
        builder.HasOne<Account>().WithMany().HasForeignKey(lot => lot.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Call>().WithMany().HasForeignKey(lot => lot.CallId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerTransaction>().WithMany().HasForeignKey(lot => lot.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}
