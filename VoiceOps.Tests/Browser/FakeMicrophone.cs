using Microsoft.Playwright;
using VoiceOps.Simulation.Audio;

namespace VoiceOps.Tests.Browser;

/// <summary>A browser whose microphone plays a file: a silence in which the persona greets, then a phrase, then silence, and the phrase again.</summary>
internal sealed class FakeMicrophone : IAsyncDisposable
{
    private const int Times = 6;

    // Time for an answer; no whole number of frames, so that a phrase whose frames were cut badly comes again cut otherwise.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(14_007);

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"voiceops-microphone-{Guid.NewGuid():N}.wav");
    private readonly IPlaywright _driver;
    private IBrowser? _browser;

    private FakeMicrophone(IPlaywright driver) => _driver = driver;

    public static async Task<(FakeMicrophone Microphone, IPage Page)> OpenAsync(PhraseBook phrases, string phrase, TimeSpan before, Uri address)
    {
        var microphone = new FakeMicrophone(await Playwright.CreateAsync());
        await File.WriteAllBytesAsync(microphone._file, WaveFile.Of(Audio(phrases, phrase, before)));
        microphone._browser = await microphone._driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("VOICEOPS_BROWSER") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-proxy-server", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                $"--use-file-for-fake-audio-capture={microphone._file}", "--autoplay-policy=no-user-gesture-required",
            ],
        });
        var page = await microphone._browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 1000 } });
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address.ToString());
        return (microphone, page);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _driver.Dispose();
        File.Delete(_file);
    }

    private static byte[] Audio(PhraseBook phrases, string phrase, TimeSpan before)
    {
        var number = phrases.Number(phrase);
        byte[] spoken = [.. Enumerable.Range(0, PhraseCode.FrameCount(phrase)).SelectMany(frame => PhraseCode.Encode(number, frame).ToArray()),
            .. Silence(Between)];
        return [.. Silence(before), .. Enumerable.Repeat(spoken, Times).SelectMany(audio => audio)];
    }

    private static IEnumerable<byte> Silence(TimeSpan length) => Enumerable.Repeat(MuLaw.Silence, (int)(length.TotalSeconds * MuLaw.BytesPerSecond));
}
