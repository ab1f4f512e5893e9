using System.Text;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Writes a database's catalog as one readable SQL text: the same text for the same database, whatever its oids.</summary>
internal static class SnapshotWriter
{
    public static string Write(DatabaseCatalog catalog, SnapshotContent? content = null)
    {
        content ??= SnapshotContent.Default;
        var filter = content.Schemas;
        catalog = filter.Apply(catalog);
        var text = new StringBuilder();
        WriteHeader(catalog, filter, text);

        var columns = RowsByRelation.Columns(catalog[CatalogSection.Columns]);
        var indexes = new RowsByRelation(catalog[CatalogSection.Indexes]);
        var tables = new TableStatements(catalog, columns, indexes);
        var objects = new List<SnapshotObject>();
        objects.AddRange(TypeStatements.Write(catalog));
        objects.AddRange(SequenceStatements.Write(catalog));
        objects.AddRange(FunctionStatements.Write(catalog, content.Bodies));
        objects.AddRange(tables.Write());
        objects.AddRange(ViewStatements.Write(catalog, columns, indexes));
        var dependencies = catalog[CatalogSection.Dependencies].Select(row => (row.Required("dependent"), row.Required("referenced")));
        var partitions = new PartitionIndexNames(catalog);
        foreach (var item in DependencyOrder.Sort(objects, dependencies))
        {
            Paragraph(text, item.Statements.Take(item.Creation));
            foreach (var rename in partitions.Correct(item, text))
                text.Append(rename).Append('\n');
            foreach (var statement in item.Statements.Skip(item.Creation))
                text.Append(statement).Append('\n');
        }

        Paragraph(text, SequenceStatements.WriteOwners(catalog));
        Paragraph(text, tables.WriteNotValidated());
        Paragraph(text, tables.WriteForeignKeys());
        Paragraph(text, AttachmentStatements.Write(catalog));
        Paragraph(text, TimescaleStatements.WriteCompression(catalog));
        foreach (var aggregate in TimescaleStatements.WriteContinuousAggregates(catalog))
            Paragraph(text, aggregate);
        Paragraph(text, TimescaleStatements.WriteJobs(catalog));
        if (content.Grants)
            Paragraph(text, AttachmentStatements.WriteGrants(catalog));
        return text.ToString();
    }

    private static void WriteHeader(DatabaseCatalog catalog, SchemaFilter filter, StringBuilder text)
    {
        var server = catalog.Server;
        var schemas = (server?.Rows("schemas") ?? []).Where(row => filter.Allows(row.Required("schema_name"))).ToArray();
        text.Append(SnapshotFormat.Header).Append('\n');
        text.Append("-- PostgreSQL ").Append(server?.Number("version_num") / 10000 ?? 0);
        if (server?.Text("timescaledb_version") is { } timescale)
            text.Append(", TimescaleDB ").Append(SqlText.CommentLine(timescale));
        text.Append(". Replay on an empty database: psql -v ON_ERROR_STOP=1 -f THIS_FILE\n");
        Paragraph(text, ["SET check_function_bodies = false;"]);

        Paragraph(text, schemas.Select(row => row.Required("schema_name")).Where(name => name != "public").Select(name => $"CREATE SCHEMA {SqlIdentifier.Quote(name)};"));
        Paragraph(text, (server?.Rows("extensions") ?? []).Select(row => $"CREATE EXTENSION IF NOT EXISTS {SqlIdentifier.Quote(row.Required("extname"))} WITH SCHEMA {SqlIdentifier.Quote(row.Required("schema_name"))};"));
        Paragraph(text, (server?.Rows("collations") ?? []).Where(row => filter.Allows(row.Required("schema_name"))).SelectMany(CollationStatements.Write));
        Paragraph(text, schemas.Where(row => row.Text("comment") is { } comment && !IsDefaultComment(row, comment)).Select(row => $"COMMENT ON SCHEMA {SqlIdentifier.Quote(row.Required("schema_name"))} IS {SqlText.Literal(row.Required("comment"))};"));
    }

    private static bool IsDefaultComment(CatalogRow row, string comment) => row.Required("schema_name") == "public" && comment == "standard public schema";

    private static void Paragraph(StringBuilder text, IEnumerable<string> statements)
    {
        var isFirst = true;
        foreach (var statement in statements)
        {
            if (isFirst)
                text.Append('\n');
            isFirst = false;
            text.Append(statement).Append('\n');
        }
    }
}
