using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace VoiceOps.Voice.Data;

/// <summary>What <c>dotnet ef migrations add</c> uses; never at run time.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<VoiceOpsContext>
{
    public VoiceOpsContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<VoiceOpsContext>().UseSqlite("Data Source=design-time.db").Options);
}
