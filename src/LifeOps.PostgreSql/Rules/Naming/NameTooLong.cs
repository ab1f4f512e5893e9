using System.Globalization;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>LDB6005: a name of more than 63 bytes, which the server cuts with no more than a notice.</summary>
public sealed class NameTooLong : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.NameTooLong;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var placed in context.Nodes)
        {
            switch (placed.Node)
            {
                case CreateStmt table:
                    Check(context, table.Relation.Name);
                    break;
                case ColumnDef column:
                    Check(context, column.ColName);
                    break;
                case Constraint constraint:
                    Check(context, constraint.ConName);
                    break;
                case IndexStmt index:
                    Check(context, index.IdxName);
                    break;
                case ViewStmt view:
                    Check(context, view.View.Name);
                    break;
                case CreateTableAsStmt made:
                    Check(context, made.Into.Rel.Name);
                    break;
                case CreateTrigStmt trigger:
                    Check(context, trigger.TrigName);
                    break;
                case CreateFunctionStmt { FuncName: { IsEmpty: false } name }:
                    Check(context, name[name.Count - 1]);
                    break;
                case RenameStmt rename:
                    Check(context, rename.NewName);
                    break;
            }
        }
    }

    private void Check(StatementContext context, Identifier name)
    {
        if (name.IsMissing || name.HasHole || SqlIdentifier.ByteCount(name.Value!) is not (> SqlIdentifier.MaxBytes and var bytes))
            return;
        context.Report(Rule, name.Span, ValueList.Of(name.Value!, bytes.ToString(CultureInfo.InvariantCulture), SqlIdentifier.Truncate(name.Value!)));
    }
}
