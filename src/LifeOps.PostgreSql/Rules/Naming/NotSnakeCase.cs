using System;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>
/// LDB6001: a table, column, index or constraint that is not in snake_case: quoted with capitals or blanks, or written in humps without
/// quotes, which the server folds into one word.
/// </summary>
public sealed class NotSnakeCase : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.NotSnakeCase;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in NamedTables.Of(context))
        {
            Check(context, "table", table.Name, table.NameLocation);
            foreach (var column in NamedTables.ColumnsOf(context, table))
                Check(context, "column", column.Name, column.NameLocation);
            foreach (var index in table.Indexes)
            {
                // Without a name of its own it has the server's, made from those of the table and the columns.
                if (index is { ConstraintName: null, IsImplicit: false } && !index.NameLocation.Equals(index.Location))
                    Check(context, "index", index.Name, index.NameLocation);
            }

            if (table.PrimaryKey is { } key)
                CheckConstraint(context, key.Name, key.Location);
            foreach (var unique in table.UniqueConstraints)
                CheckConstraint(context, unique.Name, unique.Location);
            foreach (var foreignKey in table.ForeignKeys)
                CheckConstraint(context, foreignKey.Name, foreignKey.Location);
            foreach (var check in table.Checks)
                CheckConstraint(context, check.Name, check.Location);
            foreach (var exclusion in table.Exclusions)
                CheckConstraint(context, exclusion.Name, exclusion.Location);
        }
    }

    private void CheckConstraint(SchemaContext context, string name, SchemaLocation location)
    {
        if (context.Texts.ConstraintAt(location) is { ConName: { IsMissing: false, Span: var span } })
            Check(context, "constraint", name, location with { Span = span });
    }

    private void Check(SchemaContext context, string kind, string name, SchemaLocation location)
    {
        if (!IsSnakeCase(name) || HasHumps(context.Texts.Written(location), name))
            context.Report(Rule, location, ValueList.Of(kind, name));
    }

    private static bool IsSnakeCase(string name)
    {
        foreach (var c in name)
        {
            if (char.IsUpper(c) || !(char.IsLetterOrDigit(c) || c is '_' or '$'))
                return false;
        }

        return true;
    }

    /// <summary>Whether a name without quotes is written in humps (<c>orderLines</c>); all capitals are only a way to write.</summary>
    private static bool HasHumps(string written, string name)
    {
        if (!string.Equals(written, name, StringComparison.OrdinalIgnoreCase))
            return false;
        for (var i = 1; i < written.Length; i++)
        {
            if (char.IsUpper(written[i]) && char.IsLower(written[i - 1]))
                return true;
        }

        return false;
    }
}
