using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using VoiceOps.Web.Hosting.Verbs;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// The arguments, in any order, made ready for the configuration. The configuration's own reader takes the word after
/// a flag for its value, so that <c>--demo --urls …</c> would swallow the address; here every argument leaves as <c>--key=value</c>.
/// </summary>
internal sealed class CommandLine
{
    public const string Usage = """
        VoiceOps answers phone calls and meters what each of them costs.

          dotnet run --project VoiceOps.Web                the real thing
          dotnet run --project VoiceOps.Web -- --demo      a demo with simulated providers and callers
          dotnet run --project VoiceOps.Web -- COMMAND     does one thing and ends

        Options, in any order:
          --demo               its own database, 30 days of history, simulated providers and callers
          --callers N          simulated calls at a time, 1 to 1000 (with --demo; 6 unless told)
          --urls ADDRESS       where it listens (http://localhost:5080 unless told)
          --VoiceOps:PagesUrl ADDRESS
                               where pages and /metrics listen, apart from what the outside reaches
                               (with a public URL http://localhost:5090 unless told, else as --urls)
          --Section:Key VALUE  any setting of appsettings.json, for example --VoiceOps:PublicUrl https://voice.example.com
          --help               this text

        Commands (what belongs to one stands after its name):
        """;

    public const int MostCallers = 1000;

    // The host's own settings: the only ones besides ours whose names have no section.
    private static readonly HashSet<string> HostKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        HostDefaults.EnvironmentKey, HostDefaults.ApplicationKey, HostDefaults.ContentRootKey,
        WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey, WebHostDefaults.WebRootKey,
        WebHostDefaults.DetailedErrorsKey, WebHostDefaults.CaptureStartupErrorsKey, WebHostDefaults.PreferHostingUrlsKey,
        WebHostDefaults.PreventHostingStartupKey, WebHostDefaults.HostingStartupAssembliesKey, WebHostDefaults.HostingStartupExcludeAssembliesKey,
        WebHostDefaults.ShutdownTimeoutKey, WebHostDefaults.StaticWebAssetsKey, WebHostDefaults.SuppressStatusMessagesKey, "AllowedHosts",
    };

    private readonly List<string> _arguments = [];
    private readonly List<string> _problems = [];
    private readonly IReadOnlyList<Verb> _verbs;
    private bool _help;
    private bool _demo;
    private int? _callers;

    private CommandLine(IReadOnlyList<Verb> verbs) => _verbs = verbs;

    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>The command to run in the server's place, or null.</summary>
    public Verb? Verb { get; private set; }

    public VerbArguments VerbArguments { get; } = new();

    public IReadOnlyList<string> Problems => _problems;

    public static CommandLine Parse(IReadOnlyList<string> args) => Parse(args, KnownVerbs.All);

    internal static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs)
    {
        var line = new CommandLine(verbs);
        for (var next = 0; next < args.Count;)
        {
            next = line.Read(args, next);
        }

        if (line._callers is not null && !line._demo)
        {
            line._problems.Add("--callers needs --demo: only the demo has simulated callers.");
        }

        if (line is { Verb: { } verb, _demo: true })
        {
            line._problems.Add($"{verb.Name} and --demo do not go together: the demo makes its database anew at each start.");
        }
        else if (line.Verb is not null && line.VerbArguments.Problem(line.Verb) is { } problem)
        {
            line._problems.Add(problem);
        }

        return line;
    }

    /// <summary>Prints help or what is wrong, and returns the exit code; null when the program should start.</summary>
    public int? Answer(TextWriter output, TextWriter error)
    {
        if (_help)
        {
            output.WriteLine(Usage);
            output.WriteLine(KnownVerbs.Help(_verbs));
            return 0;
        }

        if (_problems.Count == 0)
        {
            return null;
        }

        _problems.ForEach(error.WriteLine);
        error.WriteLine("--help lists the options.");
        return StartupFailure.ExitCode;
    }

    private int Read(IReadOnlyList<string> args, int index)
    {
        var (name, value) = Split(args[index]);
        var following = index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal) ? args[index + 1] : null;
        switch (name.ToLowerInvariant())
        {
            case "--help" or "-h" or "-?":
                _help = true;
                return index + 1;
            case "--demo":
                var separate = value is null && bool.TryParse(following, out _);
                ReadDemo(separate ? following : value);
                return separate ? index + 2 : index + 1;
            case "--callers":
                ReadCallers(value ?? following);
                return value is null && following is not null ? index + 2 : index + 1;
        }

        if (Verb is null && _verbs.FirstOrDefault(verb => verb.Name == args[index]) is { } named)
        {
            Verb = named;
            return index + 1;
        }

        if (Verb is not null && VerbArguments.Read(Verb, args, index, _problems) is { } next)
        {
            return next;
        }

        if (!name.StartsWith("--", StringComparison.Ordinal) || name.Length == 2)
        {
            _problems.Add($"\"{args[index]}\" is not an option or a command.");
            return index + 1;
        }

        ReadSetting(name[2..], value ?? following);
        return value is null && following is not null ? index + 2 : index + 1;
    }

    private void ReadDemo(string? value)
    {
        if (value is not null && !bool.TryParse(value, out _))
        {
            _problems.Add($"--demo is a flag: leave \"{value}\" out.");
            return;
        }

        _demo = value is null || bool.Parse(value);
        _arguments.Add($"--Demo:Enabled={_demo}");
    }

    private void ReadCallers(string? value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var callers) || callers is < 1 or > MostCallers)
        {
            _problems.Add($"--callers needs a whole number from 1 to {MostCallers}; it has \"{value}\".");
            return;
        }

        _callers = callers;
        _arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--Demo:Callers={callers}"));
    }

    private void ReadSetting(string key, string? value)
    {
        if (!key.Contains(':') && !HostKeys.Contains(key))
        {
            _problems.Add($"--{key} is not an option.");
        }
        else if (value is null)
        {
            _problems.Add($"--{key} needs a value.");
        }
        else
        {
            _arguments.Add($"--{key}={value}");
        }
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=') is > 0 and var equals ? (argument[..equals], argument[(equals + 1)..]) : (argument, null);
}
