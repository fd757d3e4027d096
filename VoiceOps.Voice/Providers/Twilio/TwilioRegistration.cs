using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Twilio;

public static class TwilioRegistration
{
    public static IServiceCollection AddTwilio(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProvider<TwilioOptions>(
            ServiceNames.Twilio,
            configuration,
            TwilioOptions.Section,
            required: [new("Twilio:AccountSid", options => options.AccountSid), new("Twilio:AuthToken", options => options.AuthToken)],
            options => ProviderAddress.WebProblem("Twilio:ApiBaseUrl", options.ApiBaseUrl));

        // Retried as it is: to complete a call twice is to complete it.
        return services
            .AddProviderHttp(TwilioApi.HttpClientName)
            .AddSingleton(new ExpectedUse(new(ServiceNames.Twilio, OperationNames.Voice, null)))
            .AddSingleton<TwilioRequestValidator>().AddSingleton<TwilioApi>().AddSingleton<TwilioRestClient>().AddSingleton<TwilioBillingClient>();
    }
}
