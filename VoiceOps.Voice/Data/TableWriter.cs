using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace VoiceOps.Voice.Data;

/// <summary>
/// A prepared insert for one table, made from the model's own tables, columns and keys. The ledger's one writer uses it
/// because the change tracker has no "insert unless it is there" and no "add to what stands"; both databases know the syntax,
/// the binding of values is SQLite's.
/// </summary>
internal sealed class TableWriter<T> : IDisposable
    where T : class
{
    private readonly SqliteStatement _statement;
    private readonly Action<T>[] _bindings;

    public TableWriter(VoiceOpsContext context, OnConflict onConflict, params string[] conflictProperties)
    {
        var entity = context.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var key = entity.FindPrimaryKey()!.Properties;
        var properties = entity.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd)).ToList();
        var conflictKey = conflictProperties.Length == 0 ? key : [.. conflictProperties.Select(name => entity.FindProperty(name)!)];
        var rest = properties.Except(key).ToList();
        var sql =
            $"INSERT INTO {table.Name} ({List(properties.Select(Column))}) VALUES ({List(properties.Select(_ => "?"))})"
            + onConflict switch
            {
                OnConflict.Fail => "",
                OnConflict.Ignore => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO NOTHING",
                OnConflict.Replace => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = excluded.{Column(property)}"))}",
                OnConflict.Add => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = {table.Name}.{Column(property)} + excluded.{Column(property)}"))}",
                _ => throw new ArgumentOutOfRangeException(nameof(onConflict)),
            };
        _statement = new SqliteStatement((SqliteConnection)context.Database.GetDbConnection(), sql);
        _bindings = [.. properties.Select((property, index) => Binding(property.PropertyInfo!, index + 1))];

        string Column(IProperty property) => property.GetColumnName(table)!;

        static string List(IEnumerable<string> items) => string.Join(", ", items);
    }

    /// <summary>False when the row was there already and stays as it was.</summary>
    public bool Write(T row)
    {
        foreach (var bind in _bindings)
        {
            bind(row);
        }

        return _statement.Execute();
    }

    public void WriteAll(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            Write(row);
        }
    }

    /// <summary>The id that the database gave the row; null when it was there already.</summary>
    public long? Insert(T row) => Write(row) ? _statement.LastId : null;

    public void Dispose() => _statement.Dispose();

    private Action<T> Binding(PropertyInfo property, int position)
    {
        return property.PropertyType switch
        {
            var type when type == typeof(string) => Of<string?>((row, read) => _statement.Bind(position, read(row))),
            var type when type == typeof(long) => Of<long>((row, read) => _statement.Bind(position, read(row))),
            var type when type == typeof(long?) => Of<long?>((row, read) => _statement.Bind(position, read(row))),
            var type when type == typeof(int) => Of<int>((row, read) => _statement.Bind(position, (long)read(row))),
            var type when type == typeof(int?) => Of<int?>((row, read) => _statement.Bind(position, (long?)read(row))),
            var type when type == typeof(bool) => Of<bool>((row, read) => _statement.Bind(position, read(row) ? 1L : 0L)),
            var type when type == typeof(decimal) => Of<decimal>((row, read) => _statement.Bind(position, read(row))),
            var type when type == typeof(decimal?) => Of<decimal?>((row, read) => _statement.Bind(position, read(row))),
            var type when type == typeof(DateTime) => Of<DateTime>((row, read) => _statement.Bind(position, read(row))),
            var type when type == typeof(DateTime?) => Of<DateTime?>((row, read) => _statement.Bind(position, read(row))),
            var type => throw new InvalidOperationException($"{typeof(T).Name}.{property.Name} is of {type.Name}, which no column holds."),
        };

        Action<T> Of<TValue>(Action<T, Func<T, TValue>> bind)
        {
            var read = property.GetMethod!.CreateDelegate<Func<T, TValue>>();
            return row => bind(row, read);
        }
    }
}
