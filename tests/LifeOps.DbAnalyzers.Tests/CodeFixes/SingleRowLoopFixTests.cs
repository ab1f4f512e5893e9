using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.CodeFixes;

public sealed class SingleRowLoopFixTests
{
    private const string Schema = """
        CREATE TABLE customers (id integer PRIMARY KEY, code uuid NOT NULL UNIQUE, name text NOT NULL, region integer NOT NULL);
        CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id));
        """;

    private const string Model = """
        global using Dapper;
        global using Npgsql;
        public class Customer { public int Id { get; set; } public Guid Code { get; set; } public string Name { get; set; } = ""; }
        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public int? AgentId { get; set; } public Customer? Customer { get; set; } public int Computed => CustomerId + 1; }
        """;

    private static Task Verify(string members, string fixedMembers, bool withSchema = true)
    {
        var test = new CSharpCodeFixTest<EffectsAnalyzer, SingleRowLoopFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers) };
        test.Sources.Add(("Model.cs", Model));
        if (withSchema)
            test.AdditionalFiles.Add(("db/shop.schema.sql", Schema));
        return test.RunAsync();
    }

    private static Task VerifyNotOffered(string members, bool withSchema = true) => Verify(members, members, withSchema);

    private static string Wrap(string members) => "public class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n\n" + members + "\n}";

    [Fact]
    public Task QuerySingleAsync() => Verify("""
            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var customer = await _conn.{|LDB1001:QuerySingleAsync|}<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id = order.CustomerId });
                    Console.WriteLine(customer.Name);
                }
            }
        """, """
            public async Task Load(List<Order> orders)
            {
                var ids = orders.Select(order => order.CustomerId).Distinct().ToArray();
                var customerById = ids.Length == 0
                    ? new Dictionary<int, Customer>()
                    : (await _conn.QueryAsync<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids })).ToDictionary(row => row.Id);
                foreach (var order in orders)
                {
                    var customer = customerById.TryGetValue(order.CustomerId, out var existing) ? existing : throw new InvalidOperationException("Sequence contains no elements");
                    Console.WriteLine(customer.Name);
                }
            }
        """);

    [Fact]
    public Task QueryFirstOrDefault_Sync() => Verify("""
            public void Load(Order[] orders, NpgsqlTransaction tx)
            {
                foreach (var order in orders)
                    order.Customer = _conn.{|LDB1001:QueryFirstOrDefault|}<Customer>("SELECT * FROM customers c WHERE c.id = @CustomerId", new { order.CustomerId }, tx);
            }
        """, """
            public void Load(Order[] orders, NpgsqlTransaction tx)
            {
                var customerIds = orders.Select(order => order.CustomerId).Distinct().ToArray();
                var customerById = customerIds.Length == 0
                    ? new Dictionary<int, Customer>()
                    : _conn.Query<Customer>("SELECT * FROM customers c WHERE c.id = ANY(@customerIds)", new { customerIds }, tx).ToDictionary(row => row.Id);
                foreach (var order in orders)
                    order.Customer = customerById.TryGetValue(order.CustomerId, out var existing) ? existing : null;
            }
        """);

    [Fact]
    public Task ElementIsTheKey_OtherConditionStays() => Verify("""
            public async Task<List<Customer>> Load(IReadOnlyList<Guid> codes, int region)
            {
                var result = new List<Customer>();
                foreach (var code in codes)
                {
                    result.Add(await _conn.{|LDB1001:QuerySingleAsync|}<Customer>("SELECT id, code FROM customers WHERE region = @region AND @code = code", new { region, code }).ConfigureAwait(false));
                }

                return result;
            }
        """, """
            public async Task<List<Customer>> Load(IReadOnlyList<Guid> codes, int region)
            {
                var result = new List<Customer>();
                var keys = codes.Distinct().ToArray();
                var customerByCode = keys.Length == 0
                    ? new Dictionary<Guid, Customer>()
                    : (await _conn.QueryAsync<Customer>("SELECT id, code FROM customers WHERE region = @region AND code = ANY(@keys)", new { region, keys }).ConfigureAwait(false)).ToDictionary(row => row.Code);
                foreach (var code in codes)
                {
                    result.Add(customerByCode.TryGetValue(code, out var existing) ? existing : throw new InvalidOperationException("Sequence contains no elements"));
                }

                return result;
            }
        """);

    [Fact]
    public Task WithoutSchema_NotOffered() => VerifyNotOffered("""
            public void Load(Order[] orders)
            {
                foreach (var order in orders)
                    order.Customer = _conn.{|LDB1001:QueryFirstOrDefault|}<Customer>("SELECT * FROM customers WHERE id = @CustomerId", new { order.CustomerId });
            }
        """, withSchema: false);

    [Fact]
    public Task KeyNotUnique_NotOffered() => VerifyNotOffered("""
            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id }));
            }
        """);

    [Fact]
    public Task KeyNotSelected_NotOffered() => VerifyNotOffered("""
            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Customer>("SELECT name FROM customers WHERE id = @id", new { id }));
            }
        """);

    [Fact]
    public Task NullableKey_FindsNothingWhenNull() => Verify("""
            public void Load(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @AgentId", new { order.AgentId }));
            }
        """, """
            public void Load(List<Order> orders)
            {
                var agentIds = orders.Select(order => order.AgentId).OfType<int>().Distinct().ToArray();
                var customerById = agentIds.Length == 0
                    ? new Dictionary<int, Customer>()
                    : _conn.Query<Customer>("SELECT * FROM customers WHERE id = ANY(@agentIds)", new { agentIds }).ToDictionary(row => row.Id);
                foreach (var order in orders)
                    Console.WriteLine(order.AgentId is { } key && customerById.TryGetValue(key, out var existing) ? existing : throw new InvalidOperationException("Sequence contains no elements"));
            }
        """);

    [Fact]
    public Task ComputedKey_NotOffered() => VerifyNotOffered("""
            public void Load(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id = order.Computed }));
            }
        """);

    [Fact]
    public Task SequenceReadOnce_NotOffered() => VerifyNotOffered("""
            public void Load(IEnumerable<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id }));
            }
        """);

    [Fact]
    public Task WriteInLoop_NotOffered() => VerifyNotOffered("""
            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    var customer = _conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                    _conn.{|LDB1001:Execute|}("UPDATE customers SET name = 'x' WHERE id = @id", new { id });
                    Console.WriteLine(customer.Name);
                }
            }
        """);

    [Fact]
    public Task WriteBehindInterface_NotOffered() => VerifyNotOffered("""
            public interface IWriter { void Write(string name); }

            public void Load(List<int> ids, IWriter writer)
            {
                foreach (var id in ids)
                {
                    var customer = _conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                    writer.Write(customer.Name);
                }
            }
        """);

    [Fact]
    public Task RowIsChanged_NotOffered() => VerifyNotOffered("""
            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    var customer = _conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                    customer.Name += "x";
                }
            }
        """);

    [Fact]
    public Task NotEveryIteration_NotOffered() => VerifyNotOffered("""
            public void Load(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    if (order.Id == 0)
                        continue;
                    order.Customer = _conn.{|LDB1001:QueryFirst|}<Customer>("SELECT * FROM customers WHERE id = @CustomerId", new { order.CustomerId });
                }
            }
        """);

    [Fact]
    public Task WhenAll_NotOffered() => VerifyNotOffered("""
            public Task<Customer[]> Load(List<int> ids) =>
                Task.WhenAll(ids.Select(id => _conn.{|LDB1001:QuerySingleAsync|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id })));
        """);

    [Fact]
    public Task TwoLoops_FixedAtOnce_HaveTheirOwnNames() => Verify("""
            public void Load(List<Order> orders, List<int> others)
            {
                foreach (var order in orders)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id = order.CustomerId }).Name);
                foreach (var id in others)
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id }).Name);
            }
        """, """
            public void Load(List<Order> orders, List<int> others)
            {
                var ids = orders.Select(order => order.CustomerId).Distinct().ToArray();
                var customerById = ids.Length == 0
                    ? new Dictionary<int, Customer>()
                    : _conn.Query<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids }).ToDictionary(row => row.Id);
                foreach (var order in orders)
                    Console.WriteLine((customerById.TryGetValue(order.CustomerId, out var existing) ? existing : throw new InvalidOperationException("Sequence contains no elements")).Name);
                var keys = others.Distinct().ToArray();
                var rowsByKey = keys.Length == 0
                    ? new Dictionary<int, Customer>()
                    : _conn.Query<Customer>("SELECT id, name FROM customers WHERE id = ANY(@keys)", new { keys }).ToDictionary(item => item.Id);
                foreach (var id in others)
                    Console.WriteLine((rowsByKey.TryGetValue(id, out var hit) ? hit : throw new InvalidOperationException("Sequence contains no elements")).Name);
            }
        """);

    [Fact]
    public Task CommandDefinition() => Verify("""
            public async Task Load(List<Order> orders, CancellationToken cancel)
            {
                foreach (var order in orders)
                {
                    var customer = await _conn.{|LDB1001:QuerySingleAsync|}<Customer>(new CommandDefinition("SELECT id, name FROM customers WHERE id = @id", new { id = order.CustomerId }, cancellationToken: cancel));
                    Console.WriteLine(customer.Name);
                }
            }
        """, """
            public async Task Load(List<Order> orders, CancellationToken cancel)
            {
                var ids = orders.Select(order => order.CustomerId).Distinct().ToArray();
                var customerById = ids.Length == 0
                    ? new Dictionary<int, Customer>()
                    : (await _conn.QueryAsync<Customer>(new CommandDefinition("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids }, cancellationToken: cancel))).ToDictionary(row => row.Id);
                foreach (var order in orders)
                {
                    var customer = customerById.TryGetValue(order.CustomerId, out var existing) ? existing : throw new InvalidOperationException("Sequence contains no elements");
                    Console.WriteLine(customer.Name);
                }
            }
        """);

    [Fact]
    public Task CancellationOfTheElement_NotOffered() => VerifyNotOffered("""
            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    using var source = new CancellationTokenSource(order.Id);
                    var customer = await _conn.{|LDB1001:QuerySingleAsync|}<Customer>(new CommandDefinition("SELECT id, name FROM customers WHERE id = @id", new { id = order.CustomerId }, cancellationToken: source.Token));
                    Console.WriteLine(customer.Name);
                }
            }
        """);
}
