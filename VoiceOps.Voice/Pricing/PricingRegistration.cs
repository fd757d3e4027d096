using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Pricing.Versions;

namespace VoiceOps.Voice.Pricing;

public static class PricingRegistration
{
    public static IServiceCollection AddPricing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PricingOptions>().Bind(configuration.GetSection(PricingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PricingOptions>, PricingOptionsValidator>();
        services.AddSingleton<RateCards>();
        services.AddSingleton<RateWriter>();
        services.AddSingleton<PriceCheck>();
        return services;
    }
}
