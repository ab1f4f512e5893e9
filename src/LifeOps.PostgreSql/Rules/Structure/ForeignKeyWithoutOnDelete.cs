using System;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>LDB4002: a foreign key that leaves open what happens to its rows when the row they refer to goes.</summary>
public sealed class ForeignKeyWithoutOnDelete : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ForeignKeyWithoutOnDelete;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        if (context.Options.OnDelete != OnDeletePolicy.Required)
            return;
        foreach (var table in context.Tables)
        {
            foreach (var foreignKey in table.ForeignKeys)
            {
                if (!foreignKey.HasExplicitOnDelete && foreignKey.IsEnforced)
                    context.Report(Rule, foreignKey.Location, ValueList.Of(SchemaNames.Of(table), string.Join(", ", foreignKey.Columns), SchemaNames.Of(foreignKey.ReferencedTable)), EditsOf(context, foreignKey));
            }
        }
    }

    /// <summary>Writes out what the server does already, so that nothing changes and everybody sees it.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, ForeignKey foreignKey)
    {
        if (context.Texts.ConstraintAt(foreignKey.Location) is not { ConType: ConstrType.Foreign, PkTable: { } target } constraint
            || context.Texts.TextOf(foreignKey.Location.File) is not { } text
            || constraint.Span.Of(text).IndexOf("match", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return default;
        }

        var end = target.Span.End;
        if (!constraint.PkAttrs.IsEmpty)
        {
            var close = text.IndexOf(')', constraint.PkAttrs[constraint.PkAttrs.Count - 1].End);
            if (close < 0 || close >= constraint.Span.End)
                return default;
            end = close + 1;
        }

        return ValueList.Of(new FindingEdit(new TextSpan(end, 0), " ON DELETE NO ACTION", foreignKey.Location.File));
    }
}
