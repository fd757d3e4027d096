using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace VoiceOps.Voice.Data;

/// <summary>
/// An insert as SQL and how a row's values are bound to it, made from the model's own tables, columns and keys. Looking those up takes longer
/// than the insert itself, so it is done once.
/// </summary>
internal sealed class TableInsert<T>
    where T : class
{
    private static readonly ConcurrentDictionary<(IEntityType Entity, OnConflict OnConflict, string ConflictKey), TableInsert<T>> Known = [];

    private TableInsert(IEntityType entity, OnConflict onConflict, string[] conflictProperties)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var key = entity.FindPrimaryKey()!.Properties;
        var properties = entity.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd)).ToList();
        var conflictKey = conflictProperties.Length == 0 ? key : [.. conflictProperties.Select(name => entity.FindProperty(name)!)];
        var rest = properties.Except(key).ToList();
        Sql =
            $"INSERT INTO {table.Name} ({List(properties.Select(Column))}) VALUES ({List(properties.Select(_ => "?"))})"
            + onConflict switch
            {
                OnConflict.Fail => "",
                OnConflict.Ignore => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO NOTHING",
                OnConflict.Replace => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = excluded.{Column(property)}"))}",
                OnConflict.Add => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = {table.Name}.{Column(property)} + excluded.{Column(property)}"))}",
                _ => throw new ArgumentOutOfRangeException(nameof(onConflict)),
            };
        Bindings = [.. properties.Select((property, index) => Binding(property.PropertyInfo!, index + 1))];

        string Column(IProperty property) => property.GetColumnName(table)!;

        static string List(IEnumerable<string> items) => string.Join(", ", items);
    }

    public string Sql { get; }

    public IReadOnlyList<Action<SqliteStatement, T>> Bindings { get; }

    public static TableInsert<T> Of(IModel model, OnConflict onConflict, string[] conflictProperties)
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        return Known.GetOrAdd((entity, onConflict, string.Join(',', conflictProperties)), _ => new TableInsert<T>(entity, onConflict, conflictProperties));
    }

    private static Action<SqliteStatement, T> Binding(PropertyInfo property, int position)
    {
        return property.PropertyType switch
        {
            var type when type == typeof(string) => Of<string?>((statement, value) => statement.Bind(position, value)),
            var type when type == typeof(long) => Of<long>((statement, value) => statement.Bind(position, value)),
            var type when type == typeof(long?) => Of<long?>((statement, value) => statement.Bind(position, value)),
            var type when type == typeof(int) => Of<int>((statement, value) => statement.Bind(position, (long)value)),
            var type when type == typeof(int?) => Of<int?>((statement, value) => statement.Bind(position, (long?)value)),
            var type when type == typeof(bool) => Of<bool>((statement, value) => statement.Bind(position, value ? 1L : 0L)),
            var type when type == typeof(decimal) => Of<decimal>((statement, value) => statement.Bind(position, value)),
            var type when type == typeof(decimal?) => Of<decimal?>((statement, value) => statement.Bind(position, value)),
            var type when type == typeof(DateTime) => Of<DateTime>((statement, value) => statement.Bind(position, value)),
            var type when type == typeof(DateTime?) => Of<DateTime?>((statement, value) => statement.Bind(position, value)),
            var type => throw new InvalidOperationException($"{typeof(T).Name}.{property.Name} is of {type.Name}, which no column holds."),
        };

        Action<SqliteStatement, T> Of<TValue>(Action<SqliteStatement, TValue> bind)
        {
            var read = property.GetMethod!.CreateDelegate<Func<T, TValue>>();
            return (statement, row) => bind(statement, read(row));
        }
    }
}
