using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB7002: chunks older than a given age are compressed. Which columns segment them is left to TimescaleDB.</summary>
internal sealed class CompressionPolicy : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB7002");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindTable(finding) is not { Hypertable: { } hypertable } table)
            return "The hypertable was not found in the schema.";
        if (draft.Options.CompressAfter is not { } age)
            return "Nobody has said from which age on chunks are compressed.";
        if (!HypertableTime.IsInstant(table, hypertable))
            return "The time column is a number: its policy needs a number, and a function that tells the present one.";

        var name = SqlText.Name(table.QualifiedName);
        var isSet = hypertable.Compression is not null;
        draft.Add(new()
        {
            Title = $"Compress the chunks of {table.Name}",
            Reason = $"Chunks older than {age} are written no more; compressed they take a fraction of the space, and less is read.",
            RuleIds = ValueList.Of(finding.Rule.Id),
            Table = table.QualifiedName,
            Lock = TableLockMode.AccessExclusive,
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = new([
                .. isSet ? default : ValueList.Of($"ALTER TABLE {name} SET (timescaledb.compress)"),
                $"SELECT add_compression_policy({SqlText.Literal(name)}, INTERVAL {SqlText.Literal(age)})"]),
            Rollback = new([
                $"SELECT remove_compression_policy({SqlText.Literal(name)}, if_exists => true)",
                .. isSet ? default : ValueList.Of($"ALTER TABLE {name} SET (timescaledb.compress = false)")]),
            Note = "Set timescaledb.compress_segmentby to the column that queries ask for. The way back needs all chunks to be decompressed.",
        });
        return null;
    }
}
