using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Loops of whose elements there are a few: small sets by their names, and what an object keeps in a field of its own.</summary>
public sealed class FewElementsTests
{
    private const string Types = """
        --- types
        public sealed class ApplicationRole { public int Id { get; set; } public string Name { get; set; } = ""; }
        public sealed class RoleAssignment { public int Id { get; set; } }
        public sealed class LanguageDto { public int Id { get; set; } }
        public sealed class DocumentTypeCreateRequest { public int Id { get; set; } }
        """;

    // seen in mixcore/mix.core: MixAccountHelper.cs
    [Fact]
    public Task Roles_ByTheirType_DoesNotTrigger() => LoopTest.Verify("""
        public int Count(List<ApplicationRole> all, IEnumerable<LanguageDto> shown, DocumentTypeCreateRequest[] made)
        {
            var sum = made.Sum(one => _db.Orders.Count(o => o.CustomerId == one.Id));
            foreach (var one in all)
                sum += _db.Orders.Count(o => o.CustomerId == one.Id);
            return sum + shown.Sum(one => _db.Orders.Count(o => o.CustomerId == one.Id));
        }
        """ + Types);

    // seen in LANCommander/LANCommander: Authentication.cs
    [Fact]
    public Task Roles_ByTheVariable_DoesNotTrigger() => LoopTest.Verify("""
        public void Sync(string[] claimed, List<int> currencyIds)
        {
            foreach (var roleName in claimed)
                Console.WriteLine(_db.Customers.Count(c => c.Name == roleName));
            foreach (var id in currencyIds)
                Console.WriteLine(_db.Customers.Count(c => c.Id == id));
        }
        """);

    // What belongs to roles, or has one, is no role.
    [Fact]
    public Task WhatIsNamedForSomethingElse() => LoopTest.Verify("""
        public void Sync(List<RoleAssignment> assignments, List<Customer> customersOfRole)
        {
            foreach (var assignment in assignments)
                Console.WriteLine(_db.Orders.{|LDB1001:Count|}(o => o.CustomerId == assignment.Id));
            foreach (var customer in customersOfRole)
                Console.WriteLine(_db.Orders.{|LDB1001:Count|}(o => o.CustomerId == customer.Id));
        }
        """ + Types);

    // A loop over few inside one over many: the outer one is what counts.
    [Fact]
    public Task FewInsideMany() => LoopTest.Verify("""
        public void Sync(List<Order> orders, string[] languages)
        {
            foreach (var order in orders)
            {
                foreach (var language in languages)
                    Console.WriteLine(_db.Lines.{|LDB1001:Count|}(l => l.OrderId == order.Id));
            }
        }
        """);

    [Theory]
    [InlineData("none", "role", true)]
    [InlineData("warehouse", "role", true)]
    [InlineData("warehouse", "warehouseId", false)]
    public Task Words_AreAnOption(string words, string variable, bool isReported) => LoopTest.VerifyWith("lifeops_db.small_sets", words, $$"""
        public void Sync(int[] all)
        {
            foreach (var {{variable}} in all)
                Console.WriteLine(_db.Orders.{{(isReported ? "{|LDB1001:Count|}" : "Count")}}(o => o.CustomerId == {{variable}}));
        }
        """);

    // seen in jellyfin/jellyfin: AggregateFolder.cs
    [Fact]
    public Task OwnState_DoesNotTrigger() => LoopTest.Verify("""
        private readonly List<int> _children = new();
        public List<Order> Shown { get; set; } = new();

        public int CountLines()
        {
            var sum = _children.Where(id => id > 0).Sum(id => _db.Lines.Count(l => l.OrderId == id));
            foreach (var order in Shown.ToList())
                sum += _db.Lines.Count(l => l.OrderId == order.Id);
            return sum;
        }
        """);

    // seen in ACEmulator/ACE: PropertyManager.cs
    [Fact]
    public Task SavesForOwnState_DoesNotTrigger() => LoopTest.Verify("""
        private readonly ConcurrentDictionary<int, Order> _settings = new();

        public void Store()
        {
            foreach (var pair in _settings)
            {
                pair.Value.Status = OrderStatus.Paid;
                _db.SaveChanges();
            }
        }
        """);

    // A buffer that is written out is full by then.
    [Fact]
    public Task CommandsForOwnState() => LoopTest.Verify("""
        private readonly List<Order> _buffer = new();

        public void Flush()
        {
            foreach (var order in _buffer)
                _conn.{|LDB1001:Execute|}("INSERT INTO orders (id, number) VALUES (@Id, @Number)", order);
            _buffer.Clear();
        }
        """);

    // What the method itself puts there, what a getter asks for, what a context has.
    [Fact]
    public Task NotWhatTheObjectWasMadeWith() => LoopTest.Verify("""
        private List<Order> _orders = new();
        private IEnumerable<Order> Open => _db.Orders.Where(o => o.Status == OrderStatus.Open);

        public async Task<int> CountLines()
        {
            _orders = await _db.Orders.ToListAsync();
            var sum = 0;
            foreach (var order in _orders)
                sum += _db.Lines.{|LDB1001:Count|}(l => l.OrderId == order.Id);
            foreach (var order in Open)
                sum += _db.Lines.{|LDB1001:Count|}(l => l.OrderId == order.Id);
            foreach (var order in _db.Orders)
                sum += _db.Lines.{|LDB1001:Count|}(l => l.OrderId == order.Id);
            return sum;
        }
        """);

    // seen in BeatLeader/beatleader-server: ValentineController.cs
    [Fact]
    public Task FewThatAQueryTakes_DoesNotTrigger() => LoopTest.Verify("""
        public async Task<int> Count()
        {
            var top = await _db.Orders.OrderBy(o => o.Id).Take(3).ToListAsync();
            var sum = 0;
            foreach (var order in top)
                sum += await _db.Lines.CountAsync(l => l.OrderId == order.Id);
            return sum;
        }
        """);

    // seen in BeatLeader/beatleader-server: ClanUtils.cs
    [Fact]
    public Task WaitingBetweenElements_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Tell(List<Order> orders)
        {
            foreach (var order in orders)
            {
                var customer = await _db.Customers.FindAsync(order.CustomerId);
                Console.WriteLine(customer);
                await Task.Delay(10_000);
            }
        }
        """);

    // A wait on a condition is none between the others.
    [Fact]
    public Task WaitingNowAndThen() => LoopTest.Verify("""
        public async Task Tell(List<Order> orders)
        {
            foreach (var order in orders)
            {
                var customer = await _db.Customers.{|LDB1001:FindAsync|}(order.CustomerId);
                if (customer == null)
                    await Task.Delay(10_000);
            }
        }
        """);
}
