using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using Microsoft.JSInterop;

namespace VoiceOps.Web.Shared;

/// <summary>Writes what a table shows, as table.js has read it from the page.</summary>
public static partial class TableCsv
{
    private static readonly CsvWriterOptions Options = new()
    {
        // A name that a caller or an account chose must not run as a formula in somebody's spreadsheet.
        Injection = CsvInjection.Escape,
        HasHeader = false,
    };

    [JSInvokable("TableCsv")]
    public static string Write(string[][] rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                foreach (var field in row)
                {
                    // An amount stays one that can be added up, below zero too.
                    if (Number().IsMatch(field))
                    {
                        csv.WriteField(decimal.Parse(field, CultureInfo.InvariantCulture), default);
                    }
                    else
                    {
                        csv.WriteField(field);
                    }
                }

                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^-?[0-9]{1,20}(\.[0-9]{1,12})?$")]
    private static partial Regex Number();
}
