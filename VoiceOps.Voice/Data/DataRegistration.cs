using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data.Forms;

namespace VoiceOps.Voice.Data;

public static class DataRegistration
{
    public const string ConnectionName = "VoiceOps";

    /// <summary>The store at <c>ConnectionStrings:VoiceOps</c>. Call it before whatever uses the store when it starts.</summary>
    public static IServiceCollection AddVoiceOpsData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.AddDbContextFactory<VoiceOpsContext>(options => options
            .UseSqlite(configuration.GetConnectionString(ConnectionName))
            // SQLite rebuilds a table with foreign keys off, which no transaction can hold; the rebuild itself is in one.
            .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.NonTransactionalMigrationOperationWarning, LogLevel.Debug)))
            .AddInterceptors(new SqliteConnectionSettings()));
        services.AddSingleton(_ => new DatabaseLock(configuration.GetConnectionString(ConnectionName)));
        services.AddSingleton<DatabaseSchema>();
        services.AddSingleton<WrongValues>();
        services.AddHostedService<DatabaseInitializer>();
        services.AddSingleton<WriteAheadLog>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteAheadLog>());
        return services;
    }
}
