using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Credits.Accounts;

/// <summary>The rows behind the credit exposure, as of the same moment.</summary>
public sealed record ExposureDetail(
    DateTime AsOf, CreditExposure Exposure, IReadOnlyList<(CreditLot Lot, string Account)> Lots, IReadOnlyList<(long Id, string Account,
        Money Owed)> Receivables);
