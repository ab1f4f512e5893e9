using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>The tables, views and columns that scripts make, by name: what has such a name afterwards is not what had it before.</summary>
internal sealed class MadeNames
{
    private readonly HashSet<string> _relations = [];
    private readonly HashSet<(string Relation, string Column)> _columns = [];

    public bool IsEmpty => _relations.Count == 0 && _columns.Count == 0;

    /// <summary>Whether a relation, or a column of it, is made: a relation that is made is made with all its columns.</summary>
    public bool Contains(string relation, string? column) => _relations.Contains(relation) || column is not null && _columns.Contains((relation, column));

    /// <summary>Adds what a script makes, blocks and all.</summary>
    public void Add(SqlScript script) => new ScriptWalk(new MigrationScript(script, ScriptTransaction.None)).Run((statement, _) => Add(statement.Node), default);

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case CreateStmt { Relation.Name.Value: { } name }:
                _relations.Add(name);
                break;
            case ViewStmt { View.Name.Value: { } name }:
                _relations.Add(name);
                break;
            case CreateTableAsStmt { Into.Rel.Name.Value: { } name }:
                _relations.Add(name);
                break;
            case RenameStmt { RenameType: ObjectType.Table or ObjectType.View or ObjectType.MaterializedView, NewName.Value: { } name }:
                _relations.Add(name);
                break;
            case RenameStmt { RenameType: ObjectType.Column, Relation.Name.Value: { } relation, NewName.Value: { } name }:
                _columns.Add((relation, name));
                break;
            case AlterTableStmt { Relation.Name.Value: { } relation } alter:
                foreach (var command in alter.Cmds)
                {
                    if (command is { Subtype: AlterTableType.AddColumn, Def: ColumnDef { ColName.Value: { } column } })
                        _columns.Add((relation, column));
                }

                break;
        }
    }
}
