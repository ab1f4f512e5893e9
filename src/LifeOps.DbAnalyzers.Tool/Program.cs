using Npgsql;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.Snapshots;

await using var dataSource = NpgsqlDataSource.Create(args[0]);
var catalog = await new LiveCatalogReader(dataSource).ReadAsync(null, CancellationToken.None);
Console.Write(SnapshotWriter.Write(catalog));
