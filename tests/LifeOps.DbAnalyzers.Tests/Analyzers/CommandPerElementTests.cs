using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class CommandPerElementTests
{
    [Theory]
    [InlineData("c.[|Execute|](Sql, items)")]
    [InlineData("c.[|ExecuteAsync|](Sql, items)")]
    [InlineData("c.[|Execute|](Sql, items.Select(i => new { i.Id }))")]
    [InlineData("c.[|Execute|](Sql, new[] { new { Id = 1 }, new { Id = 2 } })")]
    [InlineData("c.[|Execute|](Sql, param: new List<Item> { items[0] })")]
    [InlineData("c.[|ExecuteAsync|](new CommandDefinition(Sql, items, cancellationToken: default))")]
    [InlineData("SqlMapper.[|Execute|](c, Sql, items)")]
    public Task List_IsReported(string call) => VerifyAsync(call);

    [Theory]
    [InlineData("c.Execute(Sql, items[0])")]
    [InlineData("c.Execute(Sql, new { ids = items })")]
    [InlineData("c.Execute(Sql)")]
    [InlineData("c.Execute(Sql, \"text\")")]
    [InlineData("c.Execute(Sql, new DynamicParameters())")]
    [InlineData("c.Execute(Sql, new Dictionary<string, object> { [\"Id\"] = 1 })")]
    [InlineData("c.Execute(Sql, new[] { new { Id = 1 } })")]
    [InlineData("c.Query<int>(Sql, items)")]
    [InlineData("Other.Execute(Sql, items)")]
    public Task OtherParameters_DoNotTrigger(string call) => VerifyAsync(call);

    // seen in Radarr/Radarr: 186_fix_tmdb_duplicates.cs
    [Fact]
    public Task Migration_DoesNotTrigger() => CSharpAnalyzerVerifier<CommandPerElement>.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Data;
        using Dapper;
        namespace FluentMigrator { public abstract class MigrationBase { } }
        public class Mend : FluentMigrator.MigrationBase
        {
            public void Run(IDbConnection c, List<Mended> items) => c.Execute("DELETE FROM items WHERE id = @Id", items);
        }
        public class Mended { public int Id { get; set; } }
        """);

    [Theory]
    [InlineData("UpgradeItems", "Execute")]
    [InlineData("DeleteItems", "[|Execute|]")]
    public Task CodeThatRunsOnce_DoesNotTrigger(string method, string call) => CSharpAnalyzerVerifier<CommandPerElement>.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;
        using System.Data;
        using Dapper;
        public class Items
        {
            public void {{method}}(IDbConnection c, List<Item> items) => c.{{call}}("DELETE FROM items WHERE id = @Id", items);
        }
        public class Item { public int Id { get; set; } }
        """);

    [Fact]
    public Task Message_NamesTheList() =>
        CSharpAnalyzerVerifier<CommandPerElement>.VerifyAnalyzerAsync(
            Source("c.{|#0:Execute|}(Sql, items)"),
            new DiagnosticResult("LDB1003").WithLocation(0).WithMessage("Execute runs this command once per element of items"));

    [Theory]
    [InlineData("c.[|Execute|](\"delete from t where id = @Id\", items, tx);", "c.Execute(\"delete from t where id = ANY(@Id)\", new { Id = items.Select(item => item.Id).ToArray() }, tx);")]
    [InlineData("await c.[|ExecuteAsync|](\"update t set done = true, at = now() where id = @id and not done\", items, tx);", "await c.ExecuteAsync(\"update t set done = true, at = now() where id = ANY(@id) and not done\", new { id = items.Select(item => item.Id).ToArray() }, tx);")]
    [InlineData("await c.[|ExecuteAsync|](@\"delete from t where id = @Id\", items.Where(i => i.Id > 1), tx);", "await c.ExecuteAsync(@\"delete from t where id = ANY(@Id)\", new { Id = items.Where(i => i.Id > 1).Select(item => item.Id).ToArray() }, tx);")]
    [InlineData("var item = 1; c.[|Execute|](\"delete from t where id = @Id\", items, tx);", "var item = 1; c.Execute(\"delete from t where id = ANY(@Id)\", new { Id = items.Select(element => element.Id).ToArray() }, tx);")]
    public Task KeyOfEachElement_BecomesAnArray(string statement, string fixedStatement) =>
        CSharpCodeFixVerifier<CommandPerElement, CommandPerElementFix>.VerifyCodeFixAsync(Statement(statement), Statement(fixedStatement));

    [Theory]
    [InlineData("var rows = c.[|Execute|](\"delete from t where id = @Id\", items, tx);")]
    [InlineData("c.[|Execute|](Sql, items, tx);")]
    [InlineData("c.[|Execute|](\"update t set n = n + 1 where id = @Id\", items, tx);")]
    [InlineData("c.[|Execute|](\"update t set name = @Name where id = @Id\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id) values (@Id)\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from t where id <> @Id\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from t where id = @Id or done\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from t where id = @Other\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from t where id = @Price\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from t where id = @Id; delete from u\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from t where id = @Id and exists (select 1 from t)\", items, tx);")]
    [InlineData("c.[|Execute|]($\"delete from {items[0].Name} where id = @Id\", items, tx);")]
    public Task CommandThatDiffersPerElement_IsNotFixed(string statement) =>
        CSharpCodeFixVerifier<CommandPerElement, CommandPerElementFix>.VerifyNoCodeFixAsync(Statement(statement));

    [Theory]
    [InlineData("c.[|Execute|](\"delete from t where id = @Id\", items);")]
    [InlineData("c.[|Execute|](\"delete from t where id = @Id\", items, null);")]
    [InlineData("System.Data.Common.DbTransaction? none = null; c.[|Execute|](\"delete from t where id = @Id\", items, none);")]
    public Task CommandsThatCommitOneByOne_AreNotFixed(string statement) =>
        CSharpCodeFixVerifier<CommandPerElement, CommandPerElementFix>.VerifyNoCodeFixAsync(Statement(statement));

    [Theory]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, @Name)\", items, tx);", "c.Execute(\"insert into t (id, name) SELECT * FROM unnest(@Id::integer[], @Name::text[])\", new { Id = items.Select(item => item.Id).ToArray(), Name = items.Select(item => item.Name).ToArray() }, tx);")]
    [InlineData("await c.[|ExecuteAsync|](\"insert into t values (@id, now(), @id, 0, @Price) on conflict do nothing\", items, tx);", "await c.ExecuteAsync(\"insert into t SELECT item.id, now(), item.id, 0, item.price FROM unnest(@id::integer[], @Price::numeric[]) AS item(id, price) on conflict do nothing\", new { id = items.Select(item => item.Id).ToArray(), Price = items.Select(item => item.Price).ToArray() }, tx);")]
    public Task InsertOfEachElement_TakesItsRowsFromUnnest(string statement, string fixedStatement)
    {
        var test = new CSharpCodeFixTest<CommandPerElement, CommandPerElementFix> { TestCode = Statement(statement), FixedCode = Statement(fixedStatement) };
        test.AdditionalFiles.Add(("shop.schema.sql", Schema));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, @Name)\", items);")]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, @Name) returning id\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, @Name) on conflict (id) do update set name = excluded.name\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, lower(@Name))\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, 'x')\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id, name) values (@Id, default)\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into nodes (id, parent_id) values (@Id, @Parent)\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into watched (id) values (@Id)\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into unknown_table (id) values (@Id)\", items, tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id) values (@Id)\", items.Where(i => i.Id > 1), tx);")]
    [InlineData("c.[|Execute|](\"insert into t (id, at) values (@Id, @At)\", items, tx);")]
    [InlineData("c.[|Execute|](\"delete from nodes where id = @Id\", items, tx);")]
    public Task WhereOneStatementMayDoSomethingElse_IsNotFixed(string statement)
    {
        var test = new CSharpCodeFixTest<CommandPerElement, CommandPerElementFix> { TestCode = Statement(statement), FixedCode = Statement(statement) };
        test.AdditionalFiles.Add(("shop.schema.sql", Schema));
        return test.RunAsync();
    }

    private const string Schema = """
        CREATE TABLE t (id integer, at timestamptz, other integer, n integer, price numeric, name text);
        CREATE TABLE nodes (id integer PRIMARY KEY, parent_id integer REFERENCES nodes (id));
        CREATE TABLE watched (id integer PRIMARY KEY);
        CREATE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER notice AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION noticed();
        """;

    private static string Statement(string statement) => $$"""
        using Dapper;

        class Item
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";
            public int? Parent { get; set; }
            public DateTime At { get; set; }
            public decimal Price { get; set; }
        }

        class C
        {
            private const string Sql = "delete from t where id = @Id";

            async Task M(System.Data.Common.DbConnection c, System.Data.Common.DbTransaction tx, Item[] items)
            {
                {{statement}}
                await Task.Yield();
            }
        }
        """;

    private static Task VerifyAsync(string call) => CSharpAnalyzerVerifier<CommandPerElement>.VerifyAnalyzerAsync(Source(call));

    private static string Source(string call) => $$"""
        using Dapper;

        class Item
        {
            public int Id { get; set; }
        }

        static class Other
        {
            public static int Execute(string sql, object parameters) => 0;
        }

        class C
        {
            private const string Sql = "delete from t where id = @Id";

            object M(System.Data.Common.DbConnection c, Item[] items) => {{call}};
        }
        """;
}
