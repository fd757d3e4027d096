using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace VoiceOps.Tests.Web;

internal static partial class ShownText
{
    /// <summary>Its text as a browser shows it: any white space is one blank.</summary>
    public static string Shown(this INode node) => WhiteSpace().Replace(node.TextContent, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
