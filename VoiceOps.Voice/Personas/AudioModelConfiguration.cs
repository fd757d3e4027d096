using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Personas;

internal sealed class AudioModelConfiguration : IEntityTypeConfiguration<AudioModel>
{
    public void Configure(EntityTypeBuilder<AudioModel> builder)
    {
        builder.ToTable("audio_models");
        builder.HasKey(model => model.Id);
    }
}
