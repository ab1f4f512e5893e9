namespace LifeOps.PostgreSql.Repairs;

// The list of the repairs, in the order in which their steps run.
public static partial class RepairPlanner
{
    private static readonly ValueList<IRepair> Repairs = ValueList.Of<IRepair>(
    [
        new RedundantForeignKey(),
        new RedundantIndex(),
        new ForeignKeyIndex(),
        new ForeignKeyDeleteAction(),
        new SerialToIdentity(),
        new VarcharToText(),
        new CharToText(),
        new JsonToJsonb(),
        new TimestampToTimestamptz(),
        new CompressionPolicy(),
        new RetentionPolicy(),
    ]);
}
