using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

/// <summary>Whether a type change rewrites the table, servers say: the file node changes or stays.</summary>
public sealed class TypeChangeServerTests
{
    private static readonly string[] TimeTypes =
        ["timestamp", "timestamp(3)", "timestamp(6)", "timestamptz", "timestamptz(3)", "timestamptz(6)", "date", "time", "time(3)", "timetz", "interval", "interval(3)"];

    private static readonly string[] OtherTypes =
    [
        "smallint", "integer", "bigint", "oid", "numeric", "numeric(10,2)", "numeric(12,2)", "numeric(12,3)", "text", "varchar", "varchar(10)", "varchar(20)", "char(10)", "char",
        "json", "jsonb", "xml", "inet", "cidr", "name", "bit(3)", "varbit", "varbit(3)", "varbit(5)", "varchar(10)[]", "varchar(20)[]", "text[]", "integer[]",
    ];

    private const string Probe = """
        CREATE FUNCTION probe(old text, new text) RETURNS boolean LANGUAGE plpgsql AS $$
        DECLARE before oid; rewritten boolean;
        BEGIN
            EXECUTE format('CREATE TEMP TABLE probed (c %s)', old);
            before := pg_relation_filenode('pg_temp.probed');
            BEGIN
                EXECUTE format('ALTER TABLE pg_temp.probed ALTER COLUMN c TYPE %s', new);
                rewritten := before <> pg_relation_filenode('pg_temp.probed');
            EXCEPTION WHEN OTHERS THEN
                rewritten := NULL;
            END;
            DROP TABLE pg_temp.probed;
            RETURN rewritten;
        END $$
        """;

    [SkippableTheory]
    [InlineData(15, "UTC", true)]
    [InlineData(15, "Europe/Berlin", true)]
    [InlineData(15, "Europe/Berlin", false)]
    [InlineData(18, "UTC", true)]
    [InlineData(18, "Europe/Berlin", true)]
    [InlineData(18, "UTC", false)]
    public async Task EveryPairOfTypes_IsAsTheServerDoesIt(int major, string zone, bool isTime)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(Probe);
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SET timezone = '{zone}'; SELECT o, n, probe(o, n) FROM unnest(@types) o, unnest(@types) n WHERE o <> n", connection);
        command.Parameters.AddWithValue("types", isTime ? TimeTypes : OtherTypes);
        await using var reader = await command.ExecuteReaderAsync();
        var wrong = new List<string>();
        var count = 0;
        while (await reader.ReadAsync())
        {
            // What the server has no cast for says nothing.
            if (reader.IsDBNull(2))
                continue;
            count++;
            var (old, @new, rewritten) = (reader.GetString(0), reader.GetString(1), reader.GetBoolean(2));
            if (TypeChange.Rewrites(Read(old), Read(@new), zone == "UTC") != rewritten)
                wrong.Add($"{old} to {@new}: the server {(rewritten ? "rewrites" : "keeps")}");
        }

        Assert.Empty(wrong);
        Assert.True(count > 40, $"{count} pairs");
    }

    [SkippableFact]
    public async Task WithoutTheOldType_OnlyWhatAlwaysRewritesIsSaid()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Probe);
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SET timezone = 'UTC'; SELECT DISTINCT n FROM unnest(@types) o, unnest(@types) n WHERE o <> n AND NOT probe(o, n)", connection);
        command.Parameters.AddWithValue("types", OtherTypes);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            Assert.True(TypeChange.Rewrites(null, Read(reader.GetString(0)), isUtc: true) is null or false || reader.GetString(0) == "integer", reader.GetString(0));
    }

    private static SqlType Read(string type) => WrittenType.Read(SqlFragment.ParseTypeName(type)!)!;
}
