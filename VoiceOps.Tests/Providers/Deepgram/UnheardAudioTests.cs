using VoiceOps.Voice.Providers.Deepgram;
using Xunit;

namespace VoiceOps.Tests.Providers.Deepgram;

public sealed class UnheardAudioTests
{
    // The buffer begins with room for 2 s and goes round: what is read must be what was added, wherever in it that lies.
    [Theory]
    [InlineData(160, 100, 0)]
    [InlineData(160, 100, 15_000)]
    [InlineData(7_000, 2, 4_000)]
    [InlineData(160, 700, 0)]
    [InlineData(333, 200, 50_000)]
    public void Read_AfterManyAdds_IsWhatWasAddedSinceItsStart(int bytes, int times, int forgottenBefore)
    {
        var audio = new UnheardAudio();
        var all = new List<byte>();
        var start = 0;
        for (var time = 0; time < times; time++)
        {
            var frame = Enumerable.Range(all.Count, bytes).Select(position => (byte)(position % 251)).ToArray();
            audio.Add(frame);
            all.AddRange(frame);
            if (time == times / 2)
            {
                audio.Forget(forgottenBefore);
                start = Math.Min(forgottenBefore, all.Count);
            }
        }

        var read = new byte[all.Count];
        var length = audio.Read(audio.Start, read);

        Assert.Equal(Math.Max(start, all.Count - UnheardAudio.Longest), audio.Start);
        Assert.Equal(all.Skip((int)audio.Start), read.Take(length));
    }
}
