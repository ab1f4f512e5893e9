using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8013: an UPDATE of (nearly) all rows of a table in one statement, or in the transaction that changed the table and holds its lock.
/// An UPDATE that asks for certain values, a range or a page of keys is a batch, or a correction of a few rows.
/// </summary>
public sealed class BackfillAtOnce : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.BackfillAtOnce;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (!context.ChangesSchema || context.Statement is not UpdateStmt update || context.Target(update.Relation) is not { IsBusy: true } target)
            return;
        if (context.Block == MigrationBlock.Committing || IsBounded(update))
            return;
        var isLocked = context.IsInTransaction && context.State.LockOn(update.Relation.Name.Value) == TableLockMode.AccessExclusive;
        context.Report(Rule, context.Verb, ValueList.Of(target.Name, isLocked
            ? "in the transaction that holds ACCESS EXCLUSIVE on it: nobody reads or writes until it ends"
            : "in one statement: every row stays locked and every old version stays in the table until it ends"));
    }

    private static bool IsBounded(UpdateStmt update)
    {
        if (update.WhereClause is CurrentOfExpr)
            return true;
        if (update.WhereClause is not { } where)
            return false;
        foreach (var node in where.DescendantsAndSelf())
        {
            switch (node)
            {
                // A page of keys: IN (SELECT ... LIMIT n).
                case SelectStmt { LimitCount: not null }:
                    return true;

                case A_Expr { Kind: A_ExprKind.In, Name.Value: "=", Rexpr: ExpressionList }:
                case A_Expr { Kind: A_ExprKind.Between or A_ExprKind.OpAny or A_ExprKind.Like or A_ExprKind.Ilike }:
                    return true;

                case A_Expr { Kind: A_ExprKind.Op, Name.Value: "=" or "<" or "<=" or ">" or ">=", Lexpr: { } left } comparison
                    when IsColumn(left) != IsColumn(comparison.Rexpr):
                    return true;
            }
        }

        // The rows of a page that a WITH query or a subquery in FROM has chosen.
        foreach (var node in update.DescendantsAndSelf())
        {
            if (node is SelectStmt { LimitCount: not null })
                return true;
        }

        return false;
    }

    private static bool IsColumn(Expression expression)
    {
        while (expression is TypeCast cast)
            expression = cast.Arg;
        return expression is ColumnRef;
    }
}
