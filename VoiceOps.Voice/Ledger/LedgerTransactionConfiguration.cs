using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Ledger;

internal sealed class LedgerTransactionConfiguration : IEntityTypeConfiguration<LedgerTransaction>
{
    public void Configure(EntityTypeBuilder<LedgerTransaction> builder)
    {
        builder.ToTable("ledger_transactions");
        builder.HasIndex(row => row.TransactionKey).IsUnique();
        builder.HasIndex(row => row.CallId);
        builder.HasIndex(row => row.OccurredAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Call>().WithMany().HasForeignKey(row => row.CallId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Entries).WithOne().HasForeignKey(row => row.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}
