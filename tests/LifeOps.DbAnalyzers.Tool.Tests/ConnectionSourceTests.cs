using LifeOps.DbAnalyzers.Tool.Connections;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests;

public sealed class ConnectionSourceTests
{
    [Fact]
    public void ConnectionString_WinsOverTheEnvironment()
    {
        var settings = Source(("PGHOST", "other"), ("PGDATABASE", "other")).Resolve("Host=db;Database=shop;Username=app", null);

        Assert.Equal(("db", "shop", "app"), (settings.Host, settings.Database, settings.Username));
    }

    [Fact]
    public void Uri_IsRead()
    {
        var settings = Source().Resolve("postgresql://app:p%40ss@db:6543/shop?sslmode=require", null);

        Assert.Equal(("db", 6543, "shop", "app", "p@ss", Npgsql.SslMode.Require), (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password, settings.SslMode));
    }

    [Fact]
    public void Environment_IsReadAsLibpqDoes()
    {
        var settings = Source(("PGHOST", "db"), ("PGPORT", "6543"), ("PGDATABASE", "shop"), ("PGUSER", "app"), ("PGSSLMODE", "verify-full")).Resolve(null, null);

        Assert.Equal(("db", 6543, "shop", "app", Npgsql.SslMode.VerifyFull), (settings.Host, settings.Port, settings.Database, settings.Username, settings.SslMode));
    }

    [Fact]
    public void Service_IsFoundInItsFile()
    {
        var source = new ConnectionSource(
            name => name == "PGSERVICEFILE" ? "services" : null,
            path => path == "services" ? "[other]\nhost=wrong\n# comment\n[shop]\nhost=db\ndbname = shop\n" : null);

        var settings = source.Resolve(null, "shop");

        Assert.Equal(("db", "shop"), (settings.Host, settings.Database));
    }

    [Theory]
    [InlineData("Host=db;Pasword=secret")]
    [InlineData("postgresql://app:secret@[")]
    public void BrokenText_IsRefusedWithoutRepeatingIt(string connection)
    {
        var problem = Assert.Throws<FormatException>(() => Source().Resolve(connection, null));

        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownService_IsNamed() => Assert.Contains("\"shop\"", Assert.Throws<FormatException>(() => Source().Resolve(null, "shop")).Message, StringComparison.Ordinal);

    private static ConnectionSource Source(params (string Name, string Value)[] environment) =>
        new(name => environment.FirstOrDefault(variable => variable.Name == name).Value, _ => null);
}
