using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

// The list of the repairs, in the order in which their steps run.
public static partial class RepairPlanner
{
    private static ValueList<IRepair> RepairsFor(RepairOptions options) => ValueList.Of<IRepair>(
    [
        new RedundantForeignKey(),
        new RedundantIndex(),

        // Before the repairs of foreign keys: those then are about the new columns.
        options.SerialBecomes == IdPolicy.Uuid ? new KeyToUuid() : new SerialToIdentity(),
        new ForeignKeyIndex(),
        new ForeignKeyDeleteAction(),
        new VarcharToText(),
        new CharToText(),
        new JsonToJsonb(),
        new TimestampToTimestamptz(),
        new CompressionPolicy(),
        new RetentionPolicy(),
    ]);
}
