using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>LDB2001: timestamp without time zone, as the type of something, in a cast, or as LOCALTIMESTAMP.</summary>
public sealed class TimestampWithoutTimeZone : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TimestampWithoutTimeZone;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var use in context.TypeUses)
        {
            if (!use.IsBuiltIn("timestamp") || IsGivenItsZone(use.Place) || GoesWithItsColumn(use))
                continue;
            context.Report(Rule, use.ElementSpan, ValueList.Of(use.Subject), EditsOf(context, use));
        }

        foreach (var placed in context.Nodes)
        {
            if (placed.Node is SQLValueFunction { Op: SqlValueFunctionOp.Localtimestamp } now && !IsGivenItsZone(placed) && !IsDefaultOfTimestamp(placed))
                context.Report(Rule, now.Span, ValueList.Of(now.Span.Of(context.Text)), ValueList.Of(ToCurrentTimestamp(context, now)));
        }
    }

    /// <summary>
    /// x AT TIME ZONE 'UTC' says which instant the local time is: the cast or literal before it is meant. (The server calls it
    /// timezone(zone, x).)
    /// </summary>
    private static bool IsGivenItsZone(PlacedNode placed) =>
        placed.Parent?.Node is FuncCall { Name.Value: "timezone", Args.Count: 2 } call && call.Args[1] == placed.Node;

    private static bool GoesWithItsColumn(TypeUse use) => use.DefaultOf is { TypeName: { } type } && TypeUse.IsBuiltIn(type, "timestamp");

    private static bool IsDefaultOfTimestamp(PlacedNode placed) =>
        placed.Ancestor<Constraint>() is { ConType: ConstrType.Default } && placed.Ancestor<ColumnDef>() is { TypeName: { } type } && TypeUse.IsBuiltIn(type, "timestamp");

    private static ValueList<FindingEdit> EditsOf(StatementContext context, TypeUse use)
    {
        // The body of a function may depend on the type of its parameters and result.
        if (use.Kind is TypeUseKind.Parameter or TypeUseKind.Result || Change(use) is not { } change)
            return default;

        var edits = new List<FindingEdit> { change };
        if (use.Place.Node is ColumnDef column)
        {
            if (IsReadByGeneratedColumn(use.Place, column) || !AddEditsOfDefault(context, use, column, edits))
                return default;
        }

        return new(edits.ToArray());
    }

    private static FindingEdit? Change(TypeUse use)
    {
        if (use.Type.Typmods.IsEmpty)
            return use.ChangeTo("timestamptz");
        return use.Modifier is { } precision ? use.ChangeTo("timestamptz(" + precision + ")") : null;
    }

    /// <summary>Generated columns need immutable expressions, and most functions of a timestamptz depend on the session's time zone.</summary>
    private static bool IsReadByGeneratedColumn(PlacedNode place, ColumnDef column)
    {
        if (place.Parent?.Node is not CreateStmt table)
            return false;
        foreach (var element in table.TableElts)
        {
            if (element is not ColumnDef { Constraints: var constraints })
                continue;
            foreach (var constraint in constraints)
            {
                if (constraint is not { ConType: ConstrType.Generated, RawExpr: { } expression })
                    continue;
                foreach (var node in expression.DescendantsAndSelf())
                {
                    if (node is ColumnRef reference && reference.Fields.Count > 0 && reference.Fields[reference.Fields.Count - 1].Value == column.ColName.Value)
                        return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// What in the default has to change with the column: casts to timestamp, LOCALTIMESTAMP, and <c>now() AT TIME ZONE 'utc'</c>, which
    /// as a timestamptz would be read in the session's zone. False when the default says something else about zones.
    /// </summary>
    private static bool AddEditsOfDefault(StatementContext context, TypeUse use, ColumnDef column, List<FindingEdit> edits)
    {
        foreach (var constraint in column.Constraints)
        {
            if (constraint is not { ConType: ConstrType.Default, RawExpr: { } expression })
                continue;
            if (expression is FuncCall { Name.Value: "timezone", Args.Count: 2 } inUtc && IsUtc(inUtc.Args[0]) && IsNow(inUtc.Args[1]))
            {
                edits.Add(new FindingEdit(inUtc.Span, "now()"));
                continue;
            }

            foreach (var node in expression.DescendantsAndSelf())
            {
                if (node is FuncCall { Name.Value: "timezone" })
                    return false;
                if (node is SQLValueFunction { Op: SqlValueFunctionOp.Localtimestamp } now)
                    edits.Add(ToCurrentTimestamp(context, now));
            }

            foreach (var cast in use.CastsInDefault(context.TypeUses))
            {
                if (Change(cast) is not { } change)
                    return false;
                edits.Add(change);
            }
        }

        return true;
    }

    private static bool IsUtc(Expression zone)
    {
        while (zone is TypeCast cast)
            zone = cast.Arg;
        return zone is A_Const { Kind: ConstantKind.String, Value: { } name } && name.ToUpperInvariant() is "UTC" or "ETC/UTC" or "GMT" or "Z" or "ZULU";
    }

    private static bool IsNow(Expression expression) => expression
        is FuncCall { Name.Value: "now" or "transaction_timestamp", Args.Count: 0 }
        or SQLValueFunction { Op: SqlValueFunctionOp.CurrentTimestamp, Typmod: -1 };

    private static FindingEdit ToCurrentTimestamp(StatementContext context, SQLValueFunction now)
    {
        var written = now.Span.Of(context.Text);
        return new(now.Span, "CURRENT_TIMESTAMP" + written.Substring("LOCALTIMESTAMP".Length));
    }
}
