using Microsoft.Data.Sqlite;
using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting;

/// <summary>The folder of the settings file and of relative paths, the same however the program is started.</summary>
internal sealed record AppRoot
{
    public const string SettingsName = "appsettings.json";
    private const string SolutionName = "VoiceOps.sln";

    public required string Folder { get; init; }

    public required string WebRoot { get; init; }

    public string SettingsFile => Path.Combine(Folder, SettingsName);

    /// <summary>
    /// A published copy has its settings beside the assembly; a build does not copy them there, so that walking up
    /// from its output ends at the repository's root. The working directory has no say.
    /// </summary>
    /// <exception cref="StartupException">There is no settings file in either place.</exception>
    public static AppRoot Find(string assemblyFolder)
    {
        var start = new DirectoryInfo(Path.GetFullPath(assemblyFolder));
        if (File.Exists(Path.Combine(start.FullName, SettingsName)))
        {
            return new AppRoot { Folder = start.FullName, WebRoot = Path.Combine(start.FullName, "wwwroot") };
        }

        for (var folder = start; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionName)) && File.Exists(Path.Combine(folder.FullName, SettingsName)))
            {
                return new AppRoot { Folder = folder.FullName, WebRoot = Path.Combine(folder.FullName, "VoiceOps.Web", "wwwroot") };
            }
        }

        throw new StartupException($"{SettingsName} is missing: it stands neither in {start.FullName} nor beside a {SolutionName} in a folder above.");
    }

    public WebApplicationBuilder CreateBuilder(CommandLine commandLine)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AppRoot).Assembly.GetName().Name,
            ContentRootPath = Folder,
            WebRootPath = WebRoot,
            Args = [.. commandLine.Arguments],
        });

        // Only Development does this by itself; a build in any other environment would have no styles and no scripts.
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    /// <summary>
    /// Makes a relative <c>Data Source</c> a full path below <see cref="Folder"/>. What cannot be read is left for
    /// <see cref="HostProblems"/>.
    /// </summary>
    public void ResolveDatabase(ConfigurationManager configuration)
    {
        if (DatabaseAddress.TryParse(configuration.GetConnectionString(DataRegistration.ConnectionName)) is { IsFile: true } address)
        {
            var resolved = new SqliteConnectionStringBuilder(address.ConnectionString) { DataSource = Path.GetFullPath(address.Source, Folder) };
            configuration[$"ConnectionStrings:{DataRegistration.ConnectionName}"] = resolved.ToString();
        }
    }
}
