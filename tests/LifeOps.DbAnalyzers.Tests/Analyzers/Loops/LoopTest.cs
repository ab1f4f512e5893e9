using System.Diagnostics.CodeAnalysis;
using LifeOps.DbAnalyzers.Tests.Verifiers;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>One labelled case: members of a service over a small shop, with every finding marked; what is not marked must stay silent.</summary>
internal static class LoopTest
{
    private const string Shop = """
        global using System.Collections.Concurrent;
        global using System.Data;
        global using System.Data.Common;
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;

        public class Customer
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";
            public int? ParentId { get; set; }
            public string ConnectionString { get; set; } = "";
            public List<Order> Orders { get; set; } = new();
        }

        public class Order
        {
            public int Id { get; set; }
            public int CustomerId { get; set; }
            public string Number { get; set; } = "";
            public OrderStatus Status { get; set; }
            public DateTime CreatedAt { get; set; }
            public Customer? Customer { get; set; }
            public List<Line> Lines { get; set; } = new();
        }

        public class Line
        {
            public int Id { get; set; }
            public int OrderId { get; set; }
            public int ProductId { get; set; }
            public decimal Price { get; set; }
        }

        public enum OrderStatus { Open, Paid, Shipped }

        public class ShopContext : DbContext
        {
            public ShopContext() { }
            public ShopContext(string connectionString) { }
            public DbSet<Customer> Customers { get; set; } = null!;
            public DbSet<Order> Orders { get; set; } = null!;
            public DbSet<Line> Lines { get; set; } = null!;
        }
        """;

    private const string Frame = """
        #nullable disable warnings
        public partial class Service
        {
            private readonly NpgsqlConnection _conn;
            private readonly NpgsqlDataSource _source;
            private readonly ShopContext _db;
            private readonly IDbContextFactory<ShopContext> _contexts;

            public Service(NpgsqlConnection conn, NpgsqlDataSource source, ShopContext db, IDbContextFactory<ShopContext> contexts)
            {
                _conn = conn;
                _source = source;
                _db = db;
                _contexts = contexts;
            }

        MEMBERS
        }
        """;

    /// <summary>Verifies members of the service; types follow behind a line <c>--- types</c>.</summary>
    public static Task Verify([StringSyntax("c#-test")] string members, params DiagnosticResult[] expected)
    {
        var parts = members.Split("--- types");
        var test = Create(Frame.Replace("MEMBERS", parts[0]) + (parts.Length > 1 ? "\n" + parts[1] : ""));
        test.ExpectedDiagnostics.AddRange(expected);
        return test.VerifyAsync();
    }

    /// <summary>Verifies members of the service in a project that has an option set.</summary>
    public static Task VerifyWith(string option, string value, [StringSyntax("c#-test")] string members)
    {
        var test = Create(Frame.Replace("MEMBERS", members));
        test.Options[option] = value;
        return test.VerifyAsync();
    }

    /// <summary>A whole source file against the shop.</summary>
    public static LoopCase Create(string source)
    {
        var test = new LoopCase { TestCode = source };
        test.Sources.Add(("Shop.cs", Shop));
        return test;
    }
}
