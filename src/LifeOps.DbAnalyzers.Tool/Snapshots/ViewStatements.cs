using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Views and materialized views; continuous aggregates, which the catalog shows as views over hidden tables, are left to <see cref="TimescaleStatements"/>.</summary>
internal static class ViewStatements
{
    public static IEnumerable<SnapshotObject> Write(DatabaseCatalog catalog, RowsByRelation columns, RowsByRelation indexes)
    {
        var aggregates = catalog[CatalogSection.ContinuousAggregates].Select(row => SqlText.Name(row.Required("view_schema"), row.Required("view_name"))).ToHashSet();
        foreach (var row in catalog[CatalogSection.Relations])
        {
            var schema = row.Required("schema_name");
            var name = row.Required("relname");
            var view = SqlText.Name(schema, name);
            if (row.Required("relkind") is not ("v" or "m") || aggregates.Contains(view))
                continue;

            var isMaterialized = row.Required("relkind") == "m";
            var options = row.Texts("reloptions") is { Count: > 0 } given ? "\nWITH (" + string.Join(", ", given.Select(TableStatements.StorageParameter)) + ")" : "";
            var definition = row.Required("view_definition").TrimEnd().TrimEnd(';').ReplaceLineEndings("\n");
            var statements = new List<string>(isMaterialized ? StatisticsComments.Write(row, columns[row]) : [])
            {
                isMaterialized ? $"CREATE MATERIALIZED VIEW {view}{options} AS\n{definition}\nWITH NO DATA;" : $"CREATE VIEW {view}{options} AS\n{definition};",
            };
            statements.AddRange(IndexStatements.Write(indexes[row]));
            if (row.Text("comment") is { } comment)
                statements.Add($"COMMENT ON {(isMaterialized ? "MATERIALIZED VIEW" : "VIEW")} {view} IS {SqlText.Literal(comment)};");
            foreach (var column in columns[row])
            {
                if (column.Text("comment") is { } columnComment)
                    statements.Add($"COMMENT ON COLUMN {view}.{SqlIdentifier.Quote(column.Required("attname"))} IS {SqlText.Literal(columnComment)};");
            }

            yield return new(SnapshotObject.KeyOf("pg_class", row, schema, name), SnapshotRank.View, schema, name, statements);
        }
    }
}
