using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Cerebras;

public static class CerebrasRegistration
{
    internal const string HttpClientName = "cerebras";

    public static IServiceCollection AddCerebras(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProvider<CerebrasOptions>(
            ServiceNames.Cerebras,
            configuration,
            CerebrasOptions.Section,
            required: [new("Cerebras:ApiKey", options => options.ApiKey)],
            options => ProviderAddress.WebProblem("Cerebras:BaseUrl", options.BaseUrl),
            options => ProviderRegistration.LimitProblem("Cerebras:RequestsPerMinute", options.RequestsPerMinute));

        services.AddSingleton<CerebrasQuota>().AddTransient<CerebrasLimitsHandler>().AddTransient<CerebrasSendingHandler>();
        services.AddProviderTalk(HttpClientName).AddHttpMessageHandler<CerebrasLimitsHandler>().AddHttpMessageHandler<CerebrasSendingHandler>();
        services.AddProviderHttp(CerebrasModels.HttpClientName).AddSingleton<IModelList, CerebrasModels>();
        return services.AddSingleton<IModelWarmer, CerebrasWarmer>().AddSingleton<IChatClient>(CreateClient);
    }

    private static CerebrasChatClient CreateClient(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<CerebrasOptions>>().Value;
        var reporter = new ProviderReporter(
            ServiceNames.Cerebras,
            "Cerebras:ApiKey",
            options.ApiKey,
            provider.GetRequiredService<ProviderHealth>(),
            provider.GetRequiredService<ILogger<CerebrasChatClient>>());
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        var openAi = new OpenAIClient(
            // Without a key nothing is ever sent: the client around it refuses first.
            new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey),
            new OpenAIClientOptions
            {
                Endpoint = new Uri(options.BaseUrl),
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                Transport = new HttpClientPipelineTransport(http),
            });

        // The model comes with each request; the library wants one to begin with.
        return new CerebrasChatClient(
            openAi.GetChatClient("gpt-oss-120b").AsIChatClient(),
            reporter,
            provider.GetRequiredService<IOptions<ResilienceOptions>>().Value.AnswerTimeout,
            provider.GetRequiredService<TimeProvider>());
    }
}
