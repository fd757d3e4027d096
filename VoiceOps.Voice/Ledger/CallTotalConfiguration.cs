using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Ledger;

internal sealed class CallTotalConfiguration : IEntityTypeConfiguration<CallTotal>
{
    public void Configure(EntityTypeBuilder<CallTotal> builder)
    {
        builder.ToTable("call_totals");
        builder.HasKey(row => row.CallId);
        builder.Property(row => row.CallId).ValueGeneratedNever();
    }
}
