using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>Tells scripts that change the schema from those that only work with it.</summary>
internal static class SchemaChanges
{
    /// <summary>Whether a statement of the script makes, changes or drops something that stays.</summary>
    public static bool AreIn(SqlScript script)
    {
        foreach (var statement in script.Statements)
        {
            if (IsOne(statement.Stmt))
                return true;
        }

        return false;
    }

    private static bool IsOne(Statement statement) => statement switch
    {
        CreateStmt create => create.Relation.Schema.Value != "pg_temp" && create.Persistence != RelPersistence.Temporary,
        AlterTableStmt or DropStmt or IndexStmt or CreateFunctionStmt or ViewStmt or CreateTrigStmt or CreateSchemaStmt or CreateExtensionStmt
            or CreateEnumStmt or AlterEnumStmt or CreateDomainStmt or CreateSeqStmt or AlterSeqStmt or RenameStmt or RuleStmt or CreatePolicyStmt or GrantStmt => true,
        _ => false,
    };
}
