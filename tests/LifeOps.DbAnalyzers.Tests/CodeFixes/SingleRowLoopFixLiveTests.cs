using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.CodeFixes;

/// <summary>
/// The fixed method does what the original does, against a server: the same output up to the same exception for keys that are
/// missing, repeated or none at all, and with a constant number of commands.
/// </summary>
public sealed class SingleRowLoopFixLiveTests
{
    private const string Schema = "CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);";

    private const string OrThrow = """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Dapper; using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Order { public int CustomerId { get; set; } }
        public static class Service
        {
            public static async Task Run(NpgsqlConnection conn, List<Order> orders, List<string> output)
            {
                foreach (var order in orders)
                {
                    var customer = await conn.{|LDB1001:QuerySingleAsync|}<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id = order.CustomerId });
                    output.Add(customer.Name);
                }
            }

            public static Task Start(NpgsqlConnection conn, int[] ids, List<string> output) => Run(conn, ids.Select(id => new Order { CustomerId = id }).ToList(), output);
        }
        """;

    private const string OrThrowFixed = """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Dapper; using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Order { public int CustomerId { get; set; } }
        public static class Service
        {
            public static async Task Run(NpgsqlConnection conn, List<Order> orders, List<string> output)
            {
                var ids = orders.Select(order => order.CustomerId).Distinct().ToArray();
                var customerById = ids.Length == 0
                    ? new Dictionary<int, Customer>()
                    : (await conn.QueryAsync<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids })).ToDictionary(row => row.Id);
                foreach (var order in orders)
                {
                    var customer = customerById.TryGetValue(order.CustomerId, out var existing) ? existing : throw new InvalidOperationException("Sequence contains no elements");
                    output.Add(customer.Name);
                }
            }

            public static Task Start(NpgsqlConnection conn, int[] ids, List<string> output) => Run(conn, ids.Select(id => new Order { CustomerId = id }).ToList(), output);
        }
        """;

    private const string OrDefault = """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Dapper; using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public static class Service
        {
            public static Task Start(NpgsqlConnection conn, int[] keys, List<string> output)
            {
                foreach (var key in keys)
                    output.Add(conn.{|LDB1001:QueryFirstOrDefault|}<Customer>("SELECT id, name FROM customers WHERE id = @key", new { key })?.Name ?? "none");
                return Task.CompletedTask;
            }
        }
        """;

    private const string OrDefaultFixed = """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Dapper; using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public static class Service
        {
            public static Task Start(NpgsqlConnection conn, int[] keys, List<string> output)
            {
                var allKeys = keys.Distinct().ToArray();
                var customerById = allKeys.Length == 0
                    ? new Dictionary<int, Customer>()
                    : conn.Query<Customer>("SELECT id, name FROM customers WHERE id = ANY(@allKeys)", new { allKeys }).ToDictionary(row => row.Id);
                foreach (var key in keys)
                    output.Add((customerById.TryGetValue(key, out var existing) ? existing : null)?.Name ?? "none");
                return Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData(OrThrow, OrThrowFixed)]
    [InlineData(OrDefault, OrDefaultFixed)]
    public Task FixGivesTheFixedSource(string source, string fixedSource)
    {
        var test = new CSharpCodeFixTest<EffectsAnalyzer, SingleRowLoopFix> { TestCode = source, FixedCode = fixedSource };
        test.AdditionalFiles.Add(("db/shop.schema.sql", Schema));
        return test.RunAsync();
    }

    [SkippableTheory]
    [InlineData(OrThrow, OrThrowFixed)]
    [InlineData(OrDefault, OrDefaultFixed)]
    public async Task FixedMethodDoesTheSame(string source, string fixedSource)
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await database.ExecuteAsync("INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 40) n");
        await using var source1 = NpgsqlDataSource.Create(database.ConnectionString);
        var original = Load(source.Replace("{|LDB1001:", "").Replace("|}", ""));
        var changed = Load(fixedSource);

        var random = new Random(5);
        for (var run = 0; run < 60; run++)
        {
            // Empty, with repeated keys, and in every third run with keys that have no row.
            var keys = Enumerable.Range(0, run == 0 ? 0 : random.Next(1, 20)).Select(_ => random.Next(1, run % 3 == 0 ? 60 : 41)).ToArray();
            var before = await RunAsync(original, source1, keys);
            var after = await RunAsync(changed, source1, keys);
            Assert.Equal(before.Output, after.Output);
            Assert.Equal(before.Failure, after.Failure);
            Assert.Equal(keys.Length == 0 ? 0 : 1, after.Commands);
            Assert.True(before.Commands <= keys.Length);
        }
    }

    private static MethodInfo Load(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Fixed" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(source)], ReferenceSets.Get(TestReferences.Npgsql | TestReferences.Dapper),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image).GetType("Service")!.GetMethod("Start")!;
    }

    private static async Task<(List<string> Output, string? Failure, int Commands)> RunAsync(MethodInfo method, NpgsqlDataSource source, int[] keys)
    {
        var commands = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.query.text") is not null || activity.GetTagItem("db.statement") is not null)
                    commands++;
            },
        };
        await using var conn = await source.OpenConnectionAsync();
        ActivitySource.AddActivityListener(listener);
        var output = new List<string>();
        try
        {
            await (Task)method.Invoke(null, [conn, keys, output])!;
            return (output, null, commands);
        }
        catch (InvalidOperationException failure)
        {
            return (output, failure.Message, commands);
        }
    }
}
