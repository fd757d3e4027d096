namespace VoiceOps.Voice.Data.Forms;

/// <summary>What a column of a SQLite table may hold. SQLite's types refuse nothing: a price of <c>'0,12'</c> is a text like any other to it.</summary>
/// <param name="Wrong">SQL that is true for a value that may not stand there; <c>{0}</c> is the value.</param>
/// <param name="Expected">The same for people: what the column must hold.</param>
internal sealed record ColumnForm(string Table, string Key, string Column, bool IsNullable, string Wrong, string Expected)
{
    /// <summary>The condition for a value, such as <c>NEW.unit_price</c>.</summary>
    public string WrongAt(string value)
    {
        var wrong = Wrong.Replace("{0}", value, StringComparison.Ordinal);
        return IsNullable ? $"({value} IS NOT NULL AND ({wrong}))" : $"({value} IS NULL OR {wrong})";
    }

    public string Message => $"{Table}.{Column} must be {Expected}".Replace("'", "''", StringComparison.Ordinal);
}
