using Microsoft.Extensions.DependencyInjection;

namespace VoiceOps.Voice.TieOut;

public static class TieOutRegistration
{
    /// <summary>The checks of the books. They need the store, metering, pricing and reporting.</summary>
    public static IServiceCollection AddTieOut(this IServiceCollection services)
    {
        services.AddSingleton<ITieOutCheck, BalancedTransactions>();
        services.AddSingleton<ITieOutCheck, DeferredRevenue>();
        services.AddSingleton<ITieOutCheck, RollForwardCloses>();
        services.AddSingleton<ITieOutCheck, SameTotals>();
        services.AddSingleton<ITieOutCheck, RollupsAgainstRows>();
        services.AddSingleton<ITieOutCheck, Replay>();
        services.AddSingleton<ITieOutCheck, RatesHold>();
        services.AddSingleton<ITieOutCheck, CompleteCalls>();
        services.AddSingleton<ITieOutCheck, MetersAddUp>();
        services.AddSingleton<TieOutMetrics>();
        services.AddSingleton<BooksTieOut>();
        services.AddSingleton<TieOutHost>();
        services.AddHostedService(provider => provider.GetRequiredService<TieOutHost>());
        return services;
    }
}
