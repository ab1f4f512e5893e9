using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>LDB1001 where loop and query stand in one body.</summary>
public sealed class QueryInLoopTests
{
    public sealed class Statements
    {
        [Fact]
        public Task Foreach_DapperSingle() => LoopTest.Verify("""
            public async Task<List<Customer>> Load(List<Order> orders)
            {
                var result = new List<Customer>();
                foreach (var order in orders)
                    result.Add(await _conn.{|LDB1001:QuerySingleAsync|}<Customer>("SELECT id, name FROM customers WHERE id = @CustomerId", new { order.CustomerId }));
                return result;
            }
            """);

        [Fact]
        public Task Foreach_MessageHasLoopAndPath() => LoopTest.Verify("""
            public void Load(List<Order> orders)
            {
                foreach (var order in orders)
                    _conn.{|#0:Execute|}("UPDATE orders SET status = 'Paid' WHERE id = @Id", order);
            }
            """, new DiagnosticResult("LDB1001").WithLocation(0).WithMessage("This query runs once per iteration of the foreach over orders: Load -> Execute"));

        [Fact]
        public Task Foreach_KeyThroughLocals() => LoopTest.Verify("""
            public async Task Load(IEnumerable<Order> orders)
            {
                foreach (var order in orders)
                {
                    var id = order.CustomerId;
                    var args = new DynamicParameters();
                    args.Add("id", id);
                    var sql = "SELECT name FROM customers WHERE id = @id";
                    var name = await _conn.{|LDB1001:QueryFirstOrDefaultAsync|}<string>(sql, args);
                    Console.WriteLine(name);
                }
            }
            """);

        [Fact]
        public Task Foreach_NewCommandPerElement() => LoopTest.Verify("""
            public async Task Load(IEnumerable<int> ids)
            {
                foreach (var id in ids)
                {
                    await using var command = new NpgsqlCommand("SELECT name FROM customers WHERE id = @id", _conn);
                    command.Parameters.AddWithValue("id", id);
                    Console.WriteLine(await command.{|LDB1001:ExecuteScalarAsync|}());
                }
            }
            """);

        [Fact]
        public Task Foreach_CommandReusedWithChangedParameter() => LoopTest.Verify("""
            public void Store(IReadOnlyList<Line> lines)
            {
                using var command = new NpgsqlCommand("INSERT INTO lines (id, price) VALUES (@id, @price)", _conn);
                var id = command.Parameters.Add("id", NpgsqlTypes.NpgsqlDbType.Integer);
                var price = command.Parameters.Add("price", NpgsqlTypes.NpgsqlDbType.Numeric);
                command.Prepare();
                foreach (var line in lines)
                {
                    id.Value = line.Id;
                    price.Value = line.Price;
                    command.{|LDB1001:ExecuteNonQuery|}();
                }
            }
            """);

        [Fact]
        public Task Foreach_ParameterAddedBeforeLoop() => LoopTest.Verify("""
            public void Store(int[] ids)
            {
                using var command = _conn.CreateCommand();
                command.CommandText = "DELETE FROM lines WHERE id = $1";
                var id = new NpgsqlParameter<int>();
                command.Parameters.Add(id);
                foreach (var line in ids)
                {
                    id.TypedValue = line;
                    command.{|LDB1001:ExecuteNonQuery|}();
                }
            }
            """);

        [Fact]
        public Task Foreach_ParameterByIndexer() => LoopTest.Verify("""
            public void Store(int[] ids)
            {
                using var command = new NpgsqlCommand("DELETE FROM lines WHERE id = @id", _conn);
                command.Parameters.Add(new NpgsqlParameter("id", 1));
                foreach (var line in ids)
                {
                    command.Parameters["id"].Value = line;
                    command.{|LDB1001:ExecuteNonQuery|}();
                }
            }
            """);

        [Fact]
        public Task Foreach_EfFirstOrDefault() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                    order.Customer = await _db.Customers.{|LDB1001:FirstOrDefaultAsync|}(c => c.Id == order.CustomerId);
            }
            """);

        [Fact]
        public Task Foreach_EfFind() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    var customer = await _db.Customers.{|LDB1001:FindAsync|}(id);
                    Console.WriteLine(customer?.Name);
                }
            }
            """);

        [Fact]
        public Task Foreach_EfWhereToList() => LoopTest.Verify("""
            public void Load(List<Customer> customers)
            {
                foreach (var customer in customers)
                    customer.Orders = _db.Orders.Where(o => o.CustomerId == customer.Id).OrderBy(o => o.Id).{|LDB1001:ToList|}();
            }
            """);

        [Fact]
        public Task Foreach_EfCountPerParent() => LoopTest.Verify("""
            public async Task<Dictionary<int, int>> Count(List<Customer> customers)
            {
                var counts = new Dictionary<int, int>();
                foreach (var customer in customers)
                    counts[customer.Id] = await _db.Orders.{|LDB1001:CountAsync|}(o => o.CustomerId == customer.Id);
                return counts;
            }
            """);

        [Fact]
        public Task Foreach_EfQueryBuiltInSteps() => LoopTest.Verify("""
            public async Task Load(List<Customer> customers, bool open)
            {
                foreach (var customer in customers)
                {
                    var query = _db.Orders.Where(o => o.CustomerId == customer.Id);
                    if (open)
                        query = query.Where(o => o.Status == OrderStatus.Open);
                    customer.Orders = await query.{|LDB1001:ToListAsync|}();
                }
            }
            """);

        [Fact]
        public Task Foreach_EfCollectionLoad() => LoopTest.Verify("""
            public async Task Load(List<Customer> customers)
            {
                foreach (var customer in customers)
                    await _db.Entry(customer).Collection(c => c.Orders).{|LDB1001:LoadAsync|}();
            }
            """);

        [Fact]
        public Task Foreach_EfExecuteUpdatePerRow() => LoopTest.Verify("""
            public async Task Pay(List<int> ids)
            {
                foreach (var id in ids)
                    await _db.Orders.Where(o => o.Id == id).{|LDB1001:ExecuteUpdateAsync|}(s => s.SetProperty(o => o.Status, OrderStatus.Paid));
            }
            """);

        [Fact]
        public Task Foreach_EfExecuteDeletePerRow() => LoopTest.Verify("""
            public async Task Drop(List<int> ids)
            {
                foreach (var id in ids)
                    await _db.Orders.Where(o => o.Id == id).{|LDB1001:ExecuteDeleteAsync|}();
            }
            """);

        [Fact]
        public Task Foreach_EfSqlInterpolated() => LoopTest.Verify("""
            public async Task Pay(List<int> ids)
            {
                foreach (var id in ids)
                    await _db.Database.{|LDB1001:ExecuteSqlInterpolatedAsync|}($"UPDATE orders SET status = 1 WHERE id = {id}");
            }
            """);

        [Fact]
        public Task Foreach_Deconstruction() => LoopTest.Verify("""
            public async Task Pay(Dictionary<int, string> names)
            {
                foreach (var (id, name) in names)
                    await _conn.{|LDB1001:ExecuteAsync|}("UPDATE customers SET name = @name WHERE id = @id", new { id, name });
            }
            """);

        [Fact]
        public Task Foreach_OverQueryResult() => LoopTest.Verify("""
            public async Task Load()
            {
                foreach (var customer in await _db.Customers.Where(c => c.Name != "").ToListAsync())
                    Console.WriteLine(await _db.Orders.{|LDB1001:AnyAsync|}(o => o.CustomerId == customer.Id));
            }
            """);

        [Fact]
        public Task Foreach_GroupedElements() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                foreach (var group in orders.GroupBy(o => o.CustomerId))
                {
                    var customer = await _conn.{|LDB1001:QuerySingleOrDefaultAsync|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id = group.Key });
                    foreach (var order in group)
                        order.Customer = customer;
                }
            }
            """);

        [Fact]
        public Task Foreach_InsertPerElementInTransaction() => LoopTest.Verify("""
            public async Task Store(List<Line> lines)
            {
                await using var transaction = await _conn.BeginTransactionAsync();
                foreach (var line in lines)
                    await _conn.{|LDB1001:ExecuteAsync|}("INSERT INTO lines (id, order_id, price) VALUES (@Id, @OrderId, @Price)", line, transaction);
                await transaction.CommitAsync();
            }
            """);

        [Fact]
        public Task Foreach_Condition() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    if (order.Status != OrderStatus.Open)
                        continue;
                    if (order.Lines.Count > 0)
                        await _conn.{|LDB1001:ExecuteAsync|}("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
                }
            }
            """);

        [Fact]
        public Task Foreach_TryCatchPerElement() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    try
                    {
                        await _conn.{|LDB1001:ExecuteAsync|}("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
                    }
                    catch (PostgresException e)
                    {
                        Console.WriteLine(e.Message);
                    }
                }
            }
            """);

        [Fact]
        public Task Foreach_NotFoundEndsWithError() => LoopTest.Verify("""
            public async Task<string> Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    var customer = await _conn.{|LDB1001:QuerySingleOrDefaultAsync|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                    if (customer is null)
                        return "not found: " + id;
                    Console.WriteLine(customer.Name);
                }

                return "ok";
            }
            """);

        [Fact]
        public Task Foreach_ThrowsWhenMissing() => LoopTest.Verify("""
            public async Task Check(List<int> ids)
            {
                foreach (var id in ids)
                {
                    var exists = await _db.Customers.{|LDB1001:AnyAsync|}(c => c.Id == id);
                    if (!exists)
                        throw new InvalidOperationException("missing " + id);
                }
            }
            """);

        [Fact]
        public Task Foreach_UpdateThatChecksRows() => LoopTest.Verify("""
            public bool Update(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var rows = _conn.{|LDB1001:Execute|}("UPDATE orders SET status = 1 WHERE id = @Id", order);
                    if (rows == 0)
                        return false;
                }

                return true;
            }
            """);

        [Fact]
        public Task Nested_InnerLoopIsNamed() => LoopTest.Verify("""
            public async Task Load(List<Customer> customers)
            {
                foreach (var customer in customers)
                {
                    foreach (var order in customer.Orders)
                        order.Lines = (await _conn.{|#0:QueryAsync|}<Line>("SELECT * FROM lines WHERE order_id = @Id", new { order.Id })).ToList();
                }
            }
            """, new DiagnosticResult("LDB1001").WithLocation(0).WithMessage("This query runs once per iteration of the foreach over customer.Orders: Load -> QueryAsync"));

        [Fact]
        public Task Nested_OuterElementInInnerLoop() => LoopTest.Verify("""
            public async Task Load(List<Customer> customers)
            {
                foreach (var customer in customers)
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                        customer.Orders = (await _conn.{|#0:QueryAsync|}<Order>("SELECT * FROM orders WHERE customer_id = @Id", new { customer.Id })).ToList();
                }
            }
            """, new DiagnosticResult("LDB1001").WithLocation(0).WithMessage("This query runs once per iteration of the foreach over customers: Load -> QueryAsync"));

        [Fact]
        public Task For_Index() => LoopTest.Verify("""
            public void Load(int[] ids)
            {
                for (var i = 0; i < ids.Length; i++)
                    Console.WriteLine(_conn.{|LDB1001:ExecuteScalar|}<string>("SELECT name FROM customers WHERE id = @id", new { id = ids[i] }));
            }
            """);

        [Fact]
        public Task For_Backwards() => LoopTest.Verify("""
            public void Drop(List<Line> lines)
            {
                for (var i = lines.Count - 1; i >= 0; i--)
                {
                    var line = lines[i];
                    _conn.{|LDB1001:Execute|}("DELETE FROM lines WHERE id = @Id", new { line.Id });
                    lines.RemoveAt(i);
                }
            }
            """);

        [Fact]
        public Task For_CounterIsKey() => LoopTest.Verify("""
            public void Load(int first, int last)
            {
                for (var id = first; id <= last; id++)
                    Console.WriteLine(_conn.{|LDB1001:ExecuteScalar|}<string>("SELECT name FROM customers WHERE id = @id", new { id }));
            }
            """);

        [Fact]
        public Task For_Days() => LoopTest.Verify("""
            public async Task<List<int>> PerDay(DateTime first, DateTime last)
            {
                var counts = new List<int>();
                for (var day = first; day <= last; day = day.AddDays(1))
                    counts.Add(await _db.Orders.{|LDB1001:CountAsync|}(o => o.CreatedAt.Date == day));
                return counts;
            }
            """);

        [Fact]
        public Task For_LinkedList() => LoopTest.Verify("""
            public void Load(LinkedList<int> ids)
            {
                for (var node = ids.First; node != null; node = node.Next)
                    _conn.{|LDB1001:Execute|}("DELETE FROM lines WHERE id = @id", new { id = node.Value });
            }
            """);

        [Fact]
        public Task While_Days() => LoopTest.Verify("""
            public async Task<List<int>> PerDay(DateOnly first, DateOnly last)
            {
                var counts = new List<int>();
                var day = first;
                while (day <= last)
                {
                    counts.Add(await _conn.{|LDB1001:ExecuteScalarAsync|}<int>("SELECT count(*) FROM orders WHERE created_on = @day", new { day }));
                    day = day.AddDays(1);
                }

                return counts;
            }
            """);

        [Fact]
        public Task While_Reader() => LoopTest.Verify("""
            public async Task Load(NpgsqlConnection second)
            {
                await using var command = new NpgsqlCommand("SELECT id FROM customers LIMIT 100", _conn);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    var id = reader.GetInt32(0);
                    Console.WriteLine(await second.{|LDB1001:ExecuteScalarAsync|}<int>("SELECT count(*) FROM orders WHERE customer_id = @id", new { id }));
                }
            }
            """);

        [Fact]
        public Task While_Index() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                var i = 0;
                while (i < ids.Count)
                {
                    Console.WriteLine(_conn.{|LDB1001:QueryFirst|}<string>("SELECT name FROM customers WHERE id = @id", new { id = ids[i] }));
                    i++;
                }
            }
            """);

        [Fact]
        public Task While_Queue() => LoopTest.Verify("""
            public void Load(Queue<int> ids)
            {
                while (ids.Count > 0)
                {
                    var id = ids.Dequeue();
                    foreach (var child in _conn.{|LDB1001:Query|}<int>("SELECT id FROM customers WHERE parent_id = @id", new { id }))
                        ids.Enqueue(child);
                }
            }
            """);

        [Fact]
        public Task While_TryDequeue() => LoopTest.Verify("""
            public void Load(ConcurrentQueue<Order> orders)
            {
                while (orders.TryDequeue(out var order))
                    _conn.{|LDB1001:Execute|}("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
            }
            """);

        [Fact]
        public Task While_Stack() => LoopTest.Verify("""
            public async Task<List<Customer>> Tree(int root)
            {
                var all = new List<Customer>();
                var open = new Stack<int>();
                open.Push(root);
                while (open.TryPop(out var id))
                {
                    var children = await _db.Customers.Where(c => c.ParentId == id).{|LDB1001:ToListAsync|}();
                    all.AddRange(children);
                    foreach (var child in children)
                        open.Push(child.Id);
                }

                return all;
            }
            """);

        [Fact]
        public Task While_Lines() => LoopTest.Verify("""
            public async Task Import(StreamReader file)
            {
                string? line;
                while ((line = await file.ReadLineAsync()) != null)
                {
                    var parts = line.Split(';');
                    await _conn.{|LDB1001:ExecuteAsync|}("INSERT INTO customers (name) VALUES (@name)", new { name = parts[0] });
                }
            }
            """);

        [Fact]
        public Task While_Ancestors() => LoopTest.Verify("""
            public async Task<List<Customer>> Ancestors(int id)
            {
                var result = new List<Customer>();
                var current = await _conn.QuerySingleOrDefaultAsync<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                while (current?.ParentId != null)
                {
                    current = await _conn.{|LDB1001:QuerySingleOrDefaultAsync|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id = current.ParentId });
                    if (current != null)
                        result.Add(current);
                }

                return result;
            }
            """);

        [Fact]
        public Task AwaitForeach_Stream() => LoopTest.Verify("""
            public async Task Load(ShopContext other)
            {
                await foreach (var customer in _db.Customers.AsAsyncEnumerable())
                    Console.WriteLine(await other.Orders.{|LDB1001:CountAsync|}(o => o.CustomerId == customer.Id));
            }
            """);

        [Fact]
        public Task Iterator() => LoopTest.Verify("""
            public IEnumerable<Customer> Load(IEnumerable<int> ids)
            {
                foreach (var id in ids)
                    yield return _conn.{|LDB1001:QuerySingle|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
            }
            """);

        [Fact]
        public Task Foreach_ConnectionPerElementToTheSameDatabase() => LoopTest.Verify("""
            public async Task Load(List<int> ids, string connectionString)
            {
                foreach (var id in ids)
                {
                    await using var conn = new NpgsqlConnection(connectionString);
                    await conn.{|LDB1001:ExecuteAsync|}("DELETE FROM lines WHERE id = @id", new { id });
                }
            }
            """);

        [Fact]
        public Task Foreach_ContextPerElementFromFactory() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    await using var db = await _contexts.CreateDbContextAsync();
                    var order = await db.Orders.{|LDB1001:SingleAsync|}(o => o.Id == id);
                    Console.WriteLine(order.Number);
                }
            }
            """);

        [Fact]
        public Task Foreach_InterpolatedValue() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                foreach (var id in ids)
                    _conn.{|LDB1001:Execute|}($"DELETE FROM lines WHERE id = {id}");
            }
            """);

        [Fact]
        public Task Foreach_DapperCommandDefinition() => LoopTest.Verify("""
            public async Task Load(List<int> ids, CancellationToken cancel)
            {
                foreach (var id in ids)
                {
                    var command = new CommandDefinition("SELECT name FROM customers WHERE id = @id", new { id }, cancellationToken: cancel);
                    Console.WriteLine(await _conn.{|LDB1001:QuerySingleAsync|}<string>(command));
                }
            }
            """);

        [Fact]
        public Task Foreach_DataSourceCommand() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var id in ids)
                {
                    await using var command = _source.CreateCommand("DELETE FROM lines WHERE id = $1");
                    command.Parameters.Add(new NpgsqlParameter { Value = id });
                    await command.{|LDB1001:ExecuteNonQueryAsync|}();
                }
            }
            """);

        [Fact]
        public Task Goto_IsNoLoopOfOurs() => LoopTest.Verify("""
            public void Load(int id)
            {
            again:
                id = _conn.ExecuteScalar<int>("SELECT next FROM jobs WHERE id = @id", new { id });
                if (id > 0)
                    goto again;
            }
            """);
    }

    public sealed class Linq
    {
        [Fact]
        public Task Select_ToList() => LoopTest.Verify("""
            public List<Customer> Load(List<int> ids) =>
                ids.Select(id => _conn.{|LDB1001:QuerySingle|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id })).ToList();
            """);

        [Fact]
        public Task Select_WhenAll() => LoopTest.Verify("""
            public async Task<Customer[]> Load(List<int> ids)
            {
                return await Task.WhenAll(ids.Select(async id =>
                {
                    await using var conn = await _source.OpenConnectionAsync();
                    return await conn.{|#0:QuerySingleAsync|}<Customer>("SELECT * FROM customers WHERE id = @id", new { id });
                }));
            }
            """, new DiagnosticResult("LDB1001").WithLocation(0).WithMessage("This query runs once per iteration of Task.WhenAll over ids: Load -> QuerySingleAsync"));

        [Fact]
        public Task Select_TasksAwaitedLater() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                var tasks = ids.Select(id => _conn.{|LDB1001:ExecuteAsync|}("DELETE FROM lines WHERE id = @id", new { id }));
                await Task.WhenAll(tasks);
            }
            """);

        [Fact]
        public Task Select_EnumeratedByForeach() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                var names = ids.Select(id => _conn.{|LDB1001:ExecuteScalar|}<string>("SELECT name FROM customers WHERE id = @id", new { id }));
                foreach (var name in names)
                    Console.WriteLine(name);
            }
            """);

        [Fact]
        public Task Select_Returned() => LoopTest.Verify("""
            public IEnumerable<Task<int>> Load(List<int> ids) =>
                ids.Select(id => _db.Orders.{|LDB1001:CountAsync|}(o => o.CustomerId == id));
            """);

        [Fact]
        public Task Select_NeverEnumerated() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                var names = ids.Select(id => _conn.ExecuteScalar<string>("SELECT name FROM customers WHERE id = @id", new { id }));
                Console.WriteLine(ids.Count);
            }
            """);

        [Fact]
        public Task Select_FirstOnly() => LoopTest.Verify("""
            public string? Load(List<int> ids) =>
                ids.Select(id => _conn.ExecuteScalar<string>("SELECT name FROM customers WHERE id = @id", new { id })).FirstOrDefault(name => name != null);
            """);

        [Fact]
        public Task Where_QueryInPredicate() => LoopTest.Verify("""
            public List<Order> Load(List<Order> orders) =>
                orders.Where(order => _db.Lines.{|LDB1001:Any|}(line => line.OrderId == order.Id)).ToList();
            """);

        [Fact]
        public Task ToDictionary_QueryInSelector() => LoopTest.Verify("""
            public Dictionary<int, int> Load(List<int> ids) =>
                ids.ToDictionary(id => id, id => _db.Orders.{|LDB1001:Count|}(o => o.CustomerId == id));
            """);

        [Fact]
        public Task QuerySyntax() => LoopTest.Verify("""
            public List<int> Load(List<Customer> customers) =>
                (from customer in customers
                 select _conn.{|LDB1001:ExecuteScalar|}<int>("SELECT count(*) FROM orders WHERE customer_id = @Id", new { customer.Id })).ToList();
            """);

        [Fact]
        public Task SelectMany_LoadsChildren() => LoopTest.Verify("""
            public List<Order> Load(List<Customer> customers) =>
                customers.SelectMany(customer => _db.Orders.Where(o => o.CustomerId == customer.Id).{|LDB1001:ToList|}()).ToList();
            """);

        [Fact]
        public Task ForEach_List() => LoopTest.Verify("""
            public void Load(List<Line> lines) =>
                lines.ForEach(line => _conn.{|LDB1001:Execute|}("DELETE FROM lines WHERE id = @Id", new { line.Id }));
            """);

        [Fact]
        public Task ForEach_Array() => LoopTest.Verify("""
            public void Load(int[] ids) =>
                Array.ForEach(ids, id => _conn.{|LDB1001:Execute|}("DELETE FROM lines WHERE id = @id", new { id }));
            """);

        [Fact]
        public Task Parallel_ForEachAsync() => LoopTest.Verify("""
            public Task Load(List<int> ids) => Parallel.ForEachAsync(ids, async (id, cancel) =>
            {
                await using var conn = await _source.OpenConnectionAsync(cancel);
                await conn.{|#0:ExecuteAsync|}("DELETE FROM lines WHERE id = @id", new { id });
            });
            """, new DiagnosticResult("LDB1001").WithLocation(0).WithMessage("This query runs once per iteration of Parallel.ForEachAsync over ids: Load -> ExecuteAsync"));

        [Fact]
        public Task Parallel_For() => LoopTest.Verify("""
            public void Load(int[] ids) => Parallel.For(0, ids.Length, i =>
            {
                using var conn = _source.OpenConnection();
                conn.{|LDB1001:Execute|}("DELETE FROM lines WHERE id = @id", new { id = ids[i] });
            });
            """);

        [Fact]
        public Task TaskRun_InForeach() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                var tasks = new List<Task>();
                foreach (var id in ids)
                    tasks.Add(Task.Run(() => _conn.{|LDB1001:Execute|}("DELETE FROM lines WHERE id = @id", new { id })));
                await Task.WhenAll(tasks);
            }
            """);

        [Fact]
        public Task QueryableLambda_IsTranslated() => LoopTest.Verify("""
            public Task<List<string>> Load() =>
                _db.Customers.Where(c => _db.Orders.Any(o => o.CustomerId == c.Id)).OrderBy(c => c.Id).Take(10).Select(c => c.Name).ToListAsync();
            """);

        [Fact]
        public Task QueryableSubquery_IsTranslated() => LoopTest.Verify("""
            public async Task Load() =>
                Console.WriteLine(await _db.Customers.Take(5).Select(c => new { c.Id, Count = _db.Orders.Count(o => o.CustomerId == c.Id), First = _db.Orders.FirstOrDefault(o => o.CustomerId == c.Id) }).ToListAsync());
            """);
    }
}
