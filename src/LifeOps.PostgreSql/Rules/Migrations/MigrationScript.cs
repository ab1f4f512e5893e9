using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>How a migration is run: which transaction its statements share.</summary>
public enum ScriptTransaction
{
    /// <summary>Each statement for itself, as psql does; BEGIN and COMMIT stand in the script.</summary>
    None,

    /// <summary>The tool puts the whole script into one transaction.</summary>
    WholeScript,
}

/// <summary>A script that changes an existing database.</summary>
public sealed class MigrationScript
{
    private readonly Lazy<HashSet<string>> _views;
    private readonly Lazy<MadeNames> _made;

    /// <param name="isMigration">Whether its place says that it is one; otherwise what it does decides.</param>
    public MigrationScript(SqlScript script, ScriptTransaction transaction, bool isMigration = false)
    {
        Script = script ?? throw new ArgumentNullException(nameof(script));
        Transaction = transaction;
        _views = new(FindViews);
        _made = new(FindMadeNames);
        ChangesSchema = isMigration || HasDdl();
    }

    public SqlScript Script { get; }

    /// <summary>The transaction that is not written in the script.</summary>
    public ScriptTransaction Transaction { get; }

    /// <summary>Whether it is a migration by its place or by what it does: other files hold queries.</summary>
    public bool ChangesSchema { get; }

    /// <summary>Whether it may drop or rename something that code could use: only then is it worth while to read the code.</summary>
    public bool TakesAway
    {
        get
        {
            foreach (var statement in Script.Statements)
            {
                foreach (var node in statement.DescendantsAndSelf())
                {
                    if (node is DropStmt or RenameStmt or AlterObjectSchemaStmt or AlterTableCmd { Subtype: AlterTableType.DropColumn } or DoStmt)
                        return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether a view of that name is made anywhere in the script.</summary>
    internal bool MakesView(string? name) => name is not null && _views.Value.Contains(name);

    /// <summary>Whether the script makes a relation of that name, or a column of it, anywhere.</summary>
    internal bool Makes(string relation, string? column) => _made.Value.Contains(relation, column);

    private MadeNames FindMadeNames()
    {
        var made = new MadeNames();
        made.Add(Script);
        return made;
    }

    private HashSet<string> FindViews()
    {
        var views = new HashSet<string>();
        foreach (var statement in Script.Statements)
        {
            if (statement.Stmt is ViewStmt { View.Name.Value: { } name })
                views.Add(name);
        }

        return views;
    }

    private bool HasDdl()
    {
        foreach (var statement in Script.Statements)
        {
            if (statement.Stmt is AlterTableStmt or CreateStmt or IndexStmt or DropStmt or RenameStmt or AlterEnumStmt or AlterObjectSchemaStmt)
                return true;
        }

        return false;
    }
}
