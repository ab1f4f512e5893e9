namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>A rule that looks at the statements of a migration, each with the state of the script before it.</summary>
public interface IMigrationRule
{
    Rule Rule { get; }

    /// <summary>Reports what it finds in one statement of a migration.</summary>
    void Check(MigrationContext context);
}
