using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Lets only Twilio's own webhooks through, once there is an auth token to check them with.</summary>
internal sealed class WebhookSignature(TwilioRequestValidator validator, ProviderHealth health, Refusals refusals, IOptions<CallOptions> options)
{
    public const string Header = "X-Twilio-Signature";

    /// <summary>Bytes. Twilio's largest has two or three thousand.</summary>
    private const int LargestForm = 64 * 1024;

    private const string TooLarge = "A webhook has 64 kB at most.";

    /// <summary>The same for a webhook about a call, whose values have the forms that Twilio gives them.</summary>
    public async Task<IFormCollection?> ReadCallAsync(HttpContext http) =>
        await ReadAsync(http) is not { } form ? null
        : WebhookForm.Problem(form) is { } problem ? await RefuseAsync(http, StatusCodes.Status400BadRequest, problem)
        : form;

    /// <summary>The form of a webhook that may be believed, or null with the response's status set.</summary>
    public async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        // Before anything is read: a body costs its sender nothing, and is kept whole here.
        if (validator.CanValidate && http.Request.Headers[Header].Count == 0)
        {
            return await RefuseAsync(http, StatusCodes.Status403Forbidden, $"{Header} is missing.");
        }

        if (http.Request.ContentLength > LargestForm)
        {
            return await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, TooLarge);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }

        if (!http.Request.HasFormContentType)
        {
            return await RefuseAsync(http, StatusCodes.Status400BadRequest, "A webhook is a form: application/x-www-form-urlencoded.");
        }

        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, TooLarge);
        }
        catch (InvalidDataException)
        {
            return await RefuseAsync(http, StatusCodes.Status400BadRequest, "The form cannot be read.");
        }

        // Without a token only local requests come this far.
        if (!validator.CanValidate)
        {
            return form;
        }

        if (options.Value.PublicUrl is not { } publicUrl)
        {
            return await RefuseAsync(http, StatusCodes.Status403Forbidden, "Signatures cannot be checked before VoiceOps:PublicUrl is set.");
        }

        var signature = http.Request.Headers[Header].ToString();
        var settings = http.Request.Headers[TwilioRequestValidator.SettingsHeader].ToString();
        if (!validator.IsValidWebhook(publicUrl, http.Request.Path, http.Request.QueryString.ToString(), form, signature, settings))
        {
            var secret = settings.Length == 0 ? "Twilio:AuthToken" : "Twilio:SharedKeySecret, which a webhook rule of the account signs with";
            return await RefuseAsync(http, StatusCodes.Status403Forbidden, $"The signature does not match VoiceOps:PublicUrl and {secret}.");
        }

        health.Answered(ServiceNames.Twilio);
        return form;
    }

    private async Task<IFormCollection?> RefuseAsync(HttpContext http, int status, string reason)
    {
        refusals.Webhook(reason);
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(reason, http.RequestAborted);
        return null;
    }
}
