using LifeOps.DbAnalyzers.Analyzers;
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

    [Fact]
    public Task Message_NamesTheList() =>
        CSharpAnalyzerVerifier<CommandPerElement>.VerifyAnalyzerAsync(
            Source("c.{|#0:Execute|}(Sql, items)"),
            new DiagnosticResult("LDB1003").WithLocation(0).WithMessage("Execute runs this command once per element of items"));

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
