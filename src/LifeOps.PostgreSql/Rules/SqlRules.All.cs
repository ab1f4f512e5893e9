using LifeOps.PostgreSql.Rules.Analysis;
using LifeOps.PostgreSql.Rules.DataTypes;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Rules.Queries;

namespace LifeOps.PostgreSql.Rules;

// The lists of the rules: a new rule is added here and to the catalogue, and to nothing else.
public static partial class SqlRules
{
    /// <summary>Every rule for statements, by id.</summary>
    public static ValueList<IStatementRule> StatementRules { get; } = ValueList.Of<IStatementRule>(
    [
        // Analysis
        new SyntaxOfNewerVersion(),
        new BrokenRoutineBody(),

        // Queries
        new LargeOffset(),
        new UnstableOrder(),
        new SelectStar(),
        new ChangeOfEveryRow(),
        new CountForExistence(),

        // Data types
        new TimestampWithoutTimeZone(),
        new SerialId(),
        new VarcharColumn(),
        new CharColumn(),
        new JsonColumn(),

        // TimescaleDB
    ]);

    /// <summary>Every rule for schemas, by id.</summary>
    public static ValueList<ISchemaRule> SchemaRules { get; } = ValueList.Of<ISchemaRule>(
    [
        // Data types
        new SerialId(),
        new IntegerPrimaryKey(),

        // Structure

        // Indexes

        // Naming

        // TimescaleDB
    ]);

    /// <summary>Every rule for migrations, by id.</summary>
    public static ValueList<IMigrationRule> MigrationRules { get; } = ValueList.Of<IMigrationRule>(
    [
        new IndexWithoutConcurrently(),
        new ConcurrentlyInTransaction(),
        new ConstraintWithoutNotValid(),
        new RequiredColumnWithoutDefault(),
        new SetNotNullScan(),
        new ColumnThatRewritesTable(),
        new TypeChangeThatRewritesTable(),
        new RenameThatBreaksCode(),
        new DropThatLosesData(),
        new LockWithoutTimeout(),
        new KeyWithoutIndex(),
        new TableLockedForLong(),
        new BackfillAtOnce(),
        new EnumValueUsedTooSoon(),
        new DropIndexWithoutConcurrently(),
    ]);
}
