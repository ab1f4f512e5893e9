using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>ALTER: which object, and the actions that most objects have: RENAME, OWNER TO, SET SCHEMA, DEPENDS ON EXTENSION.</summary>
internal sealed partial class Parser
{
    /// <summary>What can be done to an object besides what is its own.</summary>
    [Flags]
    private enum AlterActions
    {
        Rename = 1,
        Owner = 2,
        SetSchema = 4,
        All = Rename | Owner | SetSchema,
    }

    /// <summary>A statement that begins with ALTER.</summary>
    private Statement ParseAlter()
    {
        var start = Start;
        Take();
        switch (Current)
        {
            case TokenKind.TableKeyword:
            case TokenKind.IndexKeyword:
            case TokenKind.SequenceKeyword:
            case TokenKind.ViewKeyword:
            case TokenKind.MaterializedKeyword:
            case TokenKind.ForeignKeyword when Peek() != TokenKind.DataKeyword:
                return ParseAlterRelation(start);

            case TokenKind.TypeKeyword:
                return ParseAlterType(start);
            case TokenKind.DomainKeyword:
                return ParseAlterDomain(start);
            case TokenKind.ExtensionKeyword:
                return ParseAlterExtension(start);
            case TokenKind.FunctionKeyword:
            case TokenKind.ProcedureKeyword:
            case TokenKind.RoutineKeyword:
                return ParseAlterFunction(start);
            case TokenKind.PolicyKeyword:
                return ParseAlterPolicy(start);
            case TokenKind.StatisticsKeyword:
                return ParseAlterStatistics(start);

            case TokenKind.AggregateKeyword:
                Take();
                var aggregate = ParseAggregateWithArgtypes();
                return ParseAlterNamedObject(start, ObjectType.Aggregate, aggregate, AlterActions.All);

            case TokenKind.SchemaKeyword:
                Take();
                var schema = ParseNameNode();
                return ParseAlterNamedObject(start, ObjectType.Schema, schema, AlterActions.Rename | AlterActions.Owner);

            case TokenKind.RuleKeyword:
            case TokenKind.TriggerKeyword:
                return ParseAlterPart(start);

            default:
                return ParseAlterOther(start);
        }
    }

    /// <summary>RENAME TO, OWNER TO or SET SCHEMA behind an object that is no relation.</summary>
    private Statement ParseAlterNamedObject(int start, ObjectType type, SqlNode target, AlterActions actions)
    {
        switch (Current)
        {
            case TokenKind.RenameKeyword when (actions & AlterActions.Rename) != 0:
                return ParseRename(type, target, default, start);
            case TokenKind.OwnerKeyword when (actions & AlterActions.Owner) != 0:
                return ParseOwner(type, target, start);
            case TokenKind.SetKeyword when (actions & AlterActions.SetSchema) != 0:
                return ParseSetSchema(type, target, start);
            default:
                return Unparsable(start);
        }
    }

    /// <summary>ALTER RULE and ALTER TRIGGER, at that word.</summary>
    private Statement ParseAlterPart(int start)
    {
        var type = Take().Kind == TokenKind.RuleKeyword ? ObjectType.Rule : ObjectType.Trigger;
        var nameStart = Start;
        var name = ParseColId();
        var nameSpan = SpanFrom(nameStart);
        Expect(TokenKind.OnKeyword);
        var table = ParseQualifiedName();
        if (type == ObjectType.Trigger && Current is TokenKind.NoKeyword or TokenKind.DependsKeyword)
            return ParseDependsOnExtension(start, type, table, new QualifiedName(new([name]), nameSpan));
        return ParseRenamePart(start, type, name, table, missingOk: false);
    }

    /// <summary>RENAME TO of what belongs to a table: a policy, rule or trigger.</summary>
    private RenameStmt ParseRenamePart(int start, ObjectType type, Identifier name, RangeVar table, bool missingOk)
    {
        Expect(TokenKind.RenameKeyword);
        Expect(TokenKind.ToKeyword);
        var newName = ParseColId();
        return new RenameStmt(type, type, table, null, name, default, newName, DropBehavior.Restrict, missingOk, SpanFrom(start));
    }

    /// <summary>[NO] DEPENDS ON EXTENSION name (gram.y: AlterObjectDependsStmt).</summary>
    private AlterObjectDependsStmt ParseDependsOnExtension(int start, ObjectType type, RangeVar? relation, SqlNode? target)
    {
        var remove = Accept(TokenKind.NoKeyword);
        Expect(TokenKind.DependsKeyword);
        Expect(TokenKind.OnKeyword);
        Expect(TokenKind.ExtensionKeyword);
        var extension = ParseColId();
        return new AlterObjectDependsStmt(type, relation, target, extension, remove, SpanFrom(start));
    }
}
