using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace VoiceOps.Voice.Data;

/// <summary>
/// A prepared insert for one table, made from the model's own columns and converters. The ledger's one writer uses it
/// because the change tracker has no "insert unless it is there" and no "add to what stands"; both databases know the syntax.
/// </summary>
internal sealed class TableWriter<T> : IDisposable
    where T : class
{
    private readonly DbCommand _command;
    private readonly (Func<object, object?> Read, DbParameter Parameter)[] _columns;

    public TableWriter(VoiceOpsContext context, OnConflict onConflict, params string[] conflictProperties)
    {
        var entity = context.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var key = entity.FindPrimaryKey()!.Properties;
        var generated = key.SingleOrDefault(property => property.ValueGenerated == ValueGenerated.OnAdd);
        var properties = entity.GetProperties().Where(property => property != generated).ToList();

        _command = context.Database.GetDbConnection().CreateCommand();
        _command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        _columns = [.. properties.Select((property, index) => (Reader(property), Parameter(property, index)))];

        var conflictKey = conflictProperties.Length == 0 ? key : [.. conflictProperties.Select(name => entity.FindProperty(name)!)];
        var rest = properties.Except(key).ToList();
        _command.CommandText =
            $"INSERT INTO {table.Name} ({List(properties.Select(Column))}) VALUES ({List(_columns.Select(column => column.Parameter.ParameterName))})"
            + onConflict switch
            {
                OnConflict.Fail => "",
                OnConflict.Ignore => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO NOTHING",
                OnConflict.Replace => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = excluded.{Column(property)}"))}",
                OnConflict.Add => $" ON CONFLICT ({List(conflictKey.Select(Column))}) DO UPDATE SET {List(rest.Select(property => $"{Column(property)} = {table.Name}.{Column(property)} + excluded.{Column(property)}"))}",
                _ => throw new ArgumentOutOfRangeException(nameof(onConflict)),
            }
            + (generated is null ? "" : $" RETURNING {Column(generated)}");
        _command.Prepare();

        string Column(IProperty property) => property.GetColumnName(table)!;

        DbParameter Parameter(IProperty property, int index)
        {
            var parameter = property.GetRelationalTypeMapping().CreateParameter(_command, $"@p{index}", null, nullable: true);
            _command.Parameters.Add(parameter);
            return parameter;
        }

        static Func<object, object?> Reader(IProperty property)
        {
            var getter = property.GetGetter();
            return property.GetRelationalTypeMapping().Converter is { } converter
                ? row => converter.ConvertToProvider(getter.GetClrValueUsingContainingEntity(row))
                : getter.GetClrValueUsingContainingEntity;
        }

        static string List(IEnumerable<string> items) => string.Join(", ", items);
    }

    /// <summary>Inserts and returns the generated id, or null when the row was there already.</summary>
    public async Task<long?> InsertAsync(T row, CancellationToken cancellationToken)
    {
        Bind(row);
        return (long?)await _command.ExecuteScalarAsync(cancellationToken);
    }

    public async Task WriteAsync(T row, CancellationToken cancellationToken)
    {
        Bind(row);
        await _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Dispose() => _command.Dispose();

    private void Bind(T row)
    {
        foreach (var (read, parameter) in _columns)
        {
            parameter.Value = read(row) ?? DBNull.Value;
        }
    }
}
