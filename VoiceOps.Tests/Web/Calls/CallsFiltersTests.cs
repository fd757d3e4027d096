using Bunit;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Calls.CallLog;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class CallsFiltersTests : PageTest
{
    [Fact]
    public void Choices_OfModels_AreTheirIdsAndOfStatusesWords()
    {
        var filters = Render<CallsFilters>(parameters => parameters
            .Add(component => component.Address, new CallsAddress(CallLogFilter.Default))
            .Add(component => component.Choices,
                new CallLogChoices { Personas = [], Accounts = [], Models = ["gpt-oss-120b"], Statuses = ["in-progress"], EndedReasons = [] }));

        Assert.Equal("gpt-oss-120b", filters.Find("option[value=gpt-oss-120b]").TextContent);
        Assert.Equal("in progress", filters.Find("option[value=in-progress]").TextContent);
    }
}
