using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Queries that run only where another lookup of the same iteration has found nothing: the first one is the finding.</summary>
public sealed class SecondLookupTests
{
    // seen in PiranhaCMS/piranha.core: PostRepository.cs
    [Fact]
    public Task BehindANullCheck_IsNoFindingOfItsOwn() => LoopTest.Verify("""
        public async Task Save(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                var found = await _db.Customers.{|LDB1001:FirstOrDefaultAsync|}(c => c.Id == customer.Id);
                if (found == null && customer.Name.Length > 0)
                    found = await _db.Customers.FirstOrDefaultAsync(c => c.Name == customer.Name);
                if (found is null)
                    found = await _db.Customers.FirstOrDefaultAsync(c => c.ParentId == customer.Id);
                if (found is not null)
                    Console.WriteLine(found.Name);
                else
                    Console.WriteLine(await _db.Orders.CountAsync(o => o.CustomerId == customer.Id));
            }
        }
        """);

    [Fact]
    public Task BehindACoalesce_IsNoFindingOfItsOwn() => LoopTest.Verify("""
        public void Save(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                var found = Find(customer.Id) ?? _db.Customers.FirstOrDefault(c => c.Name == customer.Name);
                Console.WriteLine(found?.Name);
            }

            Customer? Find(int id) => _db.Customers.FirstOrDefault(c => c.Id == id);
        }
        """.Replace("Find(customer.Id)", "{|LDB1001:Find|}(customer.Id)"));

    // Inserting what is new is work of its own: an import mostly finds nothing.
    [Fact]
    public Task InsertOfWhatIsMissing() => LoopTest.Verify("""
        public void Save(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                var found = _conn.{|LDB1001:QuerySingleOrDefault|}<Customer>("SELECT * FROM customers WHERE id = @Id", customer);
                if (found == null)
                    _conn.{|LDB1001:Execute|}("INSERT INTO customers (id) VALUES (@Id)", customer);
            }
        }
        """);

    // The variable was not asked for in this loop, or is there where it is used.
    [Fact]
    public Task OtherNullChecks() => LoopTest.Verify("""
        public void Save(List<Customer> customers, Customer? parent)
        {
            var first = _db.Customers.FirstOrDefault(c => c.Id == 1);
            foreach (var customer in customers)
            {
                if (first == null)
                    Console.WriteLine(_db.Orders.{|LDB1001:Count|}(o => o.CustomerId == customer.Id));
                var found = _db.Customers.{|LDB1001:FirstOrDefault|}(c => c.Name == customer.Name);
                if (found != null)
                    Console.WriteLine(_db.Lines.{|LDB1001:Count|}(l => l.OrderId == found.Id));
            }
        }
        """);
}
