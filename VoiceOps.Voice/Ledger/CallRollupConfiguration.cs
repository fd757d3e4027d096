using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Ledger;

internal sealed class CallRollupConfiguration : IEntityTypeConfiguration<CallRollup>
{
    public void Configure(EntityTypeBuilder<CallRollup> builder)
    {
        builder.ToTable("call_rollups");
        builder.HasKey(row => row.QuarterStart);
    }
}
