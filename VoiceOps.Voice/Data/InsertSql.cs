using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace VoiceOps.Voice.Data;

/// <summary>The parts of an insert into an entity's table, by the model's own names. An id that the database gives is no part of it.</summary>
internal sealed record InsertSql(string Table, IReadOnlyList<IProperty> Properties, IReadOnlyList<string> Columns, string Conflict)
{
    /// <summary>
    /// The same with values that are bound by position. One that leaves a row that stands as it is asks for it first: the rules of an append-only table
    /// cannot tell "do nothing" from "replace", and refuse both.
    /// </summary>
    public string WithValues(OnConflict onConflict, IReadOnlyList<string> conflictProperties)
    {
        var values = string.Join(", ", Columns.Select((_, index) => Position(index)));
        var source = onConflict == OnConflict.Ignore
            ? $"SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM {Table} WHERE {string.Join(" AND ", conflictProperties.Select(Same))})"
            : $"VALUES ({values})";
        return $"INSERT INTO {Table} ({string.Join(", ", Columns)}) {source}{Conflict}";

        string Same(string name)
        {
            var index = Properties.ToList().FindIndex(property => property.Name == name);
            return $"{Columns[index]} = {Position(index)}";
        }

        static string Position(int index) => string.Create(CultureInfo.InvariantCulture, $"?{index + 1}");
    }

    public static InsertSql Of(IEntityType entity, OnConflict onConflict, string[] conflictProperties)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var key = entity.FindPrimaryKey()!.Properties;
        var properties = entity.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd)).ToList();
        var conflictKey = conflictProperties.Length == 0 ? key : [.. conflictProperties.Select(name => entity.FindProperty(name)!)];
        var rest = properties.Except(key).ToList();
        var conflict = onConflict switch
        {
            OnConflict.Fail or OnConflict.Ignore => "",
            OnConflict.Replace => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = excluded.{Column(property)}"))}",
            OnConflict.Add => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = {table.Name}.{Column(property)} + excluded.{Column(property)}"))}",
            _ => throw new ArgumentOutOfRangeException(nameof(onConflict)),
        };
        return new InsertSql(table.Name, properties, [.. properties.Select(Column)], conflict);

        string Column(IProperty property) => property.GetColumnName(table)!;

        static string List(IEnumerable<string> items) => string.Join(", ", items);
    }
}
