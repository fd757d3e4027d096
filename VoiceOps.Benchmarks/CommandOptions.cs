using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace VoiceOps.Benchmarks;

/// <summary>Options as several commands have them.</summary>
internal static class CommandOptions
{
    public static Option<string> Database(string description) =>
        new("--database") { HelpName = "FILE", Description = description, Required = true };

    /// <summary>A whole number above 0.</summary>
    public static Option<int> Count(string name, int otherwise, string description)
    {
        var option = Number(name, 1, int.MaxValue, description);
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }

    // The library reads numbers in the machine's culture, where 0.2 may be 2.
    public static Option<T> Number<T>(string name, T least, T most, string description)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result =>
            {
                var isNumber = T.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
                return Checked(result, isNumber && number >= least && number <= most, number, FormattableString.Invariant($"a number from {least} to {most}"));
            },
        };

    /// <summary>What is said, spoken and paid in a load test is made up, but keys are sent with it: plain text stays on this machine.</summary>
    public static Option<Uri> Server(string name, string description) => new(name)
    {
        HelpName = "URL",
        Description = description,
        CustomParser = result =>
        {
            var isServer = Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri)
                && uri is { IsLoopback: true, Scheme: "http", PathAndQuery: "/" };
            return Checked(result, isServer, uri, "a server on this machine, such as http://127.0.0.1:5080");
        },
    };

    private static T Checked<T>(ArgumentResult result, bool isRight, T value, string needed)
    {
        if (!isRight)
        {
            result.AddError($"{(result.Parent as OptionResult)?.IdentifierToken?.Value} needs {needed}; it has \"{result.Tokens[0].Value}\".");
        }

        return value;
    }
}
