using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules;

/// <summary>What the fixes write, a server takes and means as they say.</summary>
public sealed class FixesOnServerTests
{
    private const string Before = """
        CREATE DOMAIN code AS varchar(3);
        CREATE TABLE users (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            "Display Name" varchar(10) NOT NULL DEFAULT 'x',
            country char(2) DEFAULT 'de',
            initial char,
            settings json NOT NULL DEFAULT '{}'::json,
            created_at timestamp(3) without time zone NOT NULL DEFAULT (now() AT TIME ZONE 'utc'),
            seen timestamp[] DEFAULT ARRAY[now()::timestamp],
            language code,
            tags varchar[]
        );
        CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE);
        CREATE TABLE notes (number bigserial PRIMARY KEY, line smallserial, user_id bigint REFERENCES users (id));
        """;

    [SkippableFact]
    public async Task FixedSchema_IsAcceptedAndMeansWhatItSays()
    {
        var server = PostgresServer.GetOrSkip();
        var script = SqlParser.Parse(Before);
        var schema = SchemaBuilder.Build(Before);
        Assert.Empty(schema.Problems);
        var findings = DataTypeFindings(script, schema);
        Assert.All(findings, finding => Assert.False(finding.Edits.IsEmpty, finding.Message));

        var after = Before;
        foreach (var edit in findings.SelectMany(finding => finding.Edits).Distinct().OrderByDescending(edit => edit.Span.Start))
            after = after[..edit.Span.Start] + edit.NewText + after[edit.Span.End..];
        var left = SqlParser.Parse(after);
        Assert.Equal(
            [RuleCatalog.IntegerPrimaryKey],
            DataTypeFindings(left, SchemaBuilder.Build(after)).Select(finding => finding.Rule));

        await using var database = await server.CreateDatabaseAsync(after);
        await using var connection = await database.OpenAsync();
        Assert.Equal(
            """
            notes.line smallint
            notes.number bigint
            notes.user_id uuid
            profiles.user_id uuid
            users.Display Name text
            users.country text
            users.created_at timestamp(3) with time zone
            users.id uuid
            users.initial text
            users.language code
            users.seen timestamp with time zone[]
            users.settings jsonb
            users.tags text[]
            """,
            await ScalarAsync(connection, """
                SELECT string_agg(c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod), chr(10) ORDER BY c.relname COLLATE "C", a.attname COLLATE "C")
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
                """));

        await database.ExecuteAsync("INSERT INTO users (language) VALUES ('eng'); INSERT INTO notes DEFAULT VALUES; INSERT INTO notes (number, line) VALUES (10, 10)");
        Assert.Equal(true, await ScalarAsync(connection, "SELECT created_at BETWEEN now() - interval '1 hour' AND now() + interval '1 second' FROM users"));
        foreach (var tooLong in new[] { "\"Display Name\" = 'more than ten'", "country = 'deu'", "initial = 'ab'", "language = 'long'" })
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("UPDATE users SET " + tooLong));
            Assert.Equal(PostgresErrorCodes.CheckViolation, error.SqlState);
        }
    }

    private static List<SqlFinding> DataTypeFindings(SqlScript script, DatabaseSchema schema) =>
        SqlRules.CheckSchema([new SchemaScript("", script)], schema, RuleOptions.Default).Where(finding => finding.Rule.Category == "DataTypes").ToList();

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
