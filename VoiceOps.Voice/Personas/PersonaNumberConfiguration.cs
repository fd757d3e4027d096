using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Personas;

internal sealed class PersonaNumberConfiguration : IEntityTypeConfiguration<PersonaNumber>
{
    public void Configure(EntityTypeBuilder<PersonaNumber> builder)
    {
        builder.ToTable("persona_numbers");
        builder.HasKey(row => row.Number);
        builder.HasOne<Persona>().WithMany().HasForeignKey(row => row.PersonaId).OnDelete(DeleteBehavior.Cascade);
    }
}
