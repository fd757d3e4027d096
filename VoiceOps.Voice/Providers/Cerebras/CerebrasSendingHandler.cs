using System.Net;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>The innermost handler, next to the connection: notes of each attempt whether the provider took it.</summary>
internal sealed class CerebrasSendingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CerebrasSending.Current is not { } sending || request.Content is not { } prompt)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.Content = new NotedContent(prompt, sending);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            sending.IsTaken = response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);
            return response;
        }
        finally
        {
            // Another attempt sends the same content.
            request.Content = prompt;
        }
    }

    /// <summary>Is written when there is a connection for it, and not before.</summary>
    private sealed class NotedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly CerebrasSending _sending;

        public NotedContent(HttpContent inner, CerebrasSending sending)
        {
            (_inner, _sending) = (inner, sending);
            foreach (var header in inner.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _sending.IsTaken = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }
    }
}
