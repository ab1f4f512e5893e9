using System.Globalization;
using System.Text;
using Npgsql;
using Xunit;

namespace LifeOps.Testing;

/// <summary>A database of a <see cref="PostgresServer"/>, dropped on disposal.</summary>
public sealed class TestDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public PostgresServer Server { get; } = server;

    public string Name { get; } = name;

    public string ConnectionString => Server.ConnectionString(Name);

    /// <summary>Runs SQL on a connection of its own.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Everything of a schema that the server takes, in one transaction.</summary>
    /// <returns>What it took.</returns>
    public async Task<string> ApplyAcceptedAsync(IReadOnlyList<string> statements)
    {
        var taken = new StringBuilder();
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in statements)
        {
            await transaction.SaveAsync("s");
            try
            {
                await using var command = new NpgsqlCommand(statement, connection) { AllResultTypesAreUnknown = true };
                await command.ExecuteNonQueryAsync();
                await transaction.ReleaseAsync("s");
                taken.Append(statement).Append(";\n");
            }
            catch (PostgresException)
            {
                await transaction.RollbackAsync("s");
            }
        }

        await transaction.CommitAsync();
        return taken.ToString();
    }

    /// <summary>Runs a script through psql: Npgsql cuts a text at every semicolon, those inside BEGIN ATOMIC too.</summary>
    public void Replay(string script)
    {
        Skip.If(!File.Exists("/usr/bin/psql"), "psql is not installed.");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script);
            var result = ProcessRunner.Run("/usr/bin/psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Server.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", Name, "-f", file]);
            Assert.True(result.ExitCode == 0, result.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Drops everything: an emptied database costs a fraction of the time that a new one takes.</summary>
    public Task EmptyAsync() => ExecuteAsync(
        """
        DO $$
        DECLARE name text;
        BEGIN
          FOR name IN SELECT pubname FROM pg_publication LOOP
            EXECUTE format('DROP PUBLICATION %I', name);
          END LOOP;
          FOR name IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', name);
          END LOOP;
          CREATE SCHEMA public;
        END $$
        """);

    /// <summary>An open connection that is not pooled, so that the database can be dropped.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE {Name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
