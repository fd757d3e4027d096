using System.Collections.Concurrent;
using System.Reflection;
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
        var insert = InsertSql.Of(entity, onConflict, conflictProperties);
        Sql = insert.WithValues(onConflict, conflictProperties);
        Bindings = [.. insert.Properties.Select((property, index) => Binding(property.PropertyInfo!, index + 1))];
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
