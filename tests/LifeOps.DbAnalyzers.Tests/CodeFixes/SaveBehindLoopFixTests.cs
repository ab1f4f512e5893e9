using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.CodeFixes;

public sealed class SaveBehindLoopFixTests
{
    private const string Model = """
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;
        public class Order { public int Id { get; set; } public string Number { get; set; } = ""; public bool Paid { get; set; } public void Pay() { Paid = true; } }
        public class Shop : DbContext { public DbSet<Order> Orders { get; set; } = null!; }
        """;

    private static Task Verify(string members, string fixedMembers)
    {
        var test = new CSharpCodeFixTest<EffectsAnalyzer, SaveBehindLoopFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers) };
        test.Sources.Add(("Model.cs", Model));
        return test.RunAsync();
    }

    private static Task VerifyNotOffered(string members) => Verify(members, members);

    private static string Wrap(string members) => "public class Service\n{\n    private readonly Shop _db = new();\n\n" + members + "\n}";

    [Fact]
    public Task Foreach_Async() => Verify("""
            public async Task Pay(List<Order> orders, CancellationToken cancel)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    order.Paid = true;
                    await _db.{|LDB1005:SaveChangesAsync|}(cancel);
                }

                Console.WriteLine("paid");
            }
        """, """
            public async Task Pay(List<Order> orders, CancellationToken cancel)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    order.Paid = true;
                }
                await _db.SaveChangesAsync(cancel);

                Console.WriteLine("paid");
            }
        """);

    [Fact]
    public Task Foreach_CommentGoesToo() => Verify("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);

                    // written at once
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
        """, """
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);
                }
                _db.SaveChanges();
            }
        """);

    [Fact]
    public Task For_OwnMethodsWithoutDatabase() => Verify("""
            public async Task Pay(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                for (var i = 0; i < orders.Count; i++)
                {
                    orders[i].Pay();
                    await _db.{|LDB1005:SaveChangesAsync|}().ConfigureAwait(false);
                }
            }
        """, """
            public async Task Pay(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                for (var i = 0; i < orders.Count; i++)
                {
                    orders[i].Pay();
                }
                await _db.SaveChangesAsync().ConfigureAwait(false);
            }
        """);

    [Fact]
    public Task EarlyExit_NotOffered() => VerifyNotOffered("""
            public async Task Pay(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    order.Paid = true;
                    if (order.Id > 10)
                        break;
                    await _db.{|LDB1005:SaveChangesAsync|}();
                }
            }
        """);

    [Fact]
    public Task TryFinally_NotOffered() => VerifyNotOffered("""
            public void Pay(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    try
                    {
                        order.Paid = true;
                        _db.{|LDB1005:SaveChanges|}();
                    }
                    finally
                    {
                        Console.WriteLine(order.Id);
                    }
                }
            }
        """);

    [Fact]
    public Task QueryInLoop_NotOffered() => VerifyNotOffered("""
            public void Pay(List<int> ids)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var id in ids)
                {
                    var order = _db.Orders.{|LDB1001:Single|}(o => o.Id == id);
                    order.Paid = true;
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task QueryBehindCall_NotOffered() => VerifyNotOffered("""
            public void Pay(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    order.Number = Next();
                    _db.{|LDB1005:SaveChanges|}();
                }
            }

            private string Next() => _db.Orders.Count().ToString();
        """);

    [Fact]
    public Task GeneratedKeyIsRead_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);
                    _db.{|LDB1005:SaveChanges|}();
                    Console.WriteLine(order.Id);
                }
            }
        """);

    [Fact]
    public Task LastEntityIsKept_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                Order? last = null;
                foreach (var order in orders)
                {
                    order.Number = "after " + last?.Id;
                    _db.Orders.Add(order);
                    last = order;
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task ContextOfTheIteration_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    using var db = new Shop();
                    db.Orders.Add(order);
                    db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task Conditional_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);
                    if (order.Paid)
                        _db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task ThroughCall_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    order.Paid = true;
                    {|LDB1005:Save|}();
                }
            }

            private void Save() => _db.SaveChanges();
        """);

    [Fact]
    public Task WithoutTransaction_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task TransactionOfAnotherContext_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders, Shop other)
            {
                using var transaction = other.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task FailureIsHandledInsideTransaction_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                try
                {
                    foreach (var order in orders)
                    {
                        _db.Orders.Add(order);
                        _db.{|LDB1005:SaveChanges|}();
                    }
                }
                catch (DbUpdateException) { }
                transaction.Commit();
            }
        """);

    [Fact]
    public Task ProgressIsTold_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(order);
                    Console.WriteLine(order.Number);
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
        """);

    [Fact]
    public Task CalleeThrows_NotOffered() => VerifyNotOffered("""
            public void Add(List<Order> orders)
            {
                using var transaction = _db.Database.BeginTransaction();
                foreach (var order in orders)
                {
                    _db.Orders.Add(Checked(order));
                    _db.{|LDB1005:SaveChanges|}();
                }
            }

            private static Order Checked(Order order) => order.Number == "" ? throw new ArgumentException("number") : order;
        """);
}
