namespace VoiceOps.Voice.Data.Forms;

/// <summary>A value that stands in a table already and may not: the row is not used until it is mended.</summary>
/// <param name="Row">Its key, such as its id.</param>
/// <param name="Value">As it stands there, shortened.</param>
public sealed record WrongValue(string Table, string Row, string Column, string Value, string Expected)
{
    public override string ToString() => $"{Table} row {Row}: {Column} is \"{Value}\" and must be {Expected}";
}
