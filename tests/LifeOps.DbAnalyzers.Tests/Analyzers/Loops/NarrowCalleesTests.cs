using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Callees that are little more than the data access, and callees that do a piece of work for the element.</summary>
public class NarrowCalleesTests
{
    private const string Texts = """
        private async Task SetText(int id, string text)
        {
            var line = await _db.Lines.FirstOrDefaultAsync(l => l.OrderId == id);
            if (text.Length == 0)
                _db.Lines.Remove(line);
            else if (line == null)
                _db.Lines.Add(new Line { OrderId = id });
        }
        """;

    private const string Checks = """
        private async Task<int> Check(Order order)
        {
            if (order.Number.StartsWith("X"))
                return await _db.Lines.CountAsync(l => l.OrderId == order.Id);
            return 0;
        }
        """;

    private const string SetTexts = """
        public async Task SetTexts(List<(int Id, string Text)> texts)
        {
            foreach (var (id, text) in texts)
                await SetText(id, text);
        }
        """;

    private const string CheckAll = """
        public async Task<int> CheckAll(List<Order> orders)
        {
            var sum = 0;
            foreach (var order in orders)
                sum += await Check(order);
            return sum;
        }
        """;

    [Fact]
    public Task RowThatIsReadToChangeWhatIsTracked_DoesNotTrigger() => LoopTest.Verify(SetTexts + Texts);

    [Fact]
    public Task QueryBehindAConditionOfTheCallee_DoesNotTrigger() => LoopTest.Verify(CheckAll + Checks);

    [Theory]
    [InlineData(SetTexts + Texts, "await SetText(id")]
    [InlineData(CheckAll + Checks, "await Check(order)")]
    public Task AllCallees_AreReportedWhenAskedFor(string members, string call) =>
        LoopTest.VerifyWith("lifeops_db.callees", "all", Mark(members, call));

    [Fact]
    public Task ReadThroughTheTypeThatTheIterationWritesThrough_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Import(List<Order> orders, LineStore store)
        {
            foreach (var order in orders)
            {
                var known = await store.CountAsync(order.Number);
                await store.AddAsync(order.Id, known);
            }
        }

        public sealed class LineStore
        {
            private NpgsqlConnection _conn = null!;

            public Task<int> CountAsync(string number) => _conn.ExecuteScalarAsync<int>("SELECT count(*) FROM lines WHERE number = @number", new { number });

            public async Task AddAsync(int id, int known)
            {
                if (known == 0)
                    await _conn.ExecuteAsync("INSERT INTO lines (order_id) VALUES (@id)", new { id });
            }
        }
        """);

    [Fact]
    public Task ReadBesideAWriteElsewhere() => LoopTest.Verify("""
        public async Task Import(List<Order> orders, CustomerStore customers)
        {
            foreach (var order in orders)
            {
                var name = await customers.{|LDB1001:NameAsync|}(order.CustomerId);
                await _conn.{|LDB1001:ExecuteAsync|}("INSERT INTO lines (order_id, name) VALUES (@Id, @name)", new { order.Id, name });
            }
        }

        public sealed class CustomerStore
        {
            private NpgsqlConnection _conn = null!;

            public Task<string> NameAsync(int id) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
        }
        """);

    [Fact]
    public Task ReadOnAConditionBesideAWrite_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Import(List<Order> orders, CustomerStore customers)
        {
            foreach (var order in orders)
            {
                var name = order.Customer == null ? await customers.NameAsync(order.CustomerId) : order.Customer.Name;
                await _conn.{|LDB1001:ExecuteAsync|}("INSERT INTO lines (order_id, name) VALUES (@Id, @name)", new { order.Id, name });
            }
        }

        public sealed class CustomerStore
        {
            private NpgsqlConnection _conn = null!;

            public Task<string> NameAsync(int id) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
        }
        """);

    [Fact]
    public Task WriteBehindARepository() => LoopTest.Verify("""
        public async Task Remove(List<int> ids)
        {
            foreach (var id in ids)
                await {|LDB1001:RemoveOne|}(id);
        }

        private Task RemoveOne(int id) => _conn.ExecuteAsync("DELETE FROM lines WHERE id = @id", new { id });
        """);

    [Fact]
    public Task WriteOnACondition_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Remove(List<Order> orders)
        {
            foreach (var order in orders)
            {
                if (order.Number == "")
                    await RemoveOne(order.Id);
            }
        }

        private Task RemoveOne(int id) => _conn.ExecuteAsync("DELETE FROM lines WHERE id = @id", new { id });
        """);

    [Fact]
    public Task RowChangedTogetherWithOthers_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Pay(List<int> ids)
        {
            foreach (var id in ids)
                await PayOne(id);
        }

        private async Task PayOne(int id)
        {
            var order = await _db.Orders.SingleAsync(o => o.Id == id);
            var lines = await _db.Lines.Where(l => l.OrderId == id).ToListAsync();
            order.Status = lines.Count == 0 ? OrderStatus.Open : OrderStatus.Paid;
            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task ThreeCallsWithMuchElseInThem_DoNotTrigger() => LoopTest.Verify("""
        public async Task<int> Sum(List<Order> orders)
        {
            var sum = 0;
            foreach (var order in orders)
                sum += await One(order);
            return sum;
        }

        private async Task<int> One(Order order) => await Two(order.Id);

        private async Task<int> Two(int id) => await Three(id) + await _conn.ExecuteScalarAsync<int>("SELECT 1");

        private Task<int> Three(int id) => _conn.ExecuteScalarAsync<int>("SELECT count(*) FROM lines WHERE order_id = @id", new { id });
        """);

    [Fact]
    public Task RowThatIsMadeWhenThereIsNone_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Register(List<string> numbers)
        {
            foreach (var number in numbers)
                await GetOrAdd(number);
        }

        private async Task<Order> GetOrAdd(string number)
        {
            var order = await _db.Orders.SingleOrDefaultAsync(o => o.Number == number);
            if (order == null)
            {
                order = new Order { Number = number };
                _db.Orders.Add(order);
                await _db.SaveChangesAsync();
            }

            return order;
        }
        """);

    [Fact]
    public Task RowThatIsRemovedByItsKey() => LoopTest.Verify("""
        public async Task Remove(List<int> ids)
        {
            foreach (var id in ids)
                await {|LDB1001:RemoveOne|}(id);
        }

        private async Task RemoveOne(int id)
        {
            var order = await _db.Orders.SingleAsync(o => o.Id == id);
            _db.Orders.Remove(order);
            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task QueryPutTogetherOverAList_DoesNotTrigger() => LoopTest.Verify("""
        public int Count(List<Order> orders, List<System.Linq.Expressions.Expression> conditions)
        {
            var count = 0;
            var all = orders.AsQueryable();
            foreach (var condition in conditions)
            {
                foreach (var order in (IQueryable<Order>)all.Provider.CreateQuery(condition))
                    count++;
            }

            return count;
        }
        """);

    [Fact]
    public Task CacheAroundARepository_DoesNotTrigger() => LoopTest.Verify(CustomerNames + """
        public sealed class CachedNames : INames
        {
            private readonly INames _inner;
            private List<Customer> _all = new();

            public CachedNames(INames inner) => _inner = inner;

            public async Task<string> NameAsync(int id) => _all.Single(c => c.Id == id).Name;
        }
        """);

    [Fact]
    public Task LogAroundARepository() => LoopTest.Verify(CustomerNames.Replace("names.NameAsync", "names.{|LDB1001:NameAsync|}") + """
        public sealed class LoggedNames : INames
        {
            private readonly Names _inner;

            public LoggedNames(Names inner) => _inner = inner;

            public Task<string> NameAsync(int id)
            {
                Console.WriteLine(id);
                return _inner.NameAsync(id);
            }
        }
        """);

    [Fact]
    public Task RepositoryMadeWithAnother() => LoopTest.Verify("""
        public async Task<string> NamesOf(List<Order> orders, IStore<Customer> customers)
        {
            var text = "";
            foreach (var order in orders)
                text += await customers.{|LDB1001:NameAsync|}(order.CustomerId);
            return text;
        }
        --- types
        public interface IStore<T>
        {
            Task<string> NameAsync(int id);
        }

        public sealed class Customers : IStore<Customer>
        {
            private NpgsqlConnection _conn = null!;
            private readonly IStore<Order> _orders;

            public Customers(IStore<Order> orders) => _orders = orders;

            public Task<string> NameAsync(int id) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
        }

        public sealed class Orders : IStore<Order>
        {
            private NpgsqlConnection _conn = null!;
            private readonly IStore<Customer> _customers;

            public Orders(IStore<Customer> customers) => _customers = customers;

            public Task<string> NameAsync(int id) => _customers.NameAsync(id);
        }
        """);

    // seen in dotnet/arcade-services: GetBuildOperation.cs
    [Fact]
    public Task OtherImplementationOfAWiderInterface_DoesNotTrigger() => LoopTest.Verify(Wider + """
        public async Task<string> NamesOf(List<Order> orders, IRemoteNames names)
        {
            var text = "";
            foreach (var order in orders)
                text += await names.NameAsync(order.CustomerId);
            return text;
        }
        """);

    [Fact]
    public Task ImplementationOfAWiderInterface() => LoopTest.Verify(Wider + """
        public async Task<string> NamesOf(List<Order> orders, ISqlNames names)
        {
            var text = "";
            foreach (var order in orders)
                text += await names.{|LDB1001:NameAsync|}(order.CustomerId);
            return text;
        }

        public interface ISqlNames : IAnyNames { }

        public sealed class BothNames : SqlNames, ISqlNames { }
        """);

    // seen in ascensiongamedev/Intersect-Engine: PacketHandler.cs
    [Fact]
    public Task ElementThatIsPickedByItsKey_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders, int id)
        {
            foreach (var order in orders)
            {
                if (order.Id == id && order.Status == OrderStatus.Open)
                    await _conn.ExecuteAsync("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
            }
        }
        """);

    [Fact]
    public Task ElementsComparedWithOthersOfTheirOwn() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders, List<Order> paid)
        {
            foreach (var order in orders)
            {
                var counterpart = paid.FirstOrDefault(p => p.Number == order.Number);
                if (order.Id == counterpart.Id)
                    await _conn.{|LDB1001:ExecuteAsync|}("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
            }
        }
        """);

    // seen in ascensiongamedev/Intersect-Engine: User.cs
    [Fact]
    public Task CallOfItselfWithAContext_DoesNotTrigger() => LoopTest.Verify("""
        public static void Load(int id, ShopContext context = null)
        {
            if (context == null)
            {
                using var made = new ShopContext();
                Load(id, made);
                return;
            }

            context.Lines.Where(l => l.OrderId == id).Load();
        }
        """);

    [Fact]
    public Task TreeThatIsReadByLevels_DoesNotTrigger() => LoopTest.Verify("""
        public async Task<List<int>> Below(List<int> ids)
        {
            var children = await _db.Customers.Where(c => ids.Contains(c.ParentId.Value)).Select(c => c.Id).ToListAsync();
            if (children.Count > 0)
                children.AddRange(await Below(children));
            return children;
        }
        """);

    [Fact]
    public Task SecondLookOfAMemberThatDoesMuch_DoesNotTrigger() => LoopTest.Verify("""
        public async Task<string> Describe(int id)
        {
            var customer = await _db.Customers.SingleAsync(c => c.Id == id);
            if (customer.ParentId is { } merged)
                return await Describe(merged);
            var orders = await _db.Orders.CountAsync(o => o.CustomerId == id);
            var open = await _db.Orders.AnyAsync(o => o.CustomerId == id && o.Status == OrderStatus.Open);
            return customer.Name + orders + open;
        }
        """);

    private const string CustomerNames = """
        public async Task<string> NamesOf(List<Order> orders, INames names)
        {
            var text = "";
            foreach (var order in orders)
                text += await names.NameAsync(order.CustomerId);
            return text;
        }

        public interface INames
        {
            Task<string> NameAsync(int id);
        }

        public sealed class Names : INames
        {
            private NpgsqlConnection _conn = null!;

            public Task<string> NameAsync(int id) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
        }

        """;

    private const string Wider = """
        public interface IAnyNames
        {
            Task<string> NameAsync(int id);
        }

        public interface IRemoteNames : IAnyNames { }

        public class SqlNames : IAnyNames
        {
            private NpgsqlConnection _conn = null!;

            public Task<string> NameAsync(int id) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
        }

        """;

    private static string Mark(string members, string call)
    {
        var name = call["await ".Length..call.IndexOf('(')];
        return members.Replace(call, call.Replace(name, "{|LDB1001:" + name + "|}"));
    }
}
