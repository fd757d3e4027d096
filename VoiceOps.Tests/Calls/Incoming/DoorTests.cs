using System.Net;
using System.Net.Http.Headers;
using System.Text;
using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Calls.Incoming;

/// <summary>What strangers may send to the addresses that Twilio calls.</summary>
[NeedsProgram]
public sealed class DoorTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly RunningHost _host = shared.Host;

    [Fact]
    public async Task Webhook_WithoutASignature_IsRefusedBeforeItIsRead()
    {
        // The body never ends: whoever reads it waits for ever.
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, "twilio/voice"))
        {
            Content = new StreamContent(new EndlessStream()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } },
        };
        request.Headers.ExpectContinue = true;

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Webhook_OfMoreThan64Kilobytes_IsTooLarge(bool saysItsLength)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, "twilio/status"))
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes("CallSid=" + new string('x', 65 * 1024)))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") },
            },
        };
        request.Headers.TransferEncodingChunked = !saysItsLength;
        request.Headers.Add("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Webhook_WithAnotherFormOfACallsId_IsABadRequestAndNoCall()
    {
        var answer = await _host.PostSignedAsync("twilio/voice", [new("CallSid", "CA1"), new("From", "+14155550100"), new("To", "+14155550199")]);

        Assert.Equal((HttpStatusCode.BadRequest, "CallSid must be CA and 32 hexadecimal digits."), (answer.Status, answer.Body));
        Assert.Equal(0, _host.Scalar<long>("SELECT COUNT(*) FROM calls WHERE call_sid = 'CA1'"));
    }

    [Theory]
    [InlineData("""{"event":"media","sequenceNumber":"1","media":{"payload":"//8="},"streamSid":"MZ1"}""")]
    [InlineData("not json")]
    [InlineData("""{"event":"connected","protocol":"Call","version":"1.0.0"}""")] // the second one
    public async Task Stream_BeforeItsStart_MaySayNothingElse(string message)
    {
        await using var stream = await MediaClient.ConnectAsync(_host);

        await stream.SendAsync(message);

        Assert.Null(await stream.ReadUntilAsync("media"));
    }

    /// <summary>Gives a little, and then keeps its reader waiting.</summary>
    private sealed class EndlessStream : Stream
    {
        private bool _hasBegun;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasBegun)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            _hasBegun = true;
            buffer.Span[0] = (byte)'a';
            return 1;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
