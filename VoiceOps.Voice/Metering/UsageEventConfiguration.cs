using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Metering;

internal sealed class UsageEventConfiguration : IEntityTypeConfiguration<UsageEvent>
{
    public void Configure(EntityTypeBuilder<UsageEvent> builder)
    {
        builder.ToTable("api_call_events");
        builder.HasIndex(row => row.EventKey).IsUnique();
        builder.HasIndex(row => row.CallId);
        builder.HasIndex(row => row.BookedAt);
        builder.HasOne<UsageEvent>().WithMany().HasForeignKey(row => row.CorrectsEventId).OnDelete(DeleteBehavior.Restrict);
    }
}
