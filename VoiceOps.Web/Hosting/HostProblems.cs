using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting;

/// <summary>What is wrong with the settings that belong to the host rather than to a capability.</summary>
internal static class HostProblems
{
    public static IEnumerable<string> Of(IConfiguration configuration) => [.. Endpoints(configuration), .. Database(configuration)];

    private static IEnumerable<string> Endpoints(IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            yield return "Kestrel:Endpoints must not be set: it would silently win over Urls and --urls. Set Urls instead.";
        }
    }

    private static IEnumerable<string> Database(IConfiguration configuration)
    {
        const string key = $"ConnectionStrings:{DataRegistration.ConnectionName}";
        var connection = configuration.GetConnectionString(DataRegistration.ConnectionName);
        var address = DatabaseAddress.TryParse(connection);
        if (address is null || address.Source.Length == 0)
        {
            yield return $"{key} must be a SQLite connection string such as \"Data Source=voiceops.db\"; it is \"{connection}\".";
        }
        else if (address.IsFile && Path.GetDirectoryName(address.Source) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            yield return $"{key} names a folder that does not exist: {folder}";
        }
    }
}
