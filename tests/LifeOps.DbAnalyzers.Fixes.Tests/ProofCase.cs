using System.Diagnostics.CodeAnalysis;
using LifeOps.DbAnalyzers.Analyzers;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>One method as somebody wrote it, and the fix that is to do the same with a constant number of commands.</summary>
/// <param name="Family">What the table calls it.</param>
/// <param name="Fix">The code fix.</param>
/// <param name="Members">
/// Members of a static class; <c>Run(NpgsqlConnection conn, List&lt;Item&gt; items, List&lt;string&gt; output)</c> is what runs.
/// </param>
public sealed record ProofCase(string Family, CodeFixProvider Fix, [property: StringSyntax("c#-test")] string Members)
{
    /// <summary>Who reports it.</summary>
    public DiagnosticAnalyzer Analyzer { get; init; } = new EffectsAnalyzer();

    /// <summary>The most commands that the fixed method may send, whatever the input.</summary>
    public int MaxCommands { get; init; } = 1;

    /// <summary>Whether no element means no command.</summary>
    public bool IsSilentWithoutElements { get; init; } = true;

    /// <summary>Whether the query says no order, so that the output is compared as a set.</summary>
    public bool IsUnordered { get; init; }

    /// <summary>The whole source that is analysed, fixed and compiled.</summary>
    public string Source => Frame.Replace("MEMBERS", Members);

    public override string ToString() => Family;

    private const string Frame = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Npgsql;

        public class Item
        {
            public int Key { get; set; }
            public int? Maybe { get; set; }
            public int Amount { get; set; }
        }

        public class Customer
        {
            public int Id { get; set; }
            public string Name { get; set; } = "";
            public int Visits { get; set; }
        }

        public class Order
        {
            private readonly ILazyLoader? _loader;
            private Customer? _customer;
            private List<Line>? _lines;

            public Order() { }
            private Order(ILazyLoader loader) => _loader = loader;

            public int Id { get; set; }
            public int CustomerId { get; set; }
            public int Total { get; set; }
            public Customer? Customer { get => _loader.Load(this, ref _customer); set => _customer = value; }
            public List<Line>? Lines { get => _loader.Load(this, ref _lines); set => _lines = value; }
        }

        public class Line
        {
            public int Id { get; set; }
            public int OrderId { get; set; }
            public int Price { get; set; }
        }

        public class Shop : DbContext
        {
            private readonly NpgsqlConnection _conn;
            public Shop(NpgsqlConnection conn) => _conn = conn;
            public DbSet<Customer> Customers => Set<Customer>();
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Line> Lines => Set<Line>();

            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql(_conn);

            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Customer>().ToTable("customers").Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
                model.Entity<Customer>().Property(c => c.Name).HasColumnName("name");
                model.Entity<Customer>().Property(c => c.Visits).HasColumnName("visits");
                model.Entity<Order>().ToTable("orders").Property(o => o.Id).HasColumnName("id");
                model.Entity<Order>().Property(o => o.CustomerId).HasColumnName("customer_id");
                model.Entity<Order>().Property(o => o.Total).HasColumnName("total");
                model.Entity<Line>().ToTable("lines").Property(l => l.Id).HasColumnName("id");
                model.Entity<Line>().Property(l => l.OrderId).HasColumnName("order_id");
                model.Entity<Line>().Property(l => l.Price).HasColumnName("price");
                model.Entity<Order>().HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId);
                model.Entity<Order>().HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId);
            }
        }

        public static class Entry
        {
            public static Task Start(NpgsqlConnection conn, (int Key, int? Maybe, int Amount)[] rows, List<string> output) =>
                Service.Run(conn, rows.Select(row => new Item { Key = row.Key, Maybe = row.Maybe, Amount = row.Amount }).ToList(), output);
        }

        public static class Service
        {
        MEMBERS
        }
        """;
}
