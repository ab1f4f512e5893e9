using System.Globalization;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Indexes;

/// <summary>
/// LDB5005: an index over one column that has hardly any values: a boolean, a short enum, a column whose CHECK lists a few. A partial
/// index over such a column, a unique one and one that a foreign key needs are fine.
/// </summary>
public sealed class IndexOnFewValues : ISchemaRule
{
    /// <summary>Up to this many values an index over them alone reads a fifth of the table or more.</summary>
    private const int FewValues = 5;

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.IndexOnFewValues;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            foreach (var index in table.Indexes)
            {
                if (index is { IsUnique: false, IsExclusion: false, IsImplicit: false, Predicate: null, Method: "btree" or "hash", Keys.Count: 1, IncludedColumns.IsEmpty: true }
                    && index.Keys[0].Column is { } name && table.FindColumn(name) is { } column && ValuesOf(context, table, column) is { } values && !IsForeignKey(table, name))
                {
                    context.Report(Rule, index.NameLocation, ValueList.Of(index.Name, SchemaNames.Of(table, column), values));
                }
            }
        }
    }

    /// <summary>What the values are, for the message; null when they are many or not known.</summary>
    private static string? ValuesOf(SchemaContext context, Table table, Column column)
    {
        var type = context.Lookup.BaseOf(column.Type);
        if (type.Is("bool"))
            return "true and false";
        if (context.Lookup.FindEnum(type) is { Labels.Count: <= FewValues } @enum)
            return Count(@enum.Labels.Count);
        foreach (var check in table.Checks)
        {
            if (check.Columns.Count == 1 && check.Columns[0] == column.Name && StoredExpression.Parse(check.Expression) is { } tree && ListedValues(tree, column.Name) is { } listed and <= FewValues)
                return Count(listed);
        }

        return null;
    }

    private static string Count(int values) => values.ToString(CultureInfo.InvariantCulture) + " values";

    /// <summary>How many values <c>column IN (...)</c> lists; null for any other check.</summary>
    private static int? ListedValues(Expression tree, string column) =>
        tree is A_Expr { Kind: A_ExprKind.In, Name.Value: "=", Lexpr: { } left, Rexpr: ExpressionList list } && StoredExpression.ColumnOf(left) == column ? list.Items.Count : null;

    private static bool IsForeignKey(Table table, string column)
    {
        foreach (var foreignKey in table.ForeignKeys)
        {
            foreach (var name in foreignKey.Columns)
            {
                if (name == column)
                    return true;
            }
        }

        return false;
    }
}
