using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

internal sealed class MeterCheckpointConfiguration : IEntityTypeConfiguration<MeterCheckpoint>
{
    public void Configure(EntityTypeBuilder<MeterCheckpoint> builder)
    {
        builder.ToTable("call_meters");
        builder.HasKey(row => new { row.CallId, row.MeterKey });
    }
}
