using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>
/// LDB4001: a table without a primary key. Not meant: unlogged tables (scratch that a crash empties) and junction tables (LDB4006 says
/// which key). A hypertable of measurements works without one, so there it is a suggestion.
/// </summary>
public sealed class TableWithoutPrimaryKey : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TableWithoutPrimaryKey;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.PrimaryKey is not null || table.IsUnlogged || table.Columns.IsEmpty || JunctionTable.KeyOf(context, table) is not null)
                continue;
            context.Report(
                Rule, table.NameLocation, ValueList.Of(SchemaNames.Of(table), Advice(context, table)), EditsOf(context, table),
                table.Hypertable is null ? null : RuleSeverity.Info);
        }
    }

    private static string Advice(SchemaContext context, Table table)
    {
        foreach (var unique in table.UniqueConstraints)
        {
            var isNotNull = true;
            foreach (var name in unique.Columns)
                isNotNull &= table.FindColumn(name) is { } column && context.Lookup.IsNotNull(column);
            if (isNotNull)
                return "; its unique (" + string.Join(", ", unique.Columns) + ") can be it";
        }

        return "";
    }

    /// <summary>An id that is there already becomes the key.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Table table)
    {
        if (table.FindColumn("id") is not { IsNotNull: true } id || context.Texts.DefinitionOf(id) is not { } definition)
            return default;
        foreach (var constraint in definition.Constraints)
        {
            if (constraint.ConType is ConstrType.Unique)
                return default;
        }

        // A second row may exist already where the table is partitioned or filled by hand: only columns that the server numbers are safe.
        return id.HasDefault ? ValueList.Of(new FindingEdit(new TextSpan(definition.Span.End, 0), " PRIMARY KEY", id.Location.File)) : default;
    }
}
