using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Rules.Naming;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>
/// LDB4005: a column without the default that everybody expects: flags, the time of creation, settings in jsonb, a status. Content has
/// none (the body of a message, a question that may be unanswered), and a trigger before INSERT may fill what it likes.
/// </summary>
public sealed class MissingDefault : ISchemaRule
{
    /// <summary>What a jsonb column is called when it may be empty but not absent.</summary>
    private static readonly HashSet<string> Bags = new(StringComparer.Ordinal)
    {
        "attributes", "config", "configuration", "context", "details", "extra", "extras", "fields", "flags", "labels", "meta", "metadata", "options", "params",
        "parameters", "preferences", "properties", "settings", "tags",
    };

    /// <summary>Flags that mostly start as true: which default is right is not to be guessed.</summary>
    private static readonly HashSet<string> TrueAtFirst = new(StringComparer.Ordinal)
    {
        "active", "available", "enabled", "open", "public", "required", "valid", "visible",
    };

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.MissingDefault;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (IsFilledByTrigger(context, table))
                continue;
            foreach (var column in table.Columns)
            {
                if (context.Lookup.HasDefault(column) || context.Texts.DefinitionOf(column) is null || IsKey(table, column) || DefaultOf(context, table, column) is not { } missing)
                    continue;
                var edit = missing.Insert is null ? null : context.Texts.InsertBehindType(column, " DEFAULT " + missing.Insert);
                context.Report(Rule, column.NameLocation, ValueList.Of(SchemaNames.Of(table, column), missing.Suggestion), edit is null ? default : ValueList.Of(edit));
            }
        }
    }

    /// <param name="Suggestion">For the message.</param>
    /// <param name="Insert">What the fix writes; null when the value is a matter of choice.</param>
    private sealed record Missing(string Suggestion, string? Insert);

    private static Missing? DefaultOf(SchemaContext context, Table table, Column column)
    {
        var type = context.Lookup.BaseOf(column.Type);
        if (type.Is("bool"))
        {
            if (!column.IsNotNull && !IsFlag(column.Name))
                return null;
            return TrueAtFirst.Contains(NameWords.Last(column.Name)) ? new("true or false", null) : new("false", "false");
        }

        if (column.Name is "created_at" or "created_on" or "inserted_at" && type.Name is "timestamptz" or "timestamp" && !type.IsArray)
            return new("now()", "now()");
        if (type.Is("jsonb") && column.IsNotNull && Bags.Contains(NameWords.Last(column.Name)))
            return new("'{}'", "'{}'");

        // The status of a measurement comes with it, and a number may be one of a protocol.
        return column.IsNotNull && StatusColumn.Is(table, column) && table.Hypertable is null && (type.Is("text") || type.Is("varchar") || context.Lookup.FindEnum(type) is not null)
            ? new("the state in which a row begins", null)
            : null;
    }

    private static bool IsFlag(string name)
    {
        var words = NameWords.Split(name);
        return words.Count > 1 && words[0] is "is" or "has" or "can" or "was" or "should";
    }

    private static bool IsKey(Table table, Column column)
    {
        foreach (var name in table.PrimaryKey?.Columns ?? default)
        {
            if (name == column.Name)
                return true;
        }

        return false;
    }

    private static bool IsFilledByTrigger(SchemaContext context, Table table)
    {
        foreach (var trigger in context.Lookup.TriggersOf(table.QualifiedName))
        {
            if (SqlParser.Parse(trigger.Definition) is { Statements.Count: 1 } script
                && script.Statements[0].Stmt is CreateTrigStmt { Timing: TriggerTiming.Before, Row: true, Events: var events } && (events & TriggerEvents.Insert) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
