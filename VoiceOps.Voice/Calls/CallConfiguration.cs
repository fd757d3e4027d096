using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Calls;

internal sealed class CallConfiguration : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.ToTable("calls");
        // The business's calls alone: whoever wants tests too says so.
        builder.HasQueryFilter(call => call.Direction != CallDirection.Test);
        builder.HasIndex(call => call.CallSid).IsUnique();
        builder.HasIndex(call => call.CreatedAt);
        builder.HasIndex(call => call.StartedAt);
        builder.HasIndex(call => call.Status);
        builder.HasOne<Persona>().WithMany().HasForeignKey(call => call.PersonaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<UsageEvent>().WithOne().HasForeignKey(row => row.CallId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<MeterCheckpoint>().WithOne().HasForeignKey(row => row.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}
