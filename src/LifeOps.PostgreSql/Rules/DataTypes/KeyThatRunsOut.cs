using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Rules.Naming;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>
/// LDB2012: a key of 16 or 32 bits that counts up. Not meant: keys that are foreign keys (their parent says it), numbers that the world
/// gives, tables that an estimate shows to be small, and catalogues, whose rows people write (a unique code, no times, no owner).
/// </summary>
public sealed class KeyThatRunsOut : ISchemaRule, IStatementRule
{
    /// <inheritdoc cref="ISchemaRule.Rule"/>
    public Rule Rule => RuleCatalog.KeyThatRunsOut;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.PrimaryKey is not { } key || !table.Parents.IsEmpty)
                continue;
            foreach (var name in key.Columns)
            {
                if (table.FindColumn(name) is not { } column || LimitOf(column.Type) is not { } limit || !CountsUp(table, key, column) || IsSmall(context, table, limit))
                    continue;
                context.Report(
                    Rule, column.TypeLocation, Arguments(SchemaNames.Of(table, column), column.Type.ToString(), limit), EditsOf(context, table, column),
                    table.RowEstimate >= limit / 2 ? RuleSeverity.Error : null);
            }
        }
    }

    /// <summary>In statements that are no schema, what the statement itself says of a new column.</summary>
    public void Check(StatementContext context)
    {
        if (context.IsSchemaFile)
            return;
        foreach (var use in context.TypeUses)
        {
            if (use is not { Kind: TypeUseKind.Column, IsArray: false, NewColumn: { } column } || LimitOf(use.Type) is not { } limit || !IsKeyThatCounts(column, use.Type))
                continue;
            var edit = use.ChangeTo(use.Type.Name.Value!.IndexOf("serial", StringComparison.Ordinal) >= 0 ? "bigserial" : "bigint");
            context.Report(Rule, use.ElementSpan, Arguments(use.Subject, use.Written, limit), edit is null ? default : ValueList.Of(edit));
        }
    }

    private static ValueList<string> Arguments(string column, string type, long limit) =>
        ValueList.Of(column, type, limit.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));

    private static long? LimitOf(SqlType type) => type.Is("int2") ? short.MaxValue : type.Is("int4") ? int.MaxValue : null;

    private static long? LimitOf(TypeName type)
    {
        if (TypeUse.IsBuiltIn(type, "int2"))
            return short.MaxValue;
        if (TypeUse.IsBuiltIn(type, "int4"))
            return int.MaxValue;
        return type.Names.Count != 1 ? null : type.Name.Value switch
        {
            "smallserial" or "serial2" => short.MaxValue,
            "serial" or "serial4" => int.MaxValue,
            _ => null,
        };
    }

    private static bool IsKeyThatCounts(ColumnDef column, TypeName type)
    {
        var isKey = false;
        var counts = type.Name.Value!.IndexOf("serial", StringComparison.Ordinal) >= 0;
        foreach (var constraint in column.Constraints)
        {
            isKey |= constraint.ConType == ConstrType.Primary;
            counts |= constraint.ConType == ConstrType.Identity;
        }

        return isKey && counts;
    }

    private static bool CountsUp(Table table, KeyConstraint key, Column column)
    {
        foreach (var foreignKey in table.ForeignKeys)
        {
            foreach (var name in foreignKey.Columns)
            {
                if (name == column.Name)
                    return false;
            }
        }

        return column.Identity != IdentityKind.None
            || column.Serial != SerialKind.None
            || column.DefaultExpression?.IndexOf("nextval", StringComparison.OrdinalIgnoreCase) >= 0
            || (key.Columns.Count == 1 && (column.Name == "id" || column.Name.EndsWith("_id", StringComparison.Ordinal)));
    }

    private static bool IsSmall(SchemaContext context, Table table, long limit) =>
        table.RowEstimate is { } rows ? rows < Math.Min(context.Options.LargeTableRows, limit / 10) : limit == int.MaxValue && IsCatalogue(context, table);

    /// <summary>Rows that people write: told apart by a unique code, without times, without an owner.</summary>
    private static bool IsCatalogue(SchemaContext context, Table table)
    {
        foreach (var foreignKey in table.ForeignKeys)
        {
            if (!foreignKey.ReferencedTable.Equals(table.QualifiedName))
                return false;
        }

        foreach (var column in table.Columns)
        {
            if (column.Type.Is("timestamptz") || column.Type.Is("timestamp") || column.Type.Is("date"))
                return false;
        }

        foreach (var index in table.Indexes)
        {
            if (index is { IsUnique: true, IsPrimary: false, Predicate: null, Keys.Count: 1 } && index.Keys[0].Column is { } name
                && NameWords.Last(name) is "code" or "slug" or "key" or "symbol" && table.FindColumn(name) is { } code && context.Lookup.BaseOf(code.Type).Name is "text" or "varchar" or "bpchar" or "citext")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The key and the integer columns that refer to it become bigint together; empty when one of them is written elsewhere.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Table table, Column key)
    {
        var edits = new List<FindingEdit>();
        var seen = new HashSet<(QualifiedName Table, string Column)> { (table.QualifiedName, key.Name) };
        var open = new Queue<(Table Table, Column Column)>();
        open.Enqueue((table, key));
        while (open.Count > 0)
        {
            var (target, column) = open.Dequeue();
            if (LimitOf(column.Type) is not null)
            {
                if (context.Texts.DefinitionOf(column) is not { TypeName: { } type })
                    return default;
                edits.Add(new FindingEdit(type.Span, column.Serial == SerialKind.None ? "bigint" : "bigserial", column.TypeLocation.File));
            }

            foreach (var (referring, foreignKey) in context.Lookup.ReferencesTo(target.QualifiedName))
            {
                // The copies of a partition follow their parent.
                for (var i = 0; i < foreignKey.Columns.Count && i < foreignKey.ReferencedColumns.Count && referring.PartitionBound is null; i++)
                {
                    if (foreignKey.ReferencedColumns[i] == column.Name && referring.FindColumn(foreignKey.Columns[i]) is { } next && seen.Add((referring.QualifiedName, next.Name)))
                        open.Enqueue((referring, next));
                }
            }
        }

        return new(edits.ToArray());
    }
}
