using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Code that runs once for a database or a start, told by the names around it.</summary>
public sealed class OneTimeCodeTests
{
    // seen in skoruba/IdentityServer4.Admin: DbMigrationHelpers.cs
    [Fact]
    public Task MethodOfAMigrator_DoesNotTrigger() => LoopTest.Verify("""
        --- types
        public sealed class DbMigrationHelpers
        {
            public static async Task Ensure(ShopContext db, List<Customer> customers)
            {
                foreach (var customer in customers)
                {
                    if (!await db.Customers.AnyAsync(c => c.Name == customer.Name))
                        db.Customers.Add(customer);
                    await db.SaveChangesAsync();
                }
            }
        }
        """);

    // seen in Kareadita/Kavita: Seed.cs
    [Fact]
    public Task MethodThatSeeds_DoesNotTrigger() => LoopTest.Verify("""
        public async Task SeedCustomersAsync(List<Customer> customers)
        {
            foreach (var customer in customers)
                Console.WriteLine(await _db.Customers.CountAsync(c => c.Name == customer.Name));
            await Task.WhenAll(customers.Select(async customer => await _db.Orders.FirstAsync(o => o.CustomerId == customer.Id)));
        }
        """);

    // seen in oqtane/oqtane.framework: UpgradeManager.cs
    [Fact]
    public Task UpgradeStep_ThroughCalls_DoesNotTrigger() => LoopTest.Verify("""
        private void Upgrade_3_3_0(List<Customer> customers)
        {
            foreach (var customer in customers)
                Console.WriteLine(Count(customer.Id));
        }

        private int Count(int id) => _db.Orders.Count(o => o.CustomerId == id);
        """);

    [Fact]
    public Task LocalFunctionThatBackfills_DoesNotTrigger() => LoopTest.Verify("""
        public void Run(List<Customer> customers)
        {
            backfillNames();
            void backfillNames()
            {
                foreach (var customer in customers)
                    _conn.Execute("UPDATE orders SET name = @name WHERE customer_id = @id", new { name = customer.Name, id = customer.Id });
            }
        }
        """);

    // What a seed calls is of use to others too.
    [Fact]
    public Task LoopAroundACallOfOneTimeCode() => LoopTest.Verify("""
        public void Check(List<Customer> customers)
        {
            foreach (var customer in customers)
                Console.WriteLine({|LDB1001:SeededOrders|}(customer.Id));
        }

        private int SeededOrders(int id) => _db.Orders.Count(o => o.CustomerId == id);
        """);

    // A word must begin so: these do not.
    [Fact]
    public Task OtherNames() => LoopTest.Verify("""
        public void Proceed(List<Customer> customers)
        {
            foreach (var customer in customers)
                Console.WriteLine(_db.Orders.{|LDB1001:Count|}(o => o.CustomerId == customer.Id));
        }

        public void Emigration(List<Customer> customers)
        {
            foreach (var customer in customers)
                Console.WriteLine(_db.Orders.{|LDB1001:Count|}(o => o.CustomerId == customer.Id));
        }
        """);

    [Theory]
    [InlineData("none", "SeedAll", true)]
    [InlineData("repair, fix", "SeedAll", true)]
    [InlineData("repair, fix", "FixAll", false)]
    [InlineData("repair,fix", "DATA_REPAIR_2", false)]
    public Task Words_AreAnOption(string words, string method, bool isReported) => LoopTest.VerifyWith("lifeops_db.one_time_code", words, $$"""
        public void {{method}}(List<Customer> customers)
        {
            foreach (var customer in customers)
                Console.WriteLine(_db.Orders.{{(isReported ? "{|LDB1001:Count|}" : "Count")}}(o => o.CustomerId == customer.Id));
        }
        """);
}
