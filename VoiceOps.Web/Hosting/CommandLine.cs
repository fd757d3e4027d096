using System.CommandLine;
using System.CommandLine.Parsing;
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
    public const int MostCallers = 1000;

    private const string Description = """
        VoiceOps answers phone calls and meters what each of them costs.

          dotnet run --project VoiceOps.Web                the real thing
          dotnet run --project VoiceOps.Web -- --demo      a demo with simulated providers and callers
          dotnet run --project VoiceOps.Web -- COMMAND     does one thing and ends; COMMAND --help tells its options

        Options, in any order, are those below and any setting of appsettings.json:
          --urls ADDRESS       where it listens (http://localhost:5080 unless told)
          --VoiceOps:PagesUrl ADDRESS
                               where pages and /metrics listen, apart from what the outside reaches
                               (with a public URL http://localhost:5090 unless told, else as --urls)
          --Section:Key VALUE  for example --VoiceOps:PublicUrl https://voice.example.com
        """;

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

    private CommandLine(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs)
    {
        var demo = new Option<bool>("--demo") { Description = "its own database, 30 days of history, simulated providers and callers" };
        var callers = new Option<int>("--callers")
        {
            HelpName = "N",
            Description = $"simulated calls at a time, 1 to {MostCallers} (with --demo; 6 unless told)",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MostCallers)
                {
                    result.AddError($"--callers needs a whole number from 1 to {MostCallers}; it has \"{text}\".");
                }

                return number;
            },
        };
        var root = new RootCommand(Description) { demo, callers };
        root.SetAction(_ => 0);
        foreach (var verb in verbs)
        {
            root.Add(verb);
        }

        // The library takes a word that begins with "@" for a file of arguments.
        Parsed = root.Parse(TakeSettings(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (IsHelp)
        {
            return;
        }

        _problems.AddRange(Parsed.Errors.Select(error => error.Message));

        // It takes an unknown option for an argument of the command, or for another option's value.
        _problems.AddRange(Parsed.Tokens.Where(token => token.Type == TokenType.Argument && IsOption(token.Value)).Select(token => token.Value)
            .Except(Parsed.UnmatchedTokens).Select(option => $"{option} is not an option."));
        if (_problems.Count == 0)
        {
            Take(demo, DemoStart.EnabledKey);
            Take(callers, "Demo:Callers");
        }

        if (Parsed.GetResult(callers) is not null && !Parsed.GetValue(demo))
        {
            _problems.Add("--callers needs --demo: only the demo has simulated callers.");
        }

        if (Verb is not null && Parsed.GetValue(demo))
        {
            _problems.Add($"{Verb.Name} and --demo do not go together: the demo makes its database anew at each start.");
        }
    }

    public IReadOnlyList<string> Arguments => _arguments;

    public ParseResult Parsed { get; }

    /// <summary>The command to run in the server's place, or null.</summary>
    public Verb? Verb => Parsed.CommandResult.Command as Verb;

    public IReadOnlyList<string> Problems => _problems;

    // Or the version: both are answered whatever else is wrong.
    private bool IsHelp => Parsed.Action is { ClearsParseErrors: true };

    public static CommandLine Parse(IReadOnlyList<string> args) => new(args, KnownVerbs.All());

    internal static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs) => new(args, verbs);

    /// <summary>Prints help or what is wrong, and returns the exit code; null when the program should start.</summary>
    public int? Answer(TextWriter output, TextWriter error)
    {
        if (IsHelp)
        {
            return Parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
        }

        if (_problems.Count == 0)
        {
            return null;
        }

        _problems.ForEach(error.WriteLine);
        error.WriteLine(Verb is null ? "--help lists the options." : $"{Verb.Name} --help tells how it is written.");
        return StartupFailure.ExitCode;
    }

    // The library does not know the names of settings and would take them for arguments of the command.
    private List<string> TakeSettings(IReadOnlyList<string> args)
    {
        var rest = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = Split(args[index]);
            if (!IsOption(name))
            {
                rest.Add(args[index]);
            }
            else if (!name.Contains(':') && !HostKeys.Contains(name[2..]))
            {
                rest.Add(name.ToLowerInvariant() + (value is null ? "" : $"={value}"));
            }
            else
            {
                var hasNext = index + 1 < args.Count && !IsOption(args[index + 1]);
                TakeSetting(name, value ?? (hasNext ? args[++index] : null));
            }
        }

        return rest;
    }

    private void TakeSetting(string name, string? value)
    {
        if (value is null)
        {
            _problems.Add($"{name} needs a value.");
        }
        else
        {
            _arguments.Add($"{name}={value}");
        }
    }

    private void Take<T>(Option<T> option, string key)
    {
        if (Parsed.GetResult(option) is { Implicit: false })
        {
            _arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--{key}={Parsed.GetValue(option)}"));
        }
    }

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=') is > 0 and var equals ? (argument[..equals], argument[(equals + 1)..]) : (argument, null);
}
