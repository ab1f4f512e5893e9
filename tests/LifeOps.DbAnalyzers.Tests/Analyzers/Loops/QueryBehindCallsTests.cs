using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>LDB1001 where the loop is in one body and the query in another: one to four calls away.</summary>
public sealed class QueryBehindCallsTests
{
    private static DiagnosticResult At0(string message) => new DiagnosticResult("LDB1001").WithLocation(0).WithMessage(message);

    public sealed class Methods
    {
        [Fact]
        public Task PrivateMethod_Dapper() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                    order.Customer = await {|#0:GetCustomer|}(order.CustomerId);
            }

            private Task<Customer> GetCustomer(int id) =>
                _conn.QuerySingleAsync<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
            """, At0("This query runs once per iteration of the foreach over orders: Load -> Service.GetCustomer -> QuerySingleAsync"));

        [Fact]
        public Task Interface_Repository() => LoopTest.Verify("""
            private IOrderRepository _orders = null!;

            public async Task LoadOrders(List<Customer> customers)
            {
                foreach (var customer in customers)
                    customer.Orders = await _orders.{|#0:GetByCustomerAsync|}(customer.Id);
            }
            --- types
            public interface IOrderRepository
            {
                Task<List<Order>> GetByCustomerAsync(int customerId);
            }

            public sealed class OrderRepository : IOrderRepository
            {
                private readonly NpgsqlConnection _conn = new("");

                public async Task<List<Order>> GetByCustomerAsync(int customerId) =>
                    (await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE customer_id = @customerId", new { customerId })).ToList();
            }
            """, At0("This query runs once per iteration of the foreach over customers: LoadOrders -> OrderRepository.GetByCustomerAsync -> QueryAsync"));

        [Fact]
        public Task Interface_TwoHops() => LoopTest.Verify("""
            private ICustomerService _customers = null!;

            public async Task Notify(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var name = await _customers.{|#0:GetNameAsync|}(order.CustomerId);
                    Console.WriteLine(name);
                }
            }
            --- types
            public interface ICustomerService { Task<string> GetNameAsync(int id); }
            public interface ICustomerStore { Task<Customer?> FindAsync(int id); }

            public class CustomerService : ICustomerService
            {
                private readonly ICustomerStore _store;
                public CustomerService(ICustomerStore store) => _store = store;
                public async Task<string> GetNameAsync(int id) => (await _store.FindAsync(id))?.Name ?? "";
            }

            public class CustomerStore : ICustomerStore
            {
                private readonly ShopContext _db = new();
                public async Task<Customer?> FindAsync(int id) => await _db.Customers.FindAsync(id);
            }
            """, At0("This query runs once per iteration of the foreach over orders: Notify -> CustomerService.GetNameAsync -> CustomerStore.FindAsync -> FindAsync"));

        [Fact]
        public Task FourHops() => LoopTest.Verify("""
            public void Run(IEnumerable<int> ids)
            {
                foreach (var id in ids)
                    {|LDB1001:A|}(id);
            }

            private void A(int id) => B(id + 1);
            private void B(int id) => C(new Order { Id = id });
            private void C(Order order) => D(order, 7);
            private void D(Order order, int other) => _conn.Execute("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
            """);

        [Fact]
        public Task AbstractMember_EveryOverride() => LoopTest.Verify("""
            private Store<Order> _store = null!;

            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(_store.{|LDB1001:Get|}(id));
            }
            --- types
            public abstract class Store<T>
            {
                public abstract T Get(int id);
            }

            public sealed class OrderStore : Store<Order>
            {
                private readonly ShopContext _db = new();
                public override Order Get(int id) => _db.Orders.Single(o => o.Id == id);
            }
            """);

        [Fact]
        public Task BaseClassImplementsInterfaceOfDerivedClass() => LoopTest.Verify("""
            private ICustomers _customers = null!;

            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(_customers.{|LDB1001:Get|}(id));
            }
            --- types
            public interface IReads<T> { T? Get(int id); }
            public interface ICustomers : IReads<Customer> { }

            public abstract class Repository<T> where T : class
            {
                protected readonly ShopContext Db = new();
                public T? Get(int id) => Db.Set<T>().Find(id);
            }

            public sealed class Customers : Repository<Customer>, ICustomers { }
            """);

        [Fact]
        public Task ExplicitInterfaceImplementation() => LoopTest.Verify("""
            private IReads _reads = null!;

            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(_reads.{|LDB1001:Get|}(id));
            }
            --- types
            public interface IReads { string Get(int id); }

            public sealed class Reads : IReads
            {
                private readonly NpgsqlConnection _conn = new("");
                string IReads.Get(int id) => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task GenericRepository() => LoopTest.Verify("""
            private IRepository<Customer> _customers = null!;

            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                    order.Customer = await _customers.{|LDB1001:GetByIdAsync|}(order.CustomerId);
            }
            --- types
            public interface IRepository<T> where T : class { Task<T?> GetByIdAsync(int id); }

            public sealed class EfRepository<T> : IRepository<T> where T : class
            {
                private readonly ShopContext _db = new();
                public async Task<T?> GetByIdAsync(int id) => await _db.Set<T>().FindAsync(id);
            }
            """);

        [Fact]
        public Task ExtensionMethod() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(await _conn.{|LDB1001:NameOf|}(id));
            }
            --- types
            public static class CustomerQueries
            {
                public static Task<string> NameOf(this NpgsqlConnection conn, int id) =>
                    conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task StaticHelperWithSql() => LoopTest.Verify("""
            public void Store(List<Line> lines)
            {
                foreach (var line in lines)
                    Sql.{|LDB1001:Run|}(_conn, "DELETE FROM lines WHERE id = @id", ("id", line.Id));
            }
            --- types
            public static class Sql
            {
                public static void Run(NpgsqlConnection conn, string sql, params (string Name, object Value)[] values)
                {
                    using var command = new NpgsqlCommand(sql, conn);
                    foreach (var (name, value) in values)
                        command.Parameters.AddWithValue(name, value);
                    command.ExecuteNonQuery();
                }
            }
            """);

        [Fact]
        public Task ElementItselfIsPassed() => LoopTest.Verify("""
            public async Task Store(List<Order> orders)
            {
                foreach (var order in orders)
                    await {|LDB1001:StoreOne|}(order, CancellationToken.None);
            }

            private async Task StoreOne(Order order, CancellationToken cancel)
            {
                await using var command = _source.CreateCommand("UPDATE orders SET number = @n WHERE id = @id");
                command.Parameters.AddWithValue("n", order.Number);
                command.Parameters.AddWithValue("id", order.Id);
                await command.ExecuteNonQueryAsync(cancel);
            }
            """);

        [Fact]
        public Task ActiveRecord() => LoopTest.Verify("""
            public void Store(List<Record> records)
            {
                foreach (var record in records)
                    record.{|LDB1001:Save|}(_conn);
            }
            --- types
            public sealed class Record
            {
                public int Id { get; set; }
                public void Save(NpgsqlConnection conn) => conn.Execute("UPDATE records SET touched = now() WHERE id = @Id", new { Id });
            }
            """);

        [Fact]
        public Task Constructor() => LoopTest.Verify("""
            public List<Loaded> Load(List<int> ids)
            {
                var result = new List<Loaded>();
                foreach (var id in ids)
                    result.Add(new {|LDB1001:Loaded|}(_conn, id));
                return result;
            }
            --- types
            public sealed class Loaded
            {
                public Loaded(NpgsqlConnection conn, int id) => Name = conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
                public string Name { get; }
            }
            """);

        [Fact]
        public Task Property() => LoopTest.Verify("""
            public void Print(List<Row> rows)
            {
                foreach (var row in rows)
                    Console.WriteLine(row.{|LDB1001:Total|});
            }
            --- types
            public sealed class Row
            {
                private static readonly NpgsqlConnection Conn = new("");
                public int Id { get; set; }
                public decimal Total => Conn.ExecuteScalar<decimal>("SELECT sum(price) FROM lines WHERE order_id = @Id", new { Id });
            }
            """);

        [Fact]
        public Task LocalFunction() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                    Console.WriteLine(await {|LDB1001:Name|}(id));

                Task<string> Name(int key) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @key", new { key });
            }
            """);

        [Fact]
        public Task LocalFunction_CapturesElement() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    Console.WriteLine(await {|LDB1001:Name|}());
                    Task<string> Name() => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
                }
            }
            """);

        [Fact]
        public Task LambdaInLocal() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                Func<int, string> name = key => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @key", new { key });
                foreach (var id in ids)
                    Console.WriteLine({|LDB1001:name|}(id));
            }
            """);

        [Fact]
        public Task Linq_CallsMethod() => LoopTest.Verify("""
            public async Task<Customer[]> Load(List<int> ids) => await Task.WhenAll(ids.Select(id => {|LDB1001:Get|}(id)));

            private Task<Customer> Get(int id) => _conn.QuerySingleAsync<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
            """);

        [Fact]
        public Task Linq_MethodGroup() => LoopTest.Verify("""
            public async Task<Customer[]> Load(List<int> ids) => await Task.WhenAll(ids.Select({|LDB1001:Get|}));

            private Task<Customer> Get(int id) => _conn.QuerySingleAsync<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
            """);

        [Fact]
        public Task Linq_MethodGroupOfInterface() => LoopTest.Verify("""
            private IStore _store = null!;

            public void Load(List<int> ids)
            {
                var all = ids.Select(_store.{|LDB1001:Get|}).ToList();
                Console.WriteLine(all.Count);
            }
            --- types
            public interface IStore { string Get(int id); }
            public sealed class Store : IStore
            {
                private readonly NpgsqlConnection _conn = new("");
                public string Get(int id) => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task Parallel_CallsRepository() => LoopTest.Verify("""
            public Task Load(List<int> ids) => Parallel.ForEachAsync(ids, async (id, cancel) => await {|LDB1001:Drop|}(id, cancel));

            private async Task Drop(int id, CancellationToken cancel)
            {
                await using var conn = await _source.OpenConnectionAsync(cancel);
                await conn.ExecuteAsync("DELETE FROM lines WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task OwnForEachAsync() => LoopTest.Verify("""
            public Task Load(List<int> ids) =>
                ids.ForEachAsync(async id => await _conn.{|LDB1001:ExecuteAsync|}("DELETE FROM lines WHERE id = @id", new { id }));
            --- types
            public static class Sequences
            {
                public static async Task ForEachAsync<T>(this IEnumerable<T> items, Func<T, Task> action)
                {
                    foreach (var item in items)
                        await action(item);
                }
            }
            """);

        [Fact]
        public Task OwnForEachAsync_HandedOn() => LoopTest.Verify("""
            public Task Load(List<int> ids) => Each(ids, id => {|LDB1001:Drop|}(id));

            private Task Drop(int id) => _conn.ExecuteAsync("DELETE FROM lines WHERE id = @id", new { id });

            private static Task Each(List<int> ids, Func<int, Task> action) => ids.ForEachAsync(action);
            --- types
            public static class Sequences
            {
                public static async Task ForEachAsync<T>(this IEnumerable<T> items, Func<T, Task> action)
                {
                    foreach (var item in items)
                        await action(item);
                }
            }
            """);

        [Fact]
        public Task OwnTransactionWrapper_InLoop() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                    await {|LDB1001:InTransaction|}(conn => conn.ExecuteAsync("DELETE FROM lines WHERE id = @id", new { id }));
            }

            private async Task InTransaction(Func<NpgsqlConnection, Task> work)
            {
                await using var conn = await _source.OpenConnectionAsync();
                await using var transaction = await conn.BeginTransactionAsync();
                await work(conn);
                await transaction.CommitAsync();
            }
            """);

        [Fact]
        public Task Recursion_Tree() => LoopTest.Verify("""
            public async Task<List<Customer>> Tree(int id)
            {
                var children = (await _conn.QueryAsync<Customer>("SELECT * FROM customers WHERE parent_id = @id", new { id })).ToList();
                foreach (var child in children.ToArray())
                    children.AddRange(await {|LDB1001:Tree|}(child.Id));
                return children;
            }
            """);

        [Fact]
        public Task Recursion_ThroughTwoMethods() => LoopTest.Verify("""
            public void Node(int id)
            {
                var children = _db.Customers.Where(c => c.ParentId == id).ToList();
                {|#1:Children|}(children);
            }

            private void Children(List<Customer> children)
            {
                foreach (var child in children)
                    {|LDB1001:Node|}(child.Id);
            }
            """);

        [Fact]
        public Task Recursion_BinaryTree() => LoopTest.Verify("""
            public async Task<int> Depth(int id)
            {
                var node = await _db.Lines.SingleAsync(l => l.Id == id);
                return 1 + Math.Max(await {|LDB1001:Depth|}(node.OrderId), await {|LDB1001:Depth|}(node.ProductId));
            }
            """);

        [Fact]
        public Task Recursion_Ancestors() => LoopTest.Verify("""
            public Customer Root(int id)
            {
                var customer = _conn.QuerySingle<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                return customer.ParentId is { } parent ? {|#0:Root|}(parent) : customer;
            }
            """, At0("This query runs once per iteration of the recursion of Root: Root -> Service.Root -> QuerySingle"));

        [Fact]
        public Task Mediator() => LoopTest.Verify("""
            private ISender _sender = null!;

            public async Task Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(await _sender.{|#0:Send|}(new GetName(order.CustomerId)));
            }
            --- types
            public interface IRequest<T> { }
            public interface ISender { Task<T> Send<T>(IRequest<T> request, CancellationToken cancel = default); }
            public interface IRequestHandler<TRequest, TResponse> where TRequest : IRequest<TResponse> { Task<TResponse> Handle(TRequest request, CancellationToken cancel); }

            public sealed record GetName(int Id) : IRequest<string>;

            public sealed class GetNameHandler : IRequestHandler<GetName, string>
            {
                private readonly NpgsqlConnection _conn = new("");
                public Task<string> Handle(GetName request, CancellationToken cancel) =>
                    _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @Id", new { request.Id });
            }
            """, At0("This query runs once per iteration of the foreach over orders: Print -> GetNameHandler.Handle -> QuerySingleAsync"));

        [Fact]
        public Task ThroughStreamedQuery() => LoopTest.Verify("""
            public async Task Export()
            {
                await foreach (var customer in _db.Customers.OrderBy(c => c.Id).AsAsyncEnumerable())
                    await {|LDB1001:WriteOrders|}(customer);
            }

            private async Task WriteOrders(Customer customer)
            {
                var orders = await _db.Orders.Where(o => o.CustomerId == customer.Id).ToListAsync();
                Console.WriteLine(orders.Count);
            }
            """);

        [Fact]
        public Task InnerLoopIsHarmless_OuterIsNot() => LoopTest.Verify("""
            public void Load(List<Customer> customers)
            {
                foreach (var customer in customers)
                    {|LDB1001:Clean|}(customer.Id);
            }

            private void Clean(int customerId)
            {
                int rows;
                do
                {
                    rows = _conn.Execute("DELETE FROM lines WHERE id IN (SELECT id FROM lines WHERE customer_id = @customerId LIMIT 1000)", new { customerId });
                }
                while (rows > 0);
            }
            """);

        [Fact]
        public Task PartialMethod() => LoopTest.Verify("""
            public partial void Drop(int id);

            public partial void Drop(int id) => _conn.Execute("DELETE FROM lines WHERE id = @id", new { id });

            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    {|LDB1001:Drop|}(id);
            }
            """);

        [Fact]
        public Task NamedArguments() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    {|LDB1001:Drop|}(soft: true, id: id);
            }

            private void Drop(int id, bool soft) => _conn.Execute("DELETE FROM lines WHERE id = @id", new { id });
            """);
    }

    public sealed class LookAlikes
    {
        [Fact]
        public Task QueryDoesNotUseTheElement() => LoopTest.Verify("""
            public async Task Print(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var rate = await Rate();
                    Console.WriteLine(order.Id * rate);
                }
            }

            private Task<decimal> Rate() => _conn.ExecuteScalarAsync<decimal>("SELECT rate FROM settings LIMIT 1");
            """);

        [Fact]
        public Task ParameterThatTheQueryDoesNotUse() => LoopTest.Verify("""
            public async Task Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(await Label(order));
            }

            private async Task<string> Label(Order order)
            {
                var prefix = await _conn.ExecuteScalarAsync<string>("SELECT prefix FROM settings LIMIT 1");
                return prefix + order.Number;
            }
            """);

        [Fact]
        public Task CachedInDictionary() => LoopTest.Verify("""
            private readonly Dictionary<int, string> _names = new();

            public async Task Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(await Name(order.CustomerId));
            }

            private async Task<string> Name(int id)
            {
                if (_names.TryGetValue(id, out var name))
                    return name;
                name = await _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
                _names[id] = name;
                return name;
            }
            """);

        [Fact]
        public Task CachedByGetOrAdd() => LoopTest.Verify("""
            private readonly ConcurrentDictionary<int, string> _names = new();

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(_names.GetOrAdd(order.CustomerId, id => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id })));
            }
            """);

        [Fact]
        public Task CachedByGetOrAdd_MethodGroup() => LoopTest.Verify("""
            private readonly ConcurrentDictionary<int, string> _names = new();

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(_names.GetOrAdd(order.CustomerId, Load));
            }

            private string Load(int id) => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
            """);

        [Fact]
        public Task LazyField() => LoopTest.Verify("""
            private List<string>? _codes;

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(Codes(order.Id).Contains(order.Number));
            }

            private List<string> Codes(int id) => _codes ??= _conn.Query<string>("SELECT code FROM codes WHERE id = @id LIMIT 100", new { id }).ToList();
            """);

        [Fact]
        public Task HandlersAreNoElements() => LoopTest.Verify("""
            private readonly List<IHandler> _handlers = new();

            public async Task Publish(Order order)
            {
                foreach (var handler in _handlers)
                    await handler.Handle(order);
            }
            --- types
            public interface IHandler { Task Handle(Order order); }

            public sealed class Audit : IHandler
            {
                private readonly NpgsqlConnection _conn = new("");
                public Task Handle(Order order) => _conn.ExecuteAsync("INSERT INTO audit (id) VALUES (@Id)", new { order.Id });
            }

            public sealed class Mail : IHandler
            {
                public Task Handle(Order order) => Task.CompletedTask;
            }
            """);

        [Fact]
        public Task RecursiveRetry() => LoopTest.Verify("""
            public async Task<int> Pay(int id, int attempt)
            {
                var rows = await _conn.ExecuteScalarAsync<int>("SELECT pay(@id)", new { id });
                return rows > 0 || attempt > 3 ? rows : await Pay(id, attempt + 1);
            }
            """);

        [Fact]
        public Task RecursivePaging() => LoopTest.Verify("""
            public async Task Export(int last)
            {
                var orders = (await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE id > @last ORDER BY id LIMIT 500", new { last })).ToList();
                if (orders.Count > 0)
                    await Export(orders[^1].Id);
            }
            """);

        [Fact]
        public Task RecursiveProbe() => LoopTest.Verify("""
            public async Task<string> Slug(string slug) =>
                await _db.Customers.AnyAsync(c => c.Name == slug) ? await Slug(slug + "-1") : slug;
            """);

        [Fact]
        public Task OneHandlerOfMany() => LoopTest.Verify("""
            private IFormatter _formatter = null!;

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(_formatter.Format(order));
            }
            --- types
            public interface IFormatter { string Format(Order order); }
            public sealed class Plain : IFormatter { public string Format(Order order) => order.Number; }
            public sealed class Csv : IFormatter { public string Format(Order order) => order.Number + ";"; }
            public sealed class Named : IFormatter
            {
                private readonly NpgsqlConnection _conn = new("");
                public string Format(Order order) => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId });
            }
            """);

        [Fact]
        public Task OneValueOfAnEnum() => LoopTest.Verify("""
            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(Label(order, OrderStatus.Paid));
            }

            private string Label(Order order, OrderStatus status)
            {
                if (status == OrderStatus.Shipped)
                    return _conn.QuerySingle<string>("SELECT label FROM shipments WHERE order_id = @Id", new { order.Id });
                return order.Number;
            }
            """);

        [Fact]
        public Task CachedByAnotherLibrary() => LoopTest.Verify("""
            private readonly Lru _lru = new();

            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(Get(order.CustomerId));
            }

            private string Get(int id)
            {
                if (_lru.TryGet(id, out var known))
                    return known;
                return _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            --- types
            public sealed class Lru
            {
                public bool TryGet(int key, out string value) { value = ""; return key > 0; }
            }
            """);

        [Fact]
        public Task SaveOfListeners() => LoopTest.Verify("""
            private readonly List<IListener> _listeners = new();

            public async Task Connect(string socket)
            {
                foreach (var listener in _listeners)
                    await listener.Connected(socket);
            }
            --- types
            public interface IListener { Task Connected(string socket); }
            public sealed class Sessions : IListener
            {
                private readonly ShopContext _db = new();
                public Task Connected(string socket) => _db.SaveChangesAsync();
            }
            """);

        [Fact]
        public Task MethodTakesTheWholeList() => LoopTest.Verify("""
            public async Task Load(List<Customer> customers)
            {
                var orders = await ByCustomers(customers.Select(c => c.Id).ToArray());
                foreach (var customer in customers)
                    customer.Orders = orders[customer.Id].ToList();
            }

            private async Task<ILookup<int, Order>> ByCustomers(int[] ids) =>
                (await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE customer_id = ANY(@ids)", new { ids })).ToLookup(o => o.CustomerId);
            """);

        [Fact]
        public Task LambdaIsOnlyStored() => LoopTest.Verify("""
            private readonly List<Func<string>> _later = new();

            public void Register(List<int> ids)
            {
                foreach (var id in ids)
                    _later.Add(() => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id }));
            }
            """);

        [Fact]
        public Task EventHandlersAreRegistered() => LoopTest.Verify("""
            public event Action? Changed;

            public void Register(List<int> ids)
            {
                foreach (var id in ids)
                    Changed += () => _conn.Execute("DELETE FROM lines WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task LazyPerElement() => LoopTest.Verify("""
            public Dictionary<int, Lazy<string>> Register(List<int> ids)
            {
                var result = new Dictionary<int, Lazy<string>>();
                foreach (var id in ids)
                    result[id] = new Lazy<string>(() => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id }));
                return result;
            }
            """);

        [Fact]
        public Task OverloadWithoutQuery() => LoopTest.Verify("""
            public void Print(List<Order> orders)
            {
                foreach (var order in orders)
                    Console.WriteLine(Format(order.Number));
            }

            private string Format(string number) => number.Trim();
            private string Format(int id) => _conn.QuerySingle<string>("SELECT number FROM orders WHERE id = @id", new { id });
            """);

        [Fact]
        public Task OwnRetryWrapper() => LoopTest.Verify("""
            public Task Pay(int id) => Retry(() => _conn.ExecuteAsync("UPDATE orders SET status = 1 WHERE id = @id", new { id }));

            private static async Task Retry(Func<Task> work)
            {
                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        await work();
                        return;
                    }
                    catch (PostgresException) when (attempt < 5)
                    {
                        await Task.Delay(100 * attempt);
                    }
                }
            }
            """);

        [Fact]
        public Task PagedRepository() => LoopTest.Verify("""
            public async Task Export()
            {
                for (var page = 0; ; page++)
                {
                    var orders = await Page(page, 100);
                    if (orders.Count == 0)
                        break;
                    Console.WriteLine(orders.Count);
                }
            }

            private async Task<List<Order>> Page(int page, int size) =>
                (await _conn.QueryAsync<Order>("SELECT * FROM orders ORDER BY id LIMIT @size OFFSET @skip", new { size, skip = page * size })).ToList();
            """);

        [Fact]
        public Task PagedRepository_KnownPages() => LoopTest.Verify("""
            public async Task Export(int pages)
            {
                for (var page = 0; page < pages; page++)
                    Console.WriteLine((await Page(page, 100)).Count);
            }

            private Task<List<Order>> Page(int page, int size) => _db.Orders.OrderBy(o => o.Id).Skip(page * size).Take(size).ToListAsync();
            """);

        [Fact]
        public Task ConnectionStringPerTenant() => LoopTest.Verify("""
            public async Task Run(List<Customer> tenants)
            {
                foreach (var tenant in tenants)
                    await RunOne(tenant.ConnectionString);
            }

            private static async Task RunOne(string connectionString)
            {
                await using var conn = new NpgsqlConnection(connectionString);
                await conn.ExecuteAsync("UPDATE settings SET version = 2");
            }
            """);

        [Fact]
        public Task ContextPerTenant() => LoopTest.Verify("""
            public async Task Clean(List<Customer> tenants)
            {
                foreach (var tenant in tenants)
                {
                    await using var db = new ShopContext(tenant.ConnectionString);
                    await Drop(db, tenant.Id);
                    await db.SaveChangesAsync();
                }
            }

            private static Task Drop(ShopContext db, int id) => db.Orders.Where(o => o.CustomerId == id).ExecuteDeleteAsync();
            """);

        [Fact]
        public Task BatchIsBuiltPerElement() => LoopTest.Verify("""
            public async Task Store(List<Line> lines)
            {
                await using var batch = new NpgsqlBatch(_conn);
                foreach (var line in lines)
                    Add(batch, line);
                await batch.ExecuteNonQueryAsync();
            }

            private static void Add(NpgsqlBatch batch, Line line)
            {
                var command = new NpgsqlBatchCommand("INSERT INTO lines (id) VALUES ($1)");
                command.Parameters.Add(new NpgsqlParameter { Value = line.Id });
                batch.BatchCommands.Add(command);
            }
            """);
    }
}
