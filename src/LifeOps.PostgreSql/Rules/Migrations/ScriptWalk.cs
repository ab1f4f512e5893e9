using System.Threading;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>Goes through the statements of a migration once, those inside DO blocks too, and keeps the state that rules see.</summary>
internal sealed class ScriptWalk(MigrationScript migration)
{
    private readonly ScriptState _state = new(migration.Transaction);

    /// <summary>Hands out each statement with the state before it.</summary>
    public void Run(System.Action<MigrationStatement, ScriptState> visit, CancellationToken cancellationToken)
    {
        foreach (var raw in migration.Script.Statements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (raw.HasErrors)
                continue;
            if (raw.Stmt is DoStmt { Body: { } body })
                RunBlock(raw, body, visit);
            else
                Run(new(raw.Stmt, raw.Span, MigrationBlock.None), visit);
            _state.EndStatement();
        }
    }

    private void RunBlock(RawStmt raw, PLpgSQL_function body, System.Action<MigrationStatement, ScriptState> visit)
    {
        var commits = false;
        foreach (var node in body.DescendantsAndSelf())
            commits |= node is PLpgSQL_stmt_commit;
        foreach (var inner in body.Statements)
        {
            if (inner.HasErrors)
                continue;
            Run(new(inner.Stmt, raw.Span, commits ? MigrationBlock.Committing : MigrationBlock.Plain), visit);
            if (commits)
                _state.EndStatement();
        }
    }

    private void Run(MigrationStatement statement, System.Action<MigrationStatement, ScriptState> visit)
    {
        visit(statement, _state);
        Apply(statement.Node);
    }

    private void Apply(Statement statement)
    {
        foreach (var (table, mode) in TableLocks.Of(statement))
            _state.AddLock(table.Name.Value, mode);

        switch (statement)
        {
            case TransactionStmt transaction:
                Apply(transaction);
                break;
            case CreateStmt create:
                _state.AddRelation(create.Relation.Name.Value);
                break;
            case CreateForeignTableStmt create:
                _state.AddRelation(create.Base.Relation.Name.Value);
                break;
            case CreateTableAsStmt create:
                _state.AddRelation(create.Into.Rel.Name.Value);
                break;
            case SelectStmt { IntoClause: { } into }:
                _state.AddRelation(into.Rel.Name.Value);
                break;
            case ViewStmt view:
                _state.AddRelation(view.View.Name.Value);
                break;
            case IndexStmt index:
                _state.AddRelation(index.IdxName.Value);
                break;
            case CreateEnumStmt type when !type.TypeName.IsEmpty:
                _state.AddType(type.TypeName[type.TypeName.Count - 1].Value);
                break;
            case AlterEnumStmt { OldVal.IsMissing: true, NewVal.Value: { } label } added:
                _state.AddLabel(added.TypeName, label);
                break;
            case RenameStmt { RenameType: ObjectType.Table or ObjectType.Index, Relation: { } renamed } rename when _state.IsNew(renamed.Name.Value):
                _state.AddRelation(rename.NewName.Value);
                break;
            case AlterTableStmt alter:
                foreach (var command in alter.Cmds)
                    Apply(alter.Relation.Name.Value, command);
                break;
            case VariableSetStmt set:
                Apply(set);
                break;
            case SelectStmt select:
                ApplySetConfig(select);
                break;
        }
    }

    private void Apply(TransactionStmt transaction)
    {
        switch (transaction.Kind)
        {
            case TransactionStmtKind.Begin or TransactionStmtKind.Start:
                if (!_state.IsInTransaction)
                    _state.Begin();
                break;
            case TransactionStmtKind.Commit or TransactionStmtKind.Rollback or TransactionStmtKind.Prepare:
                _state.End();
                if (transaction.Chain)
                    _state.Begin();
                break;
        }
    }

    private void Apply(string? table, AlterTableCmd command)
    {
        switch (command)
        {
            case { Subtype: AlterTableType.AddConstraint, Def: Constraint constraint }:
                var isUnvalidated = (constraint.Attributes & ConstraintAttributes.NotValid) != 0;
                if (isUnvalidated)
                    _state.AddUnvalidated(table, constraint.ConName.Value, constraint.RawExpr);
                else if (constraint.ConType == ConstrType.Check)
                    _state.AddCheck(table, constraint.RawExpr);
                break;
            case { Subtype: AlterTableType.AddColumn, Def: ColumnDef column }:
                _state.AddColumn(table, column.ColName.Value);
                break;
            case { Subtype: AlterTableType.ValidateConstraint }:
                _state.Validate(table, command.Name.Value);
                break;
            case { Subtype: AlterTableType.SetNotNull }:
                _state.AddNotNull(table, command.Name.Value);
                break;
        }
    }

    private void Apply(VariableSetStmt set)
    {
        var isReset = set.Kind is VariableSetKind.Reset or VariableSetKind.ResetAll or VariableSetKind.SetDefault;
        var value = set.Args.Count == 1 ? ValueOf(set.Args[0]) : null;
        if (set.Kind == VariableSetKind.ResetAll || set.Name.Value == "lock_timeout")
            _state.SetLockTimeout(set.IsLocal, !isReset && IsTimeout(value));
        if (set.Kind == VariableSetKind.ResetAll || set.Name.Value == "timezone")
            _state.SetTimeZone(set.IsLocal, !isReset && IsUtc(value));
    }

    /// <summary>SELECT set_config('lock_timeout', '5s', false).</summary>
    private void ApplySetConfig(SelectStmt select)
    {
        foreach (var target in select.TargetList)
        {
            if (target.Val is not FuncCall { Name.Value: "set_config", Args: { Count: 3 } arguments } || ValueOf(arguments[0]) is not { } setting)
                continue;
            var isLocal = ValueOf(arguments[2]) is "true" or "t";
            if (setting == "lock_timeout")
                _state.SetLockTimeout(isLocal, IsTimeout(ValueOf(arguments[1])));
            else if (setting.ToLowerInvariant() == "timezone")
                _state.SetTimeZone(isLocal, IsUtc(ValueOf(arguments[1])));
        }
    }

    private static string? ValueOf(SqlNode node) => node switch
    {
        A_Const constant => constant.Value,
        StringValue word => word.Value,
        TypeCast cast => ValueOf(cast.Arg),
        ColumnRef { Fields.Count: 1 } column => column.Fields[0].Value,
        _ => null,
    };

    private static bool IsTimeout(string? value)
    {
        foreach (var c in value ?? "")
        {
            if (c is >= '1' and <= '9')
                return true;
        }

        return false;
    }

    private static bool IsUtc(string? zone) => zone?.ToUpperInvariant() is "UTC" or "ETC/UTC" or "GMT" or "ZULU" or "0";
}
