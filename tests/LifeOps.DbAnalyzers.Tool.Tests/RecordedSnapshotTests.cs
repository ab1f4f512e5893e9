using LifeOps.DbAnalyzers.Tool.Snapshots;
using LifeOps.PostgreSql.Schema;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests;

/// <summary>TimescaleDB cannot be had in every place: the answers of a real one, written as a snapshot, fold to the model of the hand-written file.</summary>
public sealed class RecordedSnapshotTests
{
    [SkippableTheory]
    [InlineData("lifeops", "btree_gist", "timescaledb")]
    [InlineData("modern", "timescaledb")]
    public void Snapshot_FoldsToTheModelOfTheFile(string database, params string[] extensions)
    {
        var snapshot = SnapshotWriter.Write(RecordedCatalog.ReadOrSkip(database, extensions));
        var fromSnapshot = SchemaBuilder.Build(snapshot, serverMajor: 15);
        var fromFile = SchemaBuilder.Build(File.ReadAllText(SharedFiles.Find("databases", database + ".sql")!), serverMajor: 15);

        Assert.Empty(fromSnapshot.Problems);
        Assert.Equal(ModelLines.Of(fromFile), ModelLines.Of(fromSnapshot));
    }
}
