using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Lots;

internal sealed class CreditDrawConfiguration : IEntityTypeConfiguration<CreditDraw>
{
    public void Configure(EntityTypeBuilder<CreditDraw> builder)
    {
        builder.ToTable("credit_draws");
        builder.HasIndex(draw => draw.LotId);
        builder.HasIndex(draw => draw.CallId);
        builder.HasOne<CreditLot>().WithMany().HasForeignKey(draw => draw.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Call>().WithMany().HasForeignKey(draw => draw.CallId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerTransaction>().WithMany().HasForeignKey(draw => draw.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}
