using System.Net;
using System.Text;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>Turns an answer to a websocket handshake that is not 101 into a <see cref="WebSocketRefusedException"/> with its body.</summary>
internal sealed class RefusalReader(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int LongestBody = 4096;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            return response;
        }

        using (response)
        {
            var headers = ClientWebSockets.Flatten(response.Headers);
            throw new WebSocketRefusedException((int)response.StatusCode, headers, await ReadStartAsync(response, cancellationToken));
        }
    }

    private static async Task<string> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestBody];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return "";
        }
    }
}
