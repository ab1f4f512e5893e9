using System.Text.Json;
using LifeOps.PostgreSql.Schema;
using LifeOps.Testing;
using Xunit;
using Index = LifeOps.PostgreSql.Schema.Index;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>Hypertables, compression, policies and continuous aggregates, folded, against the recorded answers of a TimescaleDB server.</summary>
public class RecordedTimescaleTests
{
    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("modern")]
    public void Dimensions_EqualRecordedAnswers(string database)
    {
        var expected = Rows(database, "ts_1_hypertables").Select(row => string.Join(
            " | ", Text(row, "hypertable_name"), Text(row, "column_name"), Text(row, "time_interval") ?? Text(row, "integer_interval"), Text(row, "num_partitions"), Text(row, "integer_now_func")));
        var model = Fold(database);

        var actual = model.Tables.Where(table => table.Hypertable is not null).SelectMany(table => table.Hypertable!.Dimensions.Select((dimension, i) => string.Join(
            " | ", table.Name, dimension.Column, dimension.Interval, dimension.Partitions, i == 0 ? table.Hypertable.IntegerNowFunction : null)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("modern")]
    public void Compression_EqualsRecordedAnswers(string database)
    {
        // Where a statement gives no order, the server chooses one: the model says what was written.
        var expected = Rows(database, "ts_2_compression").Select(row => string.Join(
            " | ", Text(row, "object_name"), Text(row, "segmentby") ?? "", Flag(row, "is_continuous_aggregate") ? "" : Text(row, "orderby")));
        var model = Fold(database);

        var actual = model.Tables.Select(table => (table.Name, table.Hypertable?.Compression)).Concat(model.Views.Select(view => (view.Name, view.ContinuousAggregate?.Compression)))
            .Where(item => item.Item2 is not null)
            .Select(item => string.Join(" | ", item.Name, string.Join(",", item.Item2!.SegmentBy), string.Join(",", item.Item2.OrderBy.Select(key => key.Column + (key.IsDescending ? " DESC" : "")))));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("modern")]
    public void Policies_EqualRecordedJobs(string database)
    {
        var expected = new List<string>();
        foreach (var row in Rows(database, "ts_4_jobs"))
        {
            var config = row.GetProperty("config");
            var kind = Text(row, "proc_name") switch
            {
                "policy_compression" => TimescalePolicyKind.Compression,
                "policy_retention" => TimescalePolicyKind.Retention,
                "policy_refresh_continuous_aggregate" => TimescalePolicyKind.Refresh,
                _ => (TimescalePolicyKind?)null,
            };
            if (kind is not null)
                expected.Add(string.Join(" | ", Text(row, "hypertable_name"), kind, Offset(config, "compress_after") ?? Offset(config, "drop_after"), Offset(config, "start_offset"), Offset(config, "end_offset")));
        }

        var model = Fold(database);
        var actual = model.Tables.SelectMany(table => (table.Hypertable?.Policies ?? default).Select(policy => (table.Name, policy)))
            .Concat(model.Views.SelectMany(view => (view.ContinuousAggregate?.Policies ?? default).Select(policy => (view.Name, policy))))
            .Select(item => string.Join(" | ", item.Name, item.policy.Kind, Interval(item.policy.After), Interval(item.policy.StartOffset), Interval(item.policy.EndOffset)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("modern")]
    public void ContinuousAggregates_EqualRecordedAnswers(string database)
    {
        var expected = Rows(database, "ts_3_continuous_aggregates").Select(row => string.Join(
            " | ", Text(row, "view_schema"), Text(row, "view_name"), Text(row, "source_name"), Flag(row, "materialized_only"), Flag(row, "compression_enabled")));
        var actual = Fold(database).Views.Where(view => view.ContinuousAggregate is not null).Select(view => string.Join(
            " | ", view.Schema, view.Name, view.ContinuousAggregate!.Source.Name, view.ContinuousAggregate.MaterializedOnly, view.ContinuousAggregate.Compression is not null));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("lifeops")]
    [InlineData("modern")]
    public void AggregateIndexes_EqualRecordedAnswers(string database)
    {
        // The default ones bear the name of the hidden table, which no statement tells: compare their columns.
        var expected = Rows(database, "ts_5_cagg_indexes").Select(row =>
        {
            var definition = Text(row, "ddl")!;
            return $"{Text(row, "view_name")} {(Flag(row, "is_default") ? "default" : Text(row, "index_name"))} {definition[definition.IndexOf('(', StringComparison.Ordinal)..].TrimEnd(';')}";
        });
        var actual = Fold(database).Views.Where(view => view.ContinuousAggregate is not null).SelectMany(view => view.Indexes.Select((Index index) =>
            $"{view.Name} {(index.IsImplicit ? "default" : index.Name)} ({string.Join(", ", index.Keys.Select(key => key.Column + (key.IsDescending ? " DESC" : "")))})"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    private static JsonElement.ArrayEnumerator Rows(string database, string query)
    {
        var path = SharedFiles.Find("databases", "catalog", $"{database}.{query}.json");
        Skip.If(path is null, "The recorded answers are not here.");
        return JsonDocument.Parse(File.ReadAllText(path!)).RootElement.EnumerateArray();
    }

    private static DatabaseSchema Fold(string database)
    {
        var path = SharedFiles.Find("databases", database + ".sql");
        Skip.If(path is null, "The database files are not here.");
        return SchemaBuilder.Build([(path!, File.ReadAllText(path!))], serverMajor: 15);
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.GetProperty(name).ToString();

    private static bool Flag(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.True;

    private static string? Offset(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    /// <summary>The server writes hours as a time of day, and an interval's plural away.</summary>
    private static string? Interval(string? text) => text switch
    {
        "1 hour" => "01:00:00",
        _ => text,
    };
}
