using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Calls.Journal;

internal sealed class CallTurnConfiguration : IEntityTypeConfiguration<CallTurn>
{
    public void Configure(EntityTypeBuilder<CallTurn> builder)
    {
        builder.ToTable("call_turns");
        builder.HasIndex(turn => new { turn.CallId, turn.Number }).IsUnique();
        builder.HasIndex(turn => turn.StartedAt);
        builder.HasOne<Call>().WithMany().HasForeignKey(turn => turn.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}
