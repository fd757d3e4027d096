using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Ledger;

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.Ignore(row => row.Amount);
        builder.HasIndex(row => row.CallId);
        builder.HasIndex(row => row.OccurredAt);
        // With the amount in it a balance is read from the index alone.
        builder.HasIndex(row => new { row.LedgerAccount, row.AccountId, row.AmountNanos });
    }
}
