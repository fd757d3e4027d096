using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Usage;

internal sealed class UsageEventConfiguration : IEntityTypeConfiguration<UsageEvent>
{
    public void Configure(EntityTypeBuilder<UsageEvent> builder)
    {
        builder.ToTable("api_call_events");
        // The business's rows alone: whoever wants those of tests too says so.
        builder.HasQueryFilter(row => !row.IsTest);
        builder.Property(row => row.IsTest).HasDefaultValue(false);
        builder.HasIndex(row => row.EventKey).IsUnique();
        builder.HasIndex(row => row.CallId);
        builder.HasIndex(row => row.BookedAt);
        // Only what corrects has it.
        builder.HasIndex(row => row.CorrectsEventId).HasFilter("corrects_event_id IS NOT NULL");
        // Few rows have no price, and the pages that list them must not walk all the others.
        builder.HasIndex(row => new { row.CallId, row.CorrectsEventId }, "ix_api_call_events_unpriced").HasFilter("cost_nanos IS NULL");
        builder.HasOne<UsageEvent>().WithMany().HasForeignKey(row => row.CorrectsEventId).OnDelete(DeleteBehavior.Restrict);
    }
}
