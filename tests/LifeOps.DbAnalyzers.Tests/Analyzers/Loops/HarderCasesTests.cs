using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Ways from a loop to a query, and out of it, that lead through more than calls of methods.</summary>
public sealed class HarderCasesTests
{
    public sealed class Reached
    {
        [Fact]
        public Task PrimaryConstructor() => LoopTest.Verify("""
            public void Print(List<Order> orders, Names names)
            {
                foreach (var order in orders)
                    Console.WriteLine(names.{|LDB1001:Of|}(order.CustomerId));
            }
            --- types
            public record Names(NpgsqlConnection Conn)
            {
                public string Of(int id) => Conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task DelegateInAField() => LoopTest.Verify("""
            private readonly Func<int, string> _name = id => new NpgsqlConnection("").QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine({|LDB1001:_name|}(order.CustomerId));
            }
            """);

        [Fact]
        public Task DelegateInAFieldSetByTheConstructor() => LoopTest.Verify("""
            public void Print(List<Order> orders, Namer namer) => namer.Print(orders);
            --- types
            public class Namer
            {
                private readonly Func<int, string> _name;
                public Namer(NpgsqlConnection conn) => _name = id => conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });

                public void Print(List<Order> orders)
                {
                    foreach (var order in orders)
                        Console.WriteLine({|LDB1001:_name|}(order.CustomerId));
                }
            }
            """);

        [Fact]
        public Task Iterator() => LoopTest.Verify("""
            public IEnumerable<string> Names(List<Order> orders)
            {
                foreach (var order in orders)
                    yield return _conn.{|LDB1001:QuerySingle|}<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId });
            }
            """);

        [Fact]
        public Task SpecificationObject() => LoopTest.Verify("""
            public async Task Print(List<Order> orders, Repository repository)
            {
                foreach (var order in orders)
                    Console.WriteLine((await repository.{|LDB1001:FirstAsync|}(new CustomerById(order.CustomerId))).Name);
            }
            --- types
            public abstract class Specification<T> { public System.Linq.Expressions.Expression<Func<T, bool>> Criteria { get; protected set; } = null!; }
            public class CustomerById : Specification<Customer> { public CustomerById(int id) => Criteria = c => c.Id == id; }
            public class Repository
            {
                private readonly ShopContext _db;
                public Task<Customer> FirstAsync(Specification<Customer> specification) => _db.Customers.Where(specification.Criteria).FirstAsync();
            }
            """);

        [Fact]
        public Task Indexer() => LoopTest.Verify("""
            public void Print(List<Order> orders, NameTable names)
            {
                foreach (var order in orders)
                    Console.WriteLine({|LDB1001:names[order.CustomerId]|});
            }
            --- types
            public class NameTable
            {
                private readonly NpgsqlConnection _conn;
                public string this[int id] => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task AwaitForeach() => LoopTest.Verify("""
            public async Task Print(IAsyncEnumerable<Order> orders)
            {
                await foreach (var order in orders)
                    Console.WriteLine(await _conn.{|LDB1001:QuerySingleAsync|}<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId }));
            }
            """);
    }

    public sealed class Harmless
    {
        [Fact]
        public Task OwnCacheWrapper() => LoopTest.Verify("""
            private readonly Dictionary<int, string> _names = new();

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(GetOrCreate(order.CustomerId, id => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id })));
            }

            private string GetOrCreate(int id, Func<int, string> create)
            {
                if (!_names.TryGetValue(id, out var name))
                    _names[id] = name = create(id);
                return name;
            }
            """);

        [Fact]
        public Task ConcurrentDictionaryGetOrAdd() => LoopTest.Verify("""
            private readonly ConcurrentDictionary<int, string> _names = new();

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(_names.GetOrAdd(order.CustomerId, id => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id })));
            }
            """);

        [Fact]
        public Task SavedBecauseEachMessageStandsForItself() => LoopTest.Verify("""
            public async Task Dispatch(List<Order> orders, Func<Order, Task> publish)
            {
                foreach (var order in orders)
                {
                    try
                    {
                        await publish(order);
                        order.Status = OrderStatus.Shipped;
                        await _db.SaveChangesAsync();
                    }
                    catch (InvalidOperationException failure)
                    {
                        Console.WriteLine(failure);
                    }
                }
            }
            """);

        [Fact]
        public Task SavedBehindACall_EachMessageStandsForItself() => LoopTest.Verify("""
            public async Task Dispatch(List<Order> orders, Func<Order, Task> publish)
            {
                foreach (var order in orders)
                {
                    try { await publish(order); await Mark(order); }
                    catch (InvalidOperationException) { }
                }
            }

            private Task Mark(Order order)
            {
                order.Status = OrderStatus.Shipped;
                return _db.SaveChangesAsync();
            }
            """);

        [Fact]
        public Task EntriesOfAConflict() => LoopTest.Verify("""
            public async Task Save()
            {
                try { await _db.SaveChangesAsync(); }
                catch (DbUpdateConcurrencyException conflict)
                {
                    foreach (var entry in conflict.Entries)
                        entry.OriginalValues.SetValues(await entry.GetDatabaseValuesAsync());
                }
            }
            """);

        [Fact]
        public Task HandlersByTheirType() => LoopTest.Verify("""
            public async Task Handle(IEnumerable<object> handlers, Guid message)
            {
                foreach (var handler in handlers)
                    await Run(handler, message);
            }

            private async Task Run(object handler, Guid message)
            {
                var name = handler.GetType().Name;
                if (await _db.Orders.AnyAsync(o => o.Number == name))
                    return;
                Console.WriteLine(handler);
            }
            """);

        [Fact]
        public Task ConstantsBehindAReadOnlyCollection() => LoopTest.Verify("""
            public async Task Write()
            {
                foreach (var name in Roles.All)
                    if (!await _db.Customers.AnyAsync(c => c.Name == name))
                        _db.Customers.Add(new Customer { Name = name });
            }
            --- types
            public static class Roles
            {
                public static IReadOnlyList<string> All { get; } = new System.Collections.ObjectModel.ReadOnlyCollection<string>(new[] { "admin", "basic" });
            }
            """);

        [Fact]
        public Task GotoRetry() => LoopTest.Verify("""
            public string Load(int id)
            {
                var attempts = 0;
            again:
                try
                {
                    return _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
                }
                catch (NpgsqlException) when (++attempts < 3)
                {
                    goto again;
                }
            }
            """);

        [Fact]
        public Task DefaultBodyOfAnInterface() => LoopTest.Verify("""
            private IAudit _audit = new Audit();
            --- types
            public interface IAudit
            {
                Task RecordAsync(Order order);

                async Task RecordManyAsync(List<Order> orders)
                {
                    foreach (var order in orders)
                        await RecordAsync(order);
                }
            }

            public class Audit : IAudit
            {
                private readonly ShopContext _db = new();
                public Task RecordAsync(Order order) => RecordManyAsync(new() { order });

                public Task RecordManyAsync(List<Order> orders)
                {
                    _db.Orders.AddRange(orders);
                    return _db.SaveChangesAsync();
                }
            }
            """);
    }

    public sealed class Goto
    {
        [Fact]
        public Task BackToALabel_OverAList() => LoopTest.Verify("""
            public void Print(List<int> ids)
            {
                var i = 0;
            next:
                if (i >= ids.Count)
                    return;
                Console.WriteLine(_conn.{|LDB1001:QuerySingle|}<string>("SELECT name FROM customers WHERE id = @id", new { id = ids[i] }));
                i++;
                goto next;
            }
            """);

        [Fact]
        public Task BackToALabel_UntilTheQueueIsEmpty() => LoopTest.Verify("""
            public async Task Print(Queue<int> ids)
            {
            again:
                if (ids.Count > 0)
                {
                    var id = ids.Dequeue();
                    await _conn.{|LDB1001:ExecuteAsync|}("DELETE FROM customers WHERE id = @id", new { id });
                    goto again;
                }
            }
            """);

        [Fact]
        public Task Attempt_DoesNotTrigger() => LoopTest.Verify("""
            public string Name(int id)
            {
                var attempts = 0;
            retry:
                try
                {
                    return _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
                }
                catch (NpgsqlException) when (attempts < 3)
                {
                    attempts++;
                    goto retry;
                }
            }
            """);

        [Fact]
        public Task FreeName_DoesNotTrigger() => LoopTest.Verify("""
            public string Free(string name)
            {
                var n = 1;
            next:
                var candidate = name + n;
                if (_conn.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM customers WHERE name = @candidate)", new { candidate }))
                {
                    n++;
                    goto next;
                }

                return candidate;
            }
            """);

        [Fact]
        public Task Pages_DoNotTrigger() => LoopTest.Verify("""
            public void Print()
            {
                var last = 0;
            more:
                var page = _conn.Query<Customer>("SELECT id, name FROM customers WHERE id > @last ORDER BY id LIMIT 100", new { last }).ToList();
                foreach (var customer in page)
                    Console.WriteLine(customer.Name);
                if (page.Count == 100)
                {
                    last = page[99].Id;
                    goto more;
                }
            }
            """);

        [Fact]
        public Task Forward_DoesNotTrigger() => LoopTest.Verify("""
            public void Print(Queue<int> ids)
            {
                if (ids.Count == 0)
                    goto done;
                var id = ids.Dequeue();
                Console.WriteLine(_conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id }));
            done:
                Console.WriteLine("done");
            }
            """);
    }
}
