using System.Globalization;
using Microsoft.Extensions.Logging;

namespace VoiceOps.Tests.Hosting;

/// <summary>Lines as the program's console has them.</summary>
internal sealed class AppLogProvider(AppLog log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, log);

    public void Dispose()
    {
    }

    private sealed class Writer(string category, AppLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(string.Create(CultureInfo.InvariantCulture, $"{Level(logLevel)}: {category}[{eventId.Id}] {formatter(state, exception)} {exception}"));

        private static string Level(LogLevel level) => level switch
        {
            LogLevel.Trace => " trce",
            LogLevel.Debug => " dbug",
            LogLevel.Information => " info",
            LogLevel.Warning => " warn",
            LogLevel.Error => " fail",
            _ => " crit",
        };
    }
}
