using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Data;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Architecture;

/// <summary>Whoever reads or writes the store does so on a thread of the pool, however it was asked.</summary>
public sealed class StoreAccessTests
{
    [Fact]
    public async Task Open_WhereOthersWaitForTheirTurn_GoesOnInThePool()
    {
        await using var store = await TempStore.CreateAsync();
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());

        await using var context = await store.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Null(SynchronizationContext.Current);
        Assert.True(Thread.CurrentThread.IsThreadPoolThread);
    }

    [Fact]
    public void Store_IsOpenedInThatWayAlone()
    {
        var callers = new[] { typeof(VoiceOpsContext).Assembly, typeof(DatabasePulse).Assembly }
            .SelectMany(assembly => ModuleDefinition.ReadModule(assembly.Location).GetTypes())
            .SelectMany(type => type.Methods.Where(method => method.HasBody))
            .Where(method => method.Body.Instructions.Any(instruction =>
                instruction.Operand is MethodReference { Name: nameof(IDbContextFactory<>.CreateDbContextAsync) }))
            .Select(method => method.DeclaringType.FullName);

        Assert.Equal([typeof(StoreAccess).FullName], callers);
    }
}
