namespace VoiceOps.Web.Shared;

/// <summary>The order that a reader chose for a table: none at first, when its rows stand as they came.</summary>
public class TableOrder
{
    public string? Column { get; private set; }

    public bool IsDescending { get; private set; }

    /// <summary>Largest first, then smallest first, then as they came; of words the first before the last.</summary>
    public void Choose(string column, bool isFigure)
    {
        if (Column != column)
        {
            (Column, IsDescending) = (column, isFigure);
        }
        else if (IsDescending == isFigure)
        {
            IsDescending = !isFigure;
        }
        else
        {
            Column = null;
        }
    }
}
