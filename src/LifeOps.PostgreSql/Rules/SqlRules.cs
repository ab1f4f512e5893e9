using System.Collections.Generic;
using System.Linq;
using System.Threading;

using LifeOps.PostgreSql.Rules.Analysis;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>Runs all rules over SQL.</summary>
public static partial class SqlRules
{
    /// <summary>Checks statements that run against a schema: SQL in code, migrations, any .sql file that is no schema.</summary>
    /// <param name="script">The statements; those with syntax errors are left out.</param>
    /// <param name="schema">What they run against; null when it is not known.</param>
    /// <param name="purpose">What they are for. A script that changes the schema is a migration in any case.</param>
    /// <returns>The findings in the order of the text.</returns>
    public static IReadOnlyList<SqlFinding> Check(
        SqlScript script, RuleOptions options, DatabaseSchema? schema = null, SqlPurpose purpose = SqlPurpose.DataCode, CancellationToken cancellationToken = default)
    {
        var findings = new List<SqlFinding>();
        if (SchemaChanges.AreIn(script))
            purpose = SqlPurpose.Migration;
        CheckStatements(script, options, schema, purpose, file: null, columns: null, findings, cancellationToken);
        Suppressions.InStatements.Apply(script.Text, file: null, findings, SyntaxErrorsOf(script));
        Sort(findings);
        return findings;
    }

    /// <summary>Checks a schema and the statements it was folded from. Each thing is reported once.</summary>
    /// <param name="scripts">The files, in the order in which they were folded.</param>
    /// <returns>The findings by file, in the order of the text.</returns>
    public static IReadOnlyList<SqlFinding> CheckSchema(
        IReadOnlyList<SchemaScript> scripts, DatabaseSchema schema, RuleOptions options, CancellationToken cancellationToken = default)
    {
        var findings = new List<SqlFinding>();
        var columns = new SchemaColumns(schema);
        foreach (var script in scripts)
            CheckStatements(script.Script, options, schema, SqlPurpose.Migration, script.File, columns, findings, cancellationToken);

        var context = new SchemaContext(schema, scripts, options, findings);
        foreach (var rule in SchemaRules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rule.Check(context);
        }

        foreach (var script in scripts)
            Suppressions.InSchemas.Apply(script.Script.Text, script.File, findings, [.. SyntaxErrorsOf(script.Script), .. ProblemsOf(schema, script.File)]);
        Sort(findings);
        return findings;
    }

    /// <summary>Checks what a migration does to a database that is in use; the statements themselves are checked by <see cref="Check"/>.</summary>
    /// <param name="schema">What it runs against; null when it is not known.</param>
    /// <param name="code">What the code still uses; null when it is not known.</param>
    /// <returns>The findings in the order of the text.</returns>
    public static IReadOnlyList<SqlFinding> CheckMigration(
        MigrationScript migration, RuleOptions options, DatabaseSchema? schema = null, CodeReferences? code = null, CancellationToken cancellationToken = default)
    {
        var findings = new List<SqlFinding>();
        new ScriptWalk(migration).Run(
            (statement, state) =>
            {
                var context = new MigrationContext(migration, statement, state, options, schema, code, findings);
                foreach (var rule in MigrationRules)
                    rule.Check(context);
            },
            cancellationToken);
        Suppressions.InMigrations.Apply(migration.Script.Text, file: null, findings, []);
        Sort(findings);
        return findings;
    }

    // Errors of syntax and statements that could not be applied are reported by whoever reads the file; a comment that ignores one is needed.
    private static IEnumerable<(Rule Rule, int Position)> SyntaxErrorsOf(SqlScript script)
    {
        foreach (var error in script.Diagnostics)
            yield return (RuleCatalog.SqlSyntaxError, error.Span.Start);
    }

    private static IEnumerable<(Rule Rule, int Position)> ProblemsOf(DatabaseSchema schema, string file)
    {
        foreach (var problem in schema.Problems)
        {
            if (problem.Location.File == file)
                yield return (RuleCatalog.StatementNotApplied, problem.Location.Span.Start);
        }
    }

    private static void CheckStatements(
        SqlScript script, RuleOptions options, DatabaseSchema? schema, SqlPurpose purpose, string? file, SchemaColumns? columns, List<SqlFinding> findings, CancellationToken cancellationToken)
    {
        foreach (var statement in script.Statements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (statement.HasErrors)
                continue;
            var body = RoutineBody.Of(script.Text, statement.Stmt, cancellationToken);
            CheckAll(new StatementContext(script.Text, statement, body, options, schema, purpose, file, columns, findings));
            foreach (var root in body?.Roots ?? [])
                CheckAll(new StatementContext(body!.Text, root, body: null, options, schema, SqlPurpose.Migration, file, columns, findings));
        }
    }

    private static void CheckAll(StatementContext context)
    {
        foreach (var rule in StatementRules)
            rule.Check(context);
    }

    // List.Sort is not stable: place first, then rule, so that the order never depends on it.
    private static void Sort(List<SqlFinding> findings) => findings.Sort(static (x, y) =>
    {
        var byFile = string.CompareOrdinal(x.File, y.File);
        if (byFile != 0)
            return byFile;
        var byStart = x.Span.Start.CompareTo(y.Span.Start);
        return byStart != 0 ? byStart : string.CompareOrdinal(x.Rule.Id, y.Rule.Id);
    });

    // In a class of its own: static fields of a partial class have no order across its files.
    private static class Suppressions
    {
        internal static readonly UnusedSuppression InStatements = new([RuleCatalog.SqlSyntaxError, .. StatementRules.Select(rule => rule.Rule)]);

        internal static readonly UnusedSuppression InSchemas = new(
            [RuleCatalog.SqlSyntaxError, RuleCatalog.StatementNotApplied, .. StatementRules.Select(rule => rule.Rule), .. SchemaRules.Select(rule => rule.Rule)]);

        // The statements of a migration are checked by themselves as well: what is no rule at all is said there.
        internal static readonly UnusedSuppression InMigrations = new(MigrationRules.Select(rule => rule.Rule), reportsUnknown: false);
    }
}
