using Microsoft.Extensions.Logging;
using Twilio.Clients;
using Twilio.Rest.Api.V2010.Account;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>Twilio's REST interface, as far as a running call needs it.</summary>
internal sealed class TwilioRestClient(TwilioApi api, ProviderHealth health, ILogger<TwilioRestClient> logger)
{
    private readonly ProviderReporter _reporter = api.Reporter(health, logger);

    public bool IsConfigured => api.IsConfigured;

    /// <summary>
    /// Hangs up. A call that Twilio does not know is no fault here, since it may say so of one that is over: <see cref="StatusOfCallAsync"/>
    /// tells whether it is. Throws <see cref="Conversation.ProviderException"/> otherwise.
    /// </summary>
    public Task CompleteCallAsync(string callSid, CancellationToken cancellationToken) =>
        TellAsync(new UpdateCallOptions(TwilioApi.Segment(callSid)) { Status = CallResource.UpdateStatusEnum.Completed }, cancellationToken);

    /// <summary>
    /// Takes the call away from what it is doing, its media stream included, and has it follow this TwiML. False when Twilio does not know it;
    /// throws <see cref="Conversation.ProviderException"/> when Twilio could not be told.
    /// </summary>
    public Task<bool> RedirectCallAsync(string callSid, string twiml, CancellationToken cancellationToken) =>
        TellAsync(new UpdateCallOptions(TwilioApi.Segment(callSid)) { Twiml = twiml }, cancellationToken);

    /// <summary>
    /// Twilio's word for how the call stands. Null for one that it does not know, which says nothing about the line: the account may be another
    /// one than the number's, and a question may come before the call can be seen.
    /// </summary>
    public async Task<string?> StatusOfCallAsync(string callSid, CancellationToken cancellationToken)
    {
        var call = await FindAsync(client => CallResource.FetchAsync(TwilioApi.Segment(callSid), client: client), cancellationToken);
        return call is null ? null : call.Status?.ToString() ?? throw _reporter.Failed("tells a call without its status");
    }

    private async Task<bool> TellAsync(UpdateCallOptions change, CancellationToken cancellationToken) =>
        await FindAsync(client => CallResource.UpdateAsync(change, client), cancellationToken) is not null;

    /// <summary>A call that Twilio does not know, or that is over, is an answer (404, code 20404); every other refusal throws.</summary>
    private Task<CallResource?> FindAsync(Func<ITwilioRestClient, Task<CallResource>> ask, CancellationToken cancellationToken) =>
        api.FindAsync(_reporter, ask, cancellationToken);
}
