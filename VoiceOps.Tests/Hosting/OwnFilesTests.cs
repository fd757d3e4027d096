using Xunit;

namespace VoiceOps.Tests.Hosting;

[NeedsProgram]
public sealed class OwnFilesTests
{
    [Fact]
    public async Task Program_WhatItMakes_IsForItsUserAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await using var app = new AppProcess(["--urls", $"http://127.0.0.1:{FreePorts.One()}"]);
        await app.StartedAsync(TestContext.Current.CancellationToken);

        var files = Directory.GetFiles(Path.GetDirectoryName(app.DatabasePath)!, "voiceops.db*");

        Assert.Contains(app.DatabasePath, files);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
