using System;
using System.Collections.Generic;
using System.Text;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>Writes a plan as a text for psql. Names and reasons may come from an untrusted schema: comments stay on their line.</summary>
internal static class RepairScript
{
    private const int LockAttempts = 60;

    public static string Join(ValueList<string> statements)
    {
        var text = new StringBuilder();
        foreach (var statement in statements)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(statement).Append(';');
        }

        return text.ToString();
    }

    public static string Write(RepairPlan plan, RepairPhase throughPhase)
    {
        if (plan.Steps.IsEmpty)
            return "";
        var text = new StringBuilder();
        Comment(text, "", "Run with psql -X -f. It stops at the first error: go on with the step that failed once its cause is gone.");
        Comment(text, "", "CREATE INDEX CONCURRENTLY leaves an invalid index behind when it fails: drop that first.");
        Begin(text);
        var waits = false;
        foreach (var step in plan.Steps)
        {
            if (step.Phase <= throughPhase)
                Step(text, plan, step, step.Statements, step.Reason, ref waits);
        }

        return text.ToString();
    }

    public static string WriteRollback(RepairPlan plan)
    {
        if (plan.Steps.IsEmpty)
            return "";
        var text = new StringBuilder();
        Comment(text, "", "Takes back the migration, the last step first. What the contract phase threw away is gone.");
        Begin(text);
        var waits = false;
        for (var i = plan.Steps.Count - 1; i >= 0; i--)
        {
            var step = plan.Steps[i];
            if (step.Phase != RepairPhase.Contract && !step.Rollback.IsEmpty)
                Step(text, plan, step with { Lock = step.RollbackLock, InTransaction = step.RollbackInTransaction }, step.Rollback, "takes the step back", ref waits);
        }

        return text.ToString();
    }

    private static void Begin(StringBuilder text) =>
        text.Append("\\set ON_ERROR_STOP on\nSET statement_timeout = 0;\nSET lock_timeout = 0;\n");

    /// <param name="hasTimeout">Whether lock_timeout is set by what is written already.</param>
    private static void Step(StringBuilder text, RepairPlan plan, RepairStep step, ValueList<string> statements, string reason, ref bool hasTimeout)
    {
        // A lock that nobody else queues behind may be waited for.
        var needsTimeout = step.Lock > TableLockMode.ShareUpdateExclusive;
        text.Append('\n');
        Comment(text, "", $"Step {step.Number} of {plan.Steps.Count}, {PhaseName(step.Phase)}: {step.Title} ({string.Join(", ", step.RuleIds)})");
        Comment(text, "  Reason: ", reason);
        Comment(text, "  Lock: ", step.Lock is { } mode ? LockName(mode) + " on " + string.Join(", ", [step.Table, .. step.AlsoLocked]) : "none");
        Comment(text, "  Takes: ", DurationName(step.Duration));
        if (step.Note is { } note)
            Comment(text, "  Note: ", note);
        if (needsTimeout != hasTimeout)
            text.Append("SET lock_timeout = ").Append(needsTimeout ? SqlText.Literal(plan.LockTimeout) : "0").Append(";\n");
        hasTimeout = needsTimeout;
        if (step.InTransaction)
            text.Append("BEGIN;\n");
        if (step is { InTransaction: true, Lock: { } strongest } && needsTimeout)
            text.Append(TakeLocks(step, strongest)).Append(";\n");
        text.Append(Join(statements)).Append('\n');
        if (step.InTransaction)
            text.Append("COMMIT;\n");
    }

    /// <summary>All locks of a step at once, again and again: what was got is let go while it waits for its next turn.</summary>
    private static string TakeLocks(RepairStep step, TableLockMode mode)
    {
        var tables = SqlText.Name(step.Table);
        foreach (var table in step.AlsoLocked)
            tables += ", " + SqlText.Name(table);
        return "DO " + SqlText.DollarQuoted($"""
            BEGIN
              FOR attempt IN 1..{LockAttempts} LOOP
                BEGIN
                  LOCK TABLE {tables} IN {LockName(mode)} MODE;
                  RETURN;
                EXCEPTION WHEN lock_not_available THEN
                  PERFORM pg_sleep(0.1 + random());
                END;
              END LOOP;
              RAISE lock_not_available USING MESSAGE = 'no lock after {LockAttempts} attempts: find the long transaction in pg_stat_activity, then go on with this step';
            END
            """);
    }

    private static void Comment(StringBuilder text, string label, string content)
    {
        text.Append("-- ").Append(label);
        foreach (var c in content)
            text.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        text.Append('\n');
    }

    private static string PhaseName(RepairPhase phase) => phase switch
    {
        RepairPhase.Expand => "expand",
        RepairPhase.CutOver => "cut-over",
        _ => "contract",
    };

    private static string DurationName(RepairDuration duration) => duration switch
    {
        RepairDuration.Instant => "milliseconds, whatever the size of the table",
        RepairDuration.TableScan => "one scan of the table",
        RepairDuration.IndexBuild => "one scan of the table and the build of an index",
        RepairDuration.Rewrite => "the rewrite of the table and its indexes",
        _ => "one pass over the rows in batches",
    };

    /// <summary>The mode as LOCK TABLE writes it.</summary>
    public static string LockName(TableLockMode mode) => mode switch
    {
        TableLockMode.AccessShare => "ACCESS SHARE",
        TableLockMode.RowShare => "ROW SHARE",
        TableLockMode.RowExclusive => "ROW EXCLUSIVE",
        TableLockMode.ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
        TableLockMode.Share => "SHARE",
        TableLockMode.ShareRowExclusive => "SHARE ROW EXCLUSIVE",
        TableLockMode.Exclusive => "EXCLUSIVE",
        _ => "ACCESS EXCLUSIVE",
    };
}
