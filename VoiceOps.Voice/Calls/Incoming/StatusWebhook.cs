using System.Globalization;
using Microsoft.AspNetCore.Http;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary><c>POST /twilio/status</c>: Twilio tells how a call stands.</summary>
internal sealed class StatusWebhook(WebhookSignature signature, StatusReports reports)
{
    public async Task TakeAsync(HttpContext http)
    {
        if (await signature.ReadCallAsync(http) is not { } form)
        {
            return;
        }

        // Twilio tells a length once. It may give its request up, as it does after 15 s; what it has told may not be given up.
        await reports.TakeAsync(new StatusReport
        {
            CallSid = form["CallSid"].ToString(),
            CallStatus = form["CallStatus"].ToString(),
            ParentCallSid = form["ParentCallSid"].ToString() is { Length: > 0 } parent ? parent : null,
            FromNumber = form["From"],
            ToNumber = form["To"],
            DurationSeconds = int.TryParse(form["CallDuration"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
        }, CancellationToken.None);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
