using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

internal sealed class CallConfiguration : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.ToTable("calls");
        // The business's calls alone: whoever wants tests too says so.
        builder.HasQueryFilter(call => call.Direction != CallDirection.Test);
        builder.HasIndex(call => call.CallSid).IsUnique();
        // Everything that the call log is narrowed by, so that a page is found in this index alone, whatever it is narrowed to.
        builder.HasIndex(call => new { call.CreatedAt, call.Id, call.PersonaId, call.AccountId, call.LlmModel, call.Status, call.EndedReason, call.FromNumber, call.ToNumber })
            .HasDatabaseName("IX_calls_log");
        builder.HasIndex(call => call.StartedAt);
        builder.HasIndex(call => call.Status);
        builder.HasIndex(call => call.EndedReason);
        builder.HasIndex(call => call.LlmModel);
        builder.HasOne<Persona>().WithMany().HasForeignKey(call => call.PersonaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<UsageEvent>().WithOne().HasForeignKey(row => row.CallId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<MeterCheckpoint>().WithOne().HasForeignKey(row => row.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}
