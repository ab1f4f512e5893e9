using LifeOps.PostgreSql.Rules.Analysis;
using LifeOps.PostgreSql.Rules.DataTypes;
using LifeOps.PostgreSql.Rules.Indexes;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Rules.Naming;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Rules.Structure;
using LifeOps.PostgreSql.Rules.TimescaleDb;

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
        new MissingIndex(),
        new HiddenFromIndex(),
        new JsonSearchWithoutIndex(),
        new QueriedJsonKeySearch(),
        new UnboundedHypertableRead(),
        new AggregatedRawRows(),
        new NotInNullable(),
        new CountForExistence(),

        // Data types
        new TimestampWithoutTimeZone(),
        new SerialId(),
        new KeyThatRunsOut(),
        new VarcharColumn(),
        new CharColumn(),
        new JsonColumn(),
        new InexactAmount(),
        new TimeWithTimeZone(),

        // Naming
        new NameTooLong(),

        // TimescaleDB
        new ConcurrentIndexOnHypertable(),
        new RejectedAggregateQuery(),
        new SegmentByUniqueColumn(),
        new OldRowsDeleted(),
        new RollupWithoutAggregate(),
    ]);

    /// <summary>Every rule for schemas, by id.</summary>
    public static ValueList<ISchemaRule> SchemaRules { get; } = ValueList.Of<ISchemaRule>(
    [
        // Data types
        new SerialId(),
        new IntegerPrimaryKey(),
        new KeyThatRunsOut(),

        // Structure
        new TableWithoutPrimaryKey(),
        new ForeignKeyWithoutOnDelete(),
        new ForeignKeyOfOtherType(),
        new RequiredColumn(),
        new MissingDefault(),
        new JunctionWithoutCompositeKey(),
        new DuplicateForeignKey(),
        new QueriedJsonKey(),

        // Indexes
        new ForeignKeyWithoutIndex(),
        new DuplicateIndex(),
        new PrefixIndex(),
        new IndexOnFewValues(),

        // Naming
        new NotSnakeCase(),
        new TableNameNumber(),
        new IndexPrefix(),
        new NameThatNeedsQuotes(),
        new MeaninglessName(),

        // TimescaleDB
        new TimeSeriesWithoutHypertable(),
        new HypertableWithoutCompression(),
        new HypertableWithoutRetention(),
        new UniqueWithoutPartitioningColumn(),
        new AggregateWithoutRefresh(),
        new RefreshPastRetention(),
        new RejectedOnHypertable(),
        new IntegerTimeWithoutNow(),
        new RollupWithoutAggregate(),
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
