using System.Runtime.CompilerServices;
using VoiceOps.Voice;

namespace VoiceOps.Tests;

/// <summary>What is tested in this process runs as it does in the program's, on a machine of any language: <c>LANG=de_DE.UTF-8 ./test.sh</c>.</summary>
internal static class TestCulture
{
    [ModuleInitializer]
    public static void Settle() => ProcessCulture.Settle();
}
