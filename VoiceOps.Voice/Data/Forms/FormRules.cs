using Microsoft.EntityFrameworkCore.Metadata;

namespace VoiceOps.Voice.Data.Forms;

/// <summary>Triggers that refuse a value in any other form than the column's own, from any client. A value that stands already is left alone until somebody changes it.</summary>
internal static class FormRules
{
    private const string Suffix = "_form";

    public static string Remove(IModel model) => string.Join('\n', Tables(model).SelectMany(table => Drops(table.Key)));

    public static string Apply(IModel model) => string.Join('\n', Tables(model).SelectMany(table =>
        (string[])[.. Drops(table.Key), Trigger(table, "INSERT", form => form.WrongAt($"NEW.{form.Column}")), Trigger(table, "UPDATE", Changed)]));

    private static IEnumerable<IGrouping<string, ColumnForm>> Tables(IModel model) => ColumnForms.All(model).GroupBy(form => form.Table);

    private static IEnumerable<string> Drops(string table) => [$"DROP TRIGGER IF EXISTS {Name(table, "INSERT")};", $"DROP TRIGGER IF EXISTS {Name(table, "UPDATE")};"];

    private static string Changed(ColumnForm form) => $"NEW.{form.Column} IS NOT OLD.{form.Column} AND {form.WrongAt($"NEW.{form.Column}")}";

    private static string Trigger(IGrouping<string, ColumnForm> table, string when, Func<ColumnForm, string> wrong) =>
        $"CREATE TRIGGER {Name(table.Key, when)} BEFORE {when} ON {table.Key}\nBEGIN SELECT CASE\n"
        + string.Join('\n', table.Select(form => $"  WHEN {wrong(form)} THEN RAISE(ABORT, '{form.Message}')")) + "\nEND; END;";

    private static string Name(string table, string when) => $"{table}{Suffix}_{when.ToLowerInvariant()}";
}
