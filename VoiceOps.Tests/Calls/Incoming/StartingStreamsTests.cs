using System.Net;
using VoiceOps.Voice.Calls.Incoming;
using Xunit;

namespace VoiceOps.Tests.Calls.Incoming;

public sealed class StartingStreamsTests
{
    private readonly StartingStreams _streams = new();

    [Fact]
    public void TryEnter_OneAddress_LeavesHalfOfThePlacesToOthers()
    {
        Fill("203.0.113.7");

        Assert.Null(Enter("203.0.113.7"));
        Fill("203.0.113.8");
    }

    [Fact]
    public void TryEnter_ManyAddresses_AreBoundedInAll()
    {
        for (var host = 0; host < StartingStreams.Most; host++)
        {
            Assert.NotNull(Enter($"10.0.{host / 200}.{host % 200}"));
        }

        Assert.Null(Enter("203.0.113.7"));
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData(null, null, true)]
    public void TryEnter_TwoAddressesOfOneHost_CountAsOne(string? first, string? second, bool isOne)
    {
        Fill(first);

        Assert.Equal(isOne, Enter(second) is null);
    }

    [Fact]
    public void Place_LeftTwice_IsFreeOnce()
    {
        var place = Enter("203.0.113.7")!;
        Fill("203.0.113.7", StartingStreams.MostOfOneAddress - 1);

        place.Dispose();
        place.Dispose();

        Assert.NotNull(Enter("203.0.113.7"));
        Assert.Null(Enter("203.0.113.7"));
    }

    private void Fill(string? address, int places = StartingStreams.MostOfOneAddress)
    {
        for (var place = 0; place < places; place++)
        {
            Assert.NotNull(Enter(address));
        }
    }

    private IDisposable? Enter(string? address) => _streams.TryEnter(address is null ? null : IPAddress.Parse(address));
}
