using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules;

public sealed class RuleOptionsTests
{
    [Fact]
    public void NothingSet_GivesTheDefaults()
    {
        var options = Read([]);

        Assert.Equal(RuleOptions.Default, options);
        Assert.Equal(IdPolicy.Uuid, options.IdPolicy);
        Assert.False(options.IdPolicyIsSet);
        Assert.Equal(TableNaming.Plural, options.TableNaming);
        Assert.Equal("idx_", options.IndexPrefix);
        Assert.Equal(OnDeletePolicy.Required, options.OnDelete);
        Assert.Equal(10_000, options.LargeTableRows);
        Assert.Equal(100, options.PageSize);
        Assert.Null(options.PgVersion);
        Assert.Null(options.TimescaleDbVersion);
    }

    [Fact]
    public void EverythingSet_IsRead()
    {
        var options = Read(new()
        {
            ["lifeops_db.id_policy"] = "Identity",
            ["lifeops_db.table_naming"] = "singular",
            ["lifeops_db.index_prefix"] = "ix_",
            ["lifeops_db.on_delete"] = "off",
            ["lifeops_db.large_table_rows"] = "500",
            ["lifeops_db.page_size"] = " 20 ",
            ["lifeops_db.migration_transaction"] = "per_file",
            ["lifeops_db.pg_version"] = "18",
            ["lifeops_db.timescaledb_version"] = "2.23.1",
        });

        Assert.Equal(
            new RuleOptions
            {
                IdPolicy = IdPolicy.Identity,
                IdPolicyIsSet = true,
                TableNaming = TableNaming.Singular,
                IndexPrefix = "ix_",
                OnDelete = OnDeletePolicy.Off,
                LargeTableRows = 500,
                PageSize = 20,
                MigrationTransaction = MigrationTransaction.PerFile,
                PgVersion = new Version(18, 0),
                TimescaleDbVersion = new Version(2, 23, 1),
            },
            options);
    }

    [Theory]
    [InlineData("lifeops_db.id_policy", "guid")]
    [InlineData("lifeops_db.table_naming", "plurals")]
    [InlineData("lifeops_db.index_prefix", "IX-")]
    [InlineData("lifeops_db.on_delete", "yes")]
    [InlineData("lifeops_db.large_table_rows", "many")]
    [InlineData("lifeops_db.large_table_rows", "-1")]
    [InlineData("lifeops_db.page_size", "0")]
    [InlineData("lifeops_db.page_size", "99999999999")]
    [InlineData("lifeops_db.migration_transaction", "always")]
    [InlineData("lifeops_db.pg_version", "latest")]
    [InlineData("lifeops_db.timescaledb_version", "2.x")]
    public void UnknownValue_IsAProblemAndTheDefaultStands(string option, string value)
    {
        var options = Read(new() { [option] = value });

        var problem = Assert.Single(options.Problems);
        Assert.Equal((option, value), (problem.Option, problem.Value));
        Assert.Equal(RuleOptions.All.Single(known => known.Name == option).Allowed, problem.Allowed);
        Assert.Equal(RuleOptions.Default, options with { Problems = default });
    }

    [Fact]
    public void EmptyIndexPrefix_IsAllowed() => Assert.Equal("", Read(new() { ["lifeops_db.index_prefix"] = "" }).IndexPrefix);

    private static RuleOptions Read(Dictionary<string, string> values) => RuleOptions.Read(name => values.GetValueOrDefault(name));
}
