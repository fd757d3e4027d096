using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace VoiceOps.Voice.Data;

/// <summary>The parts of an insert into an entity's table, by the model's own names. An id that the database gives is no part of it.</summary>
internal sealed record InsertSql(string Table, IReadOnlyList<IProperty> Properties, IReadOnlyList<string> Columns, string Conflict)
{
    public static InsertSql Of(IEntityType entity, OnConflict onConflict, string[] conflictProperties)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var key = entity.FindPrimaryKey()!.Properties;
        var properties = entity.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd)).ToList();
        var conflictKey = conflictProperties.Length == 0 ? key : [.. conflictProperties.Select(name => entity.FindProperty(name)!)];
        var rest = properties.Except(key).ToList();
        var conflict = onConflict switch
        {
            OnConflict.Fail => "",
            OnConflict.Ignore => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO NOTHING",
            OnConflict.Replace => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = excluded.{Column(property)}"))}",
            OnConflict.Add => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = {table.Name}.{Column(property)} + excluded.{Column(property)}"))}",
            _ => throw new ArgumentOutOfRangeException(nameof(onConflict)),
        };
        return new InsertSql(table.Name, properties, [.. properties.Select(Column)], conflict);

        string Column(IProperty property) => property.GetColumnName(table)!;

        static string List(IEnumerable<string> items) => string.Join(", ", items);
    }
}
