using System;
using System.Threading;

using LifeOps.PostgreSql.Schema.Migrations;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>Tells from a file's name and its comments which tool runs it, and so in which transaction.</summary>
/// <remarks>
/// Flyway, Evolve, goose, dbmate, sql-migrate and Liquibase wrap a file in a transaction unless told otherwise; golang-migrate and
/// Prisma send it as one message, which the server runs as one transaction when it holds more than one statement (manual, 55.2.2.1
/// Multiple Statements in a Simple Query).
/// </remarks>
public static class MigrationTool
{
    // A comment that names the tool, and what another one holds where the file is to run without a transaction.
    private static readonly (string Marker, string NoTransaction)[] MarkedTools =
    [
        ("+goose Up", "+goose NO TRANSACTION"),
        ("migrate:up", "transaction:false"),
        ("+migrate Up", "notransaction"),
        ("liquibase formatted sql", "runInTransaction:false"),
    ];

    /// <summary>The migration that a file holds, without its down part; null when the file takes a migration back.</summary>
    /// <param name="path">The file; only its names are looked at.</param>
    public static MigrationScript? Read(string path, SqlScript script, MigrationTransaction option, CancellationToken cancellationToken = default)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        if (script is null)
            throw new ArgumentNullException(nameof(script));
        var file = MigrationFile.Read(path);
        if (file.Kind == MigrationFileKind.Undo)
            return null;

        var up = MigrationSections.UpPart(script.Text);
        if (!ReferenceEquals(up, script.Text))
            script = SqlParser.Parse(up, cancellationToken);
        foreach (var (marker, noTransaction) in MarkedTools)
        {
            if (HasComment(script, marker))
                return new(script, Decide(option, wrapped: !HasComment(script, noTransaction)), isMigration: true);
        }

        return new(script, Decide(option, IsWrapped(file, script)), IsMigration(file));
    }

    /// <summary>Whether a path is that of a migration, by its folder or by how the tools name their files.</summary>
    private static bool IsMigration(MigrationFile file)
    {
        if (file.Kind != MigrationFileKind.Plain || IsUp(file.Path))
            return true;
        var folders = file.Path.Split('/', '\\');
        for (var i = 0; i < folders.Length - 1; i++)
        {
            if (folders[i].Equals("migrations", StringComparison.OrdinalIgnoreCase) || folders[i].Equals("migration", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static ScriptTransaction Decide(MigrationTransaction option, bool wrapped) => option switch
    {
        MigrationTransaction.PerFile => ScriptTransaction.WholeScript,
        MigrationTransaction.None => ScriptTransaction.None,
        _ => wrapped ? ScriptTransaction.WholeScript : ScriptTransaction.None,
    };

    private static bool IsWrapped(MigrationFile file, SqlScript script)
    {
        // Flyway runs a file without a transaction when all its statements need it so; Evolve when a comment says so.
        if (file.Kind != MigrationFileKind.Plain)
            return !HasComment(script, "evolve-tx-off") && !AllRefuseTransaction(script);
        return (IsUp(file.Path) || IsPrisma(file.Path)) && script.Statements.Count > 1;
    }

    private static bool IsUp(string path) => path.EndsWith(".up.sql", StringComparison.OrdinalIgnoreCase);

    private static bool IsPrisma(string path) =>
        path.EndsWith("/migration.sql", StringComparison.OrdinalIgnoreCase) || path.EndsWith("\\migration.sql", StringComparison.OrdinalIgnoreCase);

    private static bool AllRefuseTransaction(SqlScript script)
    {
        foreach (var statement in script.Statements)
        {
            if (!ConcurrentCommand.IsOne(statement.Stmt) && statement.Stmt is not VacuumStmt { IsVacuumcmd: true })
                return false;
        }

        return true;
    }

    /// <summary>Whether a comment line holds a text.</summary>
    private static bool HasComment(SqlScript script, string text)
    {
        for (var at = script.Text.IndexOf(text, StringComparison.Ordinal); at >= 0; at = script.Text.IndexOf(text, at + 1, StringComparison.Ordinal))
        {
            var line = script.Text.LastIndexOf('\n', at) + 1;
            while (line < at && script.Text[line] is ' ' or '\t')
                line++;
            if (string.CompareOrdinal(script.Text, line, "--", 0, 2) == 0)
                return true;
        }

        return false;
    }
}
