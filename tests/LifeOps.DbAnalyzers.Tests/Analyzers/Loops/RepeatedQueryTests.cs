using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>LDB1004: the same question in every turn, told apart from loops whose turns change the answer.</summary>
public sealed class RepeatedQueryTests
{
    public sealed class Same
    {
        [Fact]
        public Task Foreach_DapperScalar_NamesCallAndLoop() => LoopTest.Verify("""
            public async Task Price(List<Line> lines, string country)
            {
                foreach (var line in lines)
                {
                    var rate = await _conn.{|#0:ExecuteScalarAsync|}<decimal>("SELECT rate FROM tax_rates WHERE country = @country", new { country });
                    line.Price *= rate;
                }
            }
            """, new DiagnosticResult("LDB1004").WithLocation(0).WithMessage("ExecuteScalarAsync asks for the same in every iteration of the foreach over lines; ask once in front of the loop"));

        [Fact]
        public Task Foreach_EfListThenLookup() => LoopTest.Verify("""
            public void Match(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var customers = _db.Customers.{|LDB1004:ToList|}();
                    order.Customer = customers.First(c => c.Id == order.CustomerId);
                }
            }
            """);

        [Fact]
        public Task Foreach_EfFilterOfParameter() => LoopTest.Verify("""
            public async Task Match(List<Line> lines, OrderStatus status)
            {
                foreach (var line in lines)
                    if (await _db.Orders.{|LDB1004:CountAsync|}(o => o.Status == status) > line.OrderId)
                        Console.WriteLine(line.Id);
            }
            """);

        [Fact]
        public Task For_OverList() => LoopTest.Verify("""
            public void Print(List<Order> orders)
            {
                for (var i = 0; i < orders.Count; i++)
                    Console.WriteLine(orders[i].Number + _conn.{|LDB1004:QuerySingle|}<string>("SELECT name FROM settings WHERE id = 1"));
            }
            """);

        [Fact]
        public Task Foreach_CommandMadeInTheLoop() => LoopTest.Verify("""
            public void Print(List<Order> orders, int shop)
            {
                foreach (var order in orders)
                {
                    using var cmd = new NpgsqlCommand("SELECT name FROM shops WHERE id = @id", _conn);
                    cmd.Parameters.AddWithValue("id", shop);
                    Console.WriteLine(order.Number + cmd.{|LDB1004:ExecuteScalar|}());
                }
            }
            """);

        [Fact]
        public Task Select_Lambda() => LoopTest.Verify("""
            public List<string> Print(List<Order> orders) =>
                orders.Select(order => order.Number + _db.Customers.{|LDB1004:Max|}(c => c.Name)).ToList();
            """);

        [Fact]
        public Task InnerLoopOnly_TellsTheOuter() => LoopTest.Verify("""
            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    foreach (var line in order.Lines)
                        Console.WriteLine(line.Id + _conn.{|LDB1001:QuerySingle|}<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId }));
            }
            """);

        [Fact]
        public Task CalleeThatOnlyComputes() => LoopTest.Verify("""
            public void Price(List<Line> lines)
            {
                foreach (var line in lines)
                {
                    var rate = _conn.{|LDB1004:ExecuteScalar|}<decimal>("SELECT max(rate) FROM tax_rates");
                    line.Price = Round(line.Price * rate);
                }
            }

            private decimal Round(decimal value) => Math.Round(value, 2);
            """);

        [Fact]
        public Task CalleeThatReads() => LoopTest.Verify("""
            public void Price(List<Line> lines)
            {
                foreach (var line in lines)
                {
                    var rate = _conn.{|LDB1004:ExecuteScalar|}<decimal>("SELECT max(rate) FROM tax_rates");
                    line.Price = rate * {|LDB1001:Base|}(line.ProductId);
                }
            }

            private decimal Base(int product) => _conn.ExecuteScalar<decimal>("SELECT price FROM products WHERE id = @product", new { product });
            """);
    }

    public sealed class Different
    {
        [Fact]
        public Task WriteInTheLoop() => LoopTest.Verify("""
            public void Number(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var next = _conn.ExecuteScalar<int>("SELECT max(number) + 1 FROM orders");
                    _conn.{|LDB1001:Execute|}("UPDATE orders SET number = @next WHERE id = @Id", new { next, order.Id });
                }
            }
            """);

        [Fact]
        public Task WriteBehindACall() => LoopTest.Verify("""
            public void Number(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var next = _conn.ExecuteScalar<int>("SELECT max(number) + 1 FROM orders");
                    {|LDB1001:Store|}(order.Id, next);
                }
            }

            private void Store(int id, int next) => _conn.Execute("UPDATE orders SET number = @next WHERE id = @id", new { next, id });
            """);

        [Fact]
        public Task WriteBehindAnInterface() => LoopTest.Verify("""
            public void Number(List<Order> orders, IStore store)
            {
                foreach (var order in orders)
                {
                    var next = _conn.ExecuteScalar<int>("SELECT max(number) + 1 FROM orders");
                    store.Store(next);
                }
            }
            --- types
            public interface IStore { void Store(int number); }
            """);

        [Fact]
        public Task SaveInTheLoop() => LoopTest.Verify("""
            public void Number(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    order.Number = "A" + _db.Orders.Count();
                    _db.{|LDB1005:SaveChanges|}();
                }
            }
            """);

        [Fact]
        public Task Sequence() => LoopTest.Verify("""
            public void Number(List<Order> orders)
            {
                foreach (var order in orders)
                    order.Id = _conn.ExecuteScalar<int>("SELECT nextval('order_ids')");
            }
            """);

        [Fact]
        public Task LockedQueue() => LoopTest.Verify("""
            public void Work(List<Order> workers)
            {
                foreach (var worker in workers)
                    worker.Id = _conn.QueryFirstOrDefault<int>("SELECT id FROM jobs WHERE state = 'new' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED");
            }
            """);

        [Fact]
        public Task InsertReturning() => LoopTest.Verify("""
            public void Work(List<Order> orders)
            {
                foreach (var order in orders)
                    order.Id = _conn.QuerySingle<int>("INSERT INTO numbers DEFAULT VALUES RETURNING id");
            }
            """);

        [Fact]
        public Task PollingUntilDone() => LoopTest.Verify("""
            public async Task Wait(int id)
            {
                while (await _conn.ExecuteScalarAsync<int>("SELECT count(*) FROM jobs WHERE parent = @id", new { id }) > 0)
                    await Task.Delay(1000);
            }
            """);

        [Fact]
        public Task PollingInTheBody() => LoopTest.Verify("""
            public async Task Wait(List<int> ticks)
            {
                foreach (var tick in ticks)
                {
                    if (await _db.Orders.AnyAsync(o => o.Status == OrderStatus.Open))
                        return;
                    await Task.Delay(tick);
                }
            }
            """);

        [Fact]
        public Task Retry() => LoopTest.Verify("""
            public List<Order> Load()
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    try { return _db.Orders.ToList(); }
                    catch (NpgsqlException) { }
                }

                return new();
            }
            """);

        [Fact]
        public Task KeysetPage() => LoopTest.Verify("""
            public void Walk()
            {
                var last = 0;
                while (true)
                {
                    var page = _conn.Query<Order>("SELECT * FROM orders WHERE id > @last ORDER BY id LIMIT 100", new { last }).ToList();
                    if (page.Count == 0)
                        break;
                    last = page[^1].Id;
                }
            }
            """);

        [Fact]
        public Task Clock() => LoopTest.Verify("""
            public void Log(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(order.Id + _conn.ExecuteScalar<int>("SELECT count(*) FROM jobs WHERE due < @now", new { now = DateTime.UtcNow }));
            }
            """);

        [Fact]
        public Task StateOfTheLoop() => LoopTest.Verify("""
            public void Walk(List<Order> orders)
            {
                var seen = new List<int>();
                foreach (var order in orders)
                {
                    var rest = _db.Customers.Count(c => !seen.Contains(c.Id));
                    seen.Add(rest);
                }
            }
            """);

        [Fact]
        public Task ContextPerElement() => LoopTest.Verify("""
            public void Walk(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    using var db = _contexts.CreateDbContext();
                    Console.WriteLine(order.Id + db.Orders.Count());
                }
            }
            """);

        [Fact]
        public Task SourceOfTheLoop() => LoopTest.Verify("""
            public void Walk()
            {
                foreach (var name in _db.Customers.Select(c => c.Name).Take(100).ToList())
                    Console.WriteLine(name);
            }
            """);

        [Fact]
        public Task FoundByKey_ComesFromTheTracker() => LoopTest.Verify("""
            public void Walk(List<Order> orders, int id)
            {
                foreach (var order in orders)
                    order.Customer = _db.Customers.Find(id);
            }
            """);

        [Fact]
        public Task AskedOnAMiss() => LoopTest.Verify("""
            public void Walk(List<Order> orders)
            {
                List<Customer> customers = null;
                foreach (var order in orders)
                {
                    customers ??= _db.Customers.ToList();
                    order.Customer = customers.Find(c => c.Id == order.CustomerId);
                }
            }
            """);

        [Fact]
        public Task CallbackInTheLoop() => LoopTest.Verify("""
            public void Walk(List<Order> orders, Action<Order> each)
            {
                foreach (var order in orders)
                {
                    each(order);
                    Console.WriteLine(_db.Orders.Count());
                }
            }
            """);

        [Fact]
        public Task Marked() => LoopTest.Verify("""
            public void Walk(List<Order> orders)
            {
                // lifeops:per-item another service writes while we work
                foreach (var order in orders)
                    Console.WriteLine(order.Id + _db.Orders.Count());
            }
            """);
    }
}
