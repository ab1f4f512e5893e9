using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>LDB2024: time with time zone, as the type of something, in a cast, or as CURRENT_TIME.</summary>
public sealed class TimeWithTimeZone : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TimeWithTimeZone;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var use in context.TypeUses)
        {
            if (use.IsBuiltIn("timetz") && !(use.DefaultOf is { TypeName: { } type } && TypeUse.IsBuiltIn(type, "timetz")))
                context.Report(Rule, use.ElementSpan, ValueList.Of(use.Subject), EditsOf(context, use));
        }

        foreach (var placed in context.Nodes)
        {
            // In the default of such a column it goes with the column.
            if (placed.Node is SQLValueFunction { Op: SqlValueFunctionOp.CurrentTime } now && !IsDefaultOfTimeWithZone(placed))
                context.Report(Rule, now.Span, ValueList.Of(now.Span.Of(context.Text)), ValueList.Of(ToLocalTime(context, now)));
        }
    }

    private static bool IsDefaultOfTimeWithZone(PlacedNode placed) =>
        placed.Ancestor<Constraint>() is { ConType: ConstrType.Default } && placed.Ancestor<ColumnDef>() is { TypeName: { } type } && TypeUse.IsBuiltIn(type, "timetz");

    private static ValueList<FindingEdit> EditsOf(StatementContext context, TypeUse use)
    {
        if (use.Kind is TypeUseKind.Parameter or TypeUseKind.Result or TypeUseKind.Cast || Change(use) is not { } change)
            return default;
        var edits = new List<FindingEdit> { change };
        foreach (var cast in use.CastsInDefault(context.TypeUses))
        {
            if (Change(cast) is not { } castChange)
                return default;
            edits.Add(castChange);
        }

        if (use.NewColumn is { } column)
        {
            foreach (var constraint in column.Constraints)
            {
                foreach (var node in constraint is { ConType: ConstrType.Default, RawExpr: { } expression } ? expression.DescendantsAndSelf() : [])
                {
                    if (node is SQLValueFunction { Op: SqlValueFunctionOp.CurrentTime } now)
                        edits.Add(ToLocalTime(context, now));
                }
            }
        }

        return new(edits.ToArray());
    }

    private static FindingEdit? Change(TypeUse use)
    {
        if (use.Type.Typmods.IsEmpty)
            return use.ChangeTo("time");
        return use.Modifier is { } precision ? use.ChangeTo("time(" + precision + ")") : null;
    }

    private static FindingEdit ToLocalTime(StatementContext context, SQLValueFunction now) =>
        new(now.Span, "LOCALTIME" + now.Span.Of(context.Text).Substring("CURRENT_TIME".Length));
}
