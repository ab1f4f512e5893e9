using LifeOps.Stats.Import.Inherited;
using Npgsql;

var connectionString = Environment.GetEnvironmentVariable("STATS_CONNECTION");
if (connectionString is null || args.Length != 1)
{
    Console.Error.WriteLine("Usage: STATS_CONNECTION=\"Host=...\" LifeOps.Stats.Import FILE");
    return 2;
}

await using var dataSource = NpgsqlDataSource.Create(connectionString);
var imported = await new NightlyImport(dataSource).RunAsync(File.ReadLines(args[0]));
Console.WriteLine($"{imported} activities imported.");
return 0;
