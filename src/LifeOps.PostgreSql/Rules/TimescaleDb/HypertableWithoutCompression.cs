using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>LDB7002: a hypertable that nothing compresses. The policy that CREATE TABLE ... WITH (tsdb.hypertable) makes from 2.23 on counts.</summary>
public sealed class HypertableWithoutCompression : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.HypertableWithoutCompression;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.Hypertable is not { IsFromDump: false } hypertable || Policies.Find(hypertable.Policies, TimescalePolicyKind.Compression, context.Options) is not null)
                continue;
            context.Report(
                Rule, hypertable.Location,
                ValueList.Of(SchemaNames.Of(table), hypertable.Compression is null ? "is not compressed" : "has compression settings and no policy that applies them"),
                EditsOf(context, table, hypertable));
        }
    }

    /// <summary>Settings that exist are put to work; which columns to segment by is a decision about the queries.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Table table, Hypertable hypertable)
    {
        if (hypertable.Compression is null || Policies.HasIntegerTime(context.Lookup, table))
            return default;
        var name = (table.Schema == "public" ? "" : SqlIdentifier.Quote(table.Schema) + ".") + SqlIdentifier.Quote(table.Name);
        
        // The policy can only come behind the settings.
        var settings = context.Texts.LastAlterationOf(table, context.Lookup) ?? hypertable.Location;
        var statement = "SELECT add_compression_policy('" + name.Replace("'", "''") + "', INTERVAL '7 days');";
        return context.Texts.InsertStatementBehind(settings, statement) is { } edit ? ValueList.Of(edit) : default;
    }
}
