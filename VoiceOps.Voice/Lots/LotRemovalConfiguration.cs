using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Lots;

internal sealed class LotRemovalConfiguration : IEntityTypeConfiguration<LotRemoval>
{
    public void Configure(EntityTypeBuilder<LotRemoval> builder)
    {
        builder.ToTable("credit_removals", table => table.HasCheckConstraint(
            "credit_removals_what", "kind IN ('refund', 'expiry') AND seconds > 0 AND value_nanos >= 0 AND drawn_seconds >= 0"));
        builder.HasIndex(removal => removal.LotId);
        builder.HasOne<CreditLot>().WithMany().HasForeignKey(removal => removal.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerTransaction>().WithMany().HasForeignKey(removal => removal.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}
