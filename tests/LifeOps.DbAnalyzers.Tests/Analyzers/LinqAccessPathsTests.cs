using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class LinqAccessPathsTests
{
    private const string Schema = """
        -- lifeops:rows 2000000
        CREATE TABLE orders (
            id uuid PRIMARY KEY, customer_id uuid NOT NULL, ref_no text NOT NULL, email text NOT NULL, active boolean NOT NULL, created_at timestamptz NOT NULL, total numeric NOT NULL);
        CREATE INDEX idx_orders_email ON orders (email);
        """;

    private static Task VerifyAsync(string query) => new CSharpAnalyzerTest<LinqAccessPaths>
    {
        TestCode = $$"""
            using System;
            using System.Linq;
            using System.Collections.Generic;
            using System.ComponentModel.DataAnnotations.Schema;
            using Microsoft.EntityFrameworkCore;
            class Order
            {
                public Guid Id { get; set; }
                public Guid CustomerId { get; set; }
                [Column("ref_no")] public string Reference { get; set; } = "";
                public string Email { get; set; } = "";
                public bool Active { get; set; }
                public DateTime CreatedAt { get; set; }
                public decimal Total { get; set; }
                [NotMapped] public string Elsewhere { get; set; } = "";
            }
            class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            class C
            {
                object? M(Shop shop, Guid id, string text, List<Guid> ids) => {{query}};
            }
            """,
        AdditionalFiles = { ("app.schema.sql", Schema) },
    }.RunAsync();

    [Theory]
    [InlineData("shop.Orders.Where(o => {|LDB1012:o.CustomerId == id|}).ToList()")]
    [InlineData("shop.Orders.Where(o => o.Active && {|LDB1012:id == o.CustomerId|}).Select(o => o.Total).ToList()")]
    [InlineData("shop.Set<Order>().AsNoTracking().FirstOrDefault(o => {|LDB1012:o.Reference == text|})")]
    [InlineData("shop.Orders.Any(o => {|LDB1012:o.CustomerId.Equals(id)|})")]
    [InlineData("shop.Orders.Count(o => {|LDB1012:o.CustomerId == id|})")]
    [InlineData("shop.Orders.Where(o => {|LDB1012:ids.Contains(o.CustomerId)|}).ToList()")]
    [InlineData("shop.Orders.OrderByDescending(o => {|LDB1012:o.CreatedAt|}).Take(20).ToList()")]
    [InlineData("shop.Orders.Where(o => {|LDB1012:o.Email.ToLower() == text|}).ToList()")]
    [InlineData("shop.Orders.Where(o => {|LDB1013:o.Email.Contains(text)|}).ToList()")]
    [InlineData("(from o in shop.Orders where {|LDB1012:o.CustomerId == id|} select o).ToList()")]
    public Task QueryWithoutIndex_IsReported(string query) => VerifyAsync(query);

    [Theory]
    [InlineData("shop.Orders.Where(o => o.Email == text).ToList()")]
    [InlineData("shop.Orders.Where(o => o.Active).ToList()")]
    [InlineData("shop.Orders.FirstOrDefault(o => o.Id == id)")]
    [InlineData("shop.Orders.Where(o => o.Id == id && o.CustomerId == id).ToList()")]
    [InlineData("shop.Orders.OrderBy(o => o.Id).Take(20).ToList()")]
    [InlineData("shop.Orders.Where(o => o.Elsewhere == text && o.CustomerId == id).ToList()")]
    [InlineData("shop.Orders.GroupBy(o => o.CustomerId).Select(g => g.Key).ToList()")]
    [InlineData("shop.Orders.Where(o => o.CustomerId == id || o.Active).ToList()")]
    [InlineData("shop.Orders.ToList().Where(o => o.CustomerId == id).ToList()")]
    public Task ServedOrUnclear_IsNotReported(string query) => VerifyAsync(query);

    [Fact]
    public Task NamesThatTheModelGives_AreKnownAtTheEnd() => new CSharpAnalyzerTest<LinqAccessPaths>
    {
        TestCode = """
            using System;
            using System.Linq;
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Metadata.Builders;
            class Purchase { public Guid Id { get; set; } public Guid Buyer { get; set; } public string Mail { get; set; } = ""; }
            class Configuration : IEntityTypeConfiguration<Purchase>
            {
                public void Configure(EntityTypeBuilder<Purchase> builder)
                {
                    builder.ToTable("orders", "public");
                    builder.Property(purchase => purchase.Buyer).HasColumnName("customer_id");
                    builder.Property("Mail").HasColumnName("email");
                }
            }
            class Shop : DbContext { public DbSet<Purchase> Purchases => Set<Purchase>(); }
            class C
            {
                object? ByBuyer(Shop shop, Guid id) => shop.Purchases.Where(p => {|LDB1012:p.Buyer == id|}).ToList();
                object? ByPart(Shop shop, string text) => shop.Purchases.Where(p => {|LDB1013:p.Mail.Contains(text)|}).ToList();
                object? ByMail(Shop shop, string text) => shop.Purchases.Where(p => p.Mail == text).ToList();
            }
            """,
        AdditionalFiles = { ("app.schema.sql", Schema) },
    }.RunAsync();
}
