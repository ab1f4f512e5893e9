using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Loops around queries that are right as they are, family by family: nothing may be reported.</summary>
public sealed class HarmlessLoopsTests
{
    /// <summary>Code that runs once for each database.</summary>
    public sealed class Migrations
    {
        // seen in Radarr/Radarr: 177_language_improvements.cs
        [Fact]
        public Task RowsMendedOneByOne() => LoopTest.Verify("""
            }
            public class Mend : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                private readonly NpgsqlConnection _conn = new("");

                protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder)
                {
                    foreach (var id in new List<int>(_conn.Query<int>("SELECT id FROM orders")))
                        _conn.Execute("UPDATE orders SET status = 2 WHERE id = @id", new { id });
                }
            """);
    }

    /// <summary>The same query again because it failed, a bounded number of times.</summary>
    public sealed class Retries
    {
        [Fact]
        public Task ForWithConstantAttempts() => LoopTest.Verify("""
            public async Task Pay(int id)
            {
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    try
                    {
                        await _conn.ExecuteAsync("UPDATE orders SET status = 1, attempt = @attempt WHERE id = @id", new { id, attempt });
                        return;
                    }
                    catch (PostgresException) { }
                }
            }
            """);

        [Fact]
        public Task ForWithAttemptsFromOptions() => LoopTest.Verify("""
            private int _maxAttempts = 3;

            public async Task<bool> Pay(int id)
            {
                for (var attempt = 1; attempt <= _maxAttempts; attempt++)
                {
                    try
                    {
                        await _conn.ExecuteAsync("UPDATE orders SET status = 1, attempt = @attempt WHERE id = @id", new { id, attempt });
                        return true;
                    }
                    catch (PostgresException) when (attempt < _maxAttempts)
                    {
                        await Task.Delay(attempt * 100);
                    }
                }

                return false;
            }
            """);

        [Fact]
        public Task WhileTrue() => LoopTest.Verify("""
            public async Task Save(Order order)
            {
                var attempts = 0;
                while (true)
                {
                    try
                    {
                        _db.Update(order);
                        await _db.SaveChangesAsync();
                        break;
                    }
                    catch (DbUpdateConcurrencyException) when (++attempts < 3)
                    {
                    }
                }
            }
            """);

        [Fact]
        public Task DoWhile() => LoopTest.Verify("""
            public void Save(Order order)
            {
                bool failed;
                do
                {
                    failed = false;
                    try
                    {
                        _db.SaveChanges();
                    }
                    catch (DbUpdateConcurrencyException e)
                    {
                        failed = true;
                        e.Entries.Single().Reload();
                    }
                }
                while (failed);
            }
            """);

        [Fact]
        public Task ExecutionStrategy() => LoopTest.Verify("""
            public Task Pay(int id) => _db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await _db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Status, OrderStatus.Paid));
            });
            """);
    }

    /// <summary>One query per page of a result that does not fit into memory.</summary>
    public sealed class Paging
    {
        [Fact]
        public Task Offset_Dapper() => LoopTest.Verify("""
            public async Task Export()
            {
                var offset = 0;
                while (true)
                {
                    var orders = (await _conn.QueryAsync<Order>("SELECT * FROM orders ORDER BY id LIMIT 500 OFFSET @offset", new { offset })).ToList();
                    if (orders.Count == 0)
                        break;
                    offset += orders.Count;
                }
            }
            """);

        [Fact]
        public Task Offset_For() => LoopTest.Verify("""
            public void Export(int total)
            {
                for (var offset = 0; offset < total; offset += 500)
                    Console.WriteLine(_conn.Query<Order>("SELECT * FROM orders ORDER BY id LIMIT 500 OFFSET @offset", new { offset }).Count());
            }
            """);

        [Fact]
        public Task Offset_ForWithLastPage() => LoopTest.Verify("""
            public async Task Export(int size)
            {
                for (var page = 0; ; page++)
                {
                    var orders = await _db.Orders.OrderBy(o => o.Id).Skip(page * size).Take(size).ToListAsync();
                    Console.WriteLine(orders.Count);
                    if (orders.Count < size)
                        break;
                }
            }
            """);

        [Fact]
        public Task Offset_DoWhile() => LoopTest.Verify("""
            public async Task Export()
            {
                var page = 0;
                List<Order> orders;
                do
                {
                    orders = await _db.Orders.OrderBy(o => o.Id).Skip(page++ * 100).Take(100).ToListAsync();
                    Console.WriteLine(orders.Count);
                }
                while (orders.Count > 0);
            }
            """);

        [Fact]
        public Task Keyset_Dapper() => LoopTest.Verify("""
            public async Task Export()
            {
                var last = 0;
                while (true)
                {
                    var orders = (await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE id > @last ORDER BY id LIMIT 500", new { last })).ToList();
                    if (orders.Count == 0)
                        return;
                    last = orders[^1].Id;
                }
            }
            """);

        [Fact]
        public Task Keyset_Ef() => LoopTest.Verify("""
            public async Task Export()
            {
                int? last = null;
                List<Order> page;
                do
                {
                    page = await _db.Orders.Where(o => last == null || o.Id > last).OrderBy(o => o.Id).Take(100).ToListAsync();
                    last = page.LastOrDefault()?.Id;
                }
                while (page.Count == 100);
            }
            """);

        [Fact]
        public Task Keyset_MaxOfPage() => LoopTest.Verify("""
            public async Task Export()
            {
                long last = 0;
                for (; ; )
                {
                    var ids = (await _conn.QueryAsync<long>("SELECT id FROM orders WHERE id > @last ORDER BY id LIMIT 500", new { last })).AsList();
                    if (ids.Count == 0)
                        break;
                    last = ids.Max();
                }
            }
            """);

        [Fact]
        public Task Keyset_Command() => LoopTest.Verify("""
            public async Task Export()
            {
                await using var command = new NpgsqlCommand("SELECT id FROM orders WHERE id > @last ORDER BY id LIMIT 500", _conn);
                var last = command.Parameters.Add("last", NpgsqlTypes.NpgsqlDbType.Integer);
                last.Value = 0;
                var more = true;
                while (more)
                {
                    more = false;
                    await using var reader = await command.ExecuteReaderAsync();
                    while (await reader.ReadAsync())
                    {
                        more = true;
                        last.Value = reader.GetInt32(0);
                    }
                }
            }
            """);

        [Fact]
        public Task Offset_ForKnownPages() => LoopTest.Verify("""
            public void Export(int pages)
            {
                for (var page = 0; page < pages; page++)
                    Console.WriteLine(_conn.Query<Order>("SELECT * FROM orders ORDER BY id LIMIT 500 OFFSET @skip", new { skip = page * 500 }).Count());
            }
            """);

        [Fact]
        public Task KeyRanges() => LoopTest.Verify("""
            public void FillUp(int max)
            {
                for (var from = 0; from <= max; from += 10_000)
                    _conn.Execute("UPDATE orders SET status = 1 WHERE id >= @from AND id < @from + 10000", new { from });
            }
            """);

        [Fact]
        public Task WritesPerPage() => LoopTest.Verify("""
            public async Task Archive()
            {
                while (true)
                {
                    var orders = await _db.Orders.Where(o => o.Status == OrderStatus.Shipped).OrderBy(o => o.Id).Take(200).ToListAsync();
                    if (orders.Count == 0)
                        break;
                    _db.RemoveRange(orders);
                    await _db.SaveChangesAsync();
                }
            }
            """);
    }

    /// <summary>One query per batch of elements: that is the cure.</summary>
    public sealed class Batches
    {
        [Fact]
        public Task Chunk_Dapper() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var chunk in ids.Chunk(500))
                    Console.WriteLine((await _conn.QueryAsync<Customer>("SELECT * FROM customers WHERE id = ANY(@chunk)", new { chunk })).Count());
            }
            """);

        [Fact]
        public Task Chunk_Ef() => LoopTest.Verify("""
            public async Task Load(List<int> ids)
            {
                foreach (var chunk in ids.Distinct().OrderBy(id => id).Chunk(500))
                {
                    var customers = await _db.Customers.Where(c => chunk.Contains(c.Id)).ToListAsync();
                    Console.WriteLine(customers.Count);
                    await _db.SaveChangesAsync();
                }
            }
            """);

        [Fact]
        public Task Chunk_InLocal() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                var chunks = ids.Chunk(500).ToList();
                foreach (var chunk in chunks)
                    _conn.Execute("DELETE FROM lines WHERE id = ANY(@chunk)", new { chunk });
            }
            """);

        [Fact]
        public Task OwnBatchOperator() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                foreach (var batch in ids.InBatchesOf(500))
                    _conn.Execute("DELETE FROM lines WHERE id = ANY(@ids)", new { ids = batch.ToArray() });
            }
            --- types
            public static class Sequences
            {
                public static IEnumerable<List<T>> InBatchesOf<T>(this IEnumerable<T> items, int size)
                {
                    var batch = new List<T>();
                    foreach (var item in items)
                    {
                        batch.Add(item);
                        if (batch.Count == size)
                        {
                            yield return batch;
                            batch = new List<T>();
                        }
                    }

                    yield return batch;
                }
            }
            """);

        [Fact]
        public Task SkipTake() => LoopTest.Verify("""
            public void Load(List<int> ids)
            {
                for (var i = 0; i < ids.Count; i += 500)
                {
                    var batch = ids.Skip(i).Take(500).ToArray();
                    _conn.Execute("DELETE FROM lines WHERE id = ANY(@batch)", new { batch });
                }
            }
            """);

        [Fact]
        public Task GetRange() => LoopTest.Verify("""
            public async Task Load(List<Line> lines)
            {
                var position = 0;
                while (position < lines.Count)
                {
                    var batch = lines.GetRange(position, Math.Min(500, lines.Count - position));
                    _db.Lines.AddRange(batch);
                    await _db.SaveChangesAsync();
                    position += batch.Count;
                }
            }
            """);

        [Fact]
        public Task FlushWhenFull() => LoopTest.Verify("""
            public async Task Load(IEnumerable<Line> lines)
            {
                var batch = new List<Line>();
                foreach (var line in lines)
                {
                    batch.Add(line);
                    if (batch.Count >= 500)
                    {
                        await Flush(batch);
                        batch.Clear();
                    }
                }

                await Flush(batch);
            }

            private Task Flush(List<Line> batch) =>
                _conn.ExecuteAsync("INSERT INTO lines (id) SELECT unnest(@ids)", new { ids = batch.Select(l => l.Id).ToArray() });
            """);

        [Fact]
        public Task SaveEveryHundred() => LoopTest.Verify("""
            public async Task Load(IEnumerable<Line> lines)
            {
                var count = 0;
                foreach (var line in lines)
                {
                    _db.Lines.Add(line);
                    if (++count % 100 == 0)
                        await _db.SaveChangesAsync();
                }

                await _db.SaveChangesAsync();
            }
            """);

        [Fact]
        public Task SaveWhenBufferIsFull() => LoopTest.Verify("""
            private const int BatchSize = 200;

            public void Load(IEnumerable<Line> lines)
            {
                var pending = 0;
                foreach (var line in lines)
                {
                    _db.Lines.Add(line);
                    pending++;
                    if (pending == BatchSize)
                    {
                        _db.SaveChanges();
                        pending = 0;
                    }
                }
            }
            """);

        [Fact]
        public Task ParallelChunks() => LoopTest.Verify("""
            public Task Load(List<int> ids) => Parallel.ForEachAsync(ids.Chunk(500), async (chunk, cancel) =>
            {
                await using var conn = await _source.OpenConnectionAsync(cancel);
                await conn.ExecuteAsync("DELETE FROM lines WHERE id = ANY(@chunk)", new { chunk });
            });
            """);
    }

    /// <summary>The same statement until it finds nothing more to do.</summary>
    public sealed class UntilEmpty
    {
        [Fact]
        public Task DeleteInBatches() => LoopTest.Verify("""
            public async Task Clean(DateTime before)
            {
                int rows;
                do
                {
                    rows = await _conn.ExecuteAsync("DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE created_at < @before LIMIT 1000)", new { before });
                }
                while (rows > 0);
            }
            """);

        [Fact]
        public Task DeleteInBatches_WhileCondition() => LoopTest.Verify("""
            public async Task Clean(int customer)
            {
                while (await _conn.ExecuteAsync("DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE customer_id = @customer LIMIT 1000)", new { customer }) > 0)
                {
                }
            }
            """);

        [Fact]
        public Task JobQueue() => LoopTest.Verify("""
            public async Task Work(CancellationToken cancel)
            {
                Order? job;
                while ((job = await Next()) != null)
                {
                    Console.WriteLine(job.Number);
                    await _conn.ExecuteAsync("UPDATE jobs SET done = true WHERE id = @Id", new { job.Id });
                }
            }

            private Task<Order?> Next() => _conn.QueryFirstOrDefaultAsync<Order?>("SELECT * FROM jobs WHERE NOT done ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED");
            """);

        [Fact]
        public Task ExecuteDeleteBatch() => LoopTest.Verify("""
            public async Task Clean()
            {
                while (true)
                {
                    var deleted = await _db.Orders.Where(o => o.Status == OrderStatus.Shipped).Take(1000).ExecuteDeleteAsync();
                    if (deleted == 0)
                        break;
                }
            }
            """);
    }

    /// <summary>Asks again after a while, or when something arrives.</summary>
    public sealed class OverTime
    {
        [Fact]
        public Task PollingWithDelay() => LoopTest.Verify("""
            public async Task Run(CancellationToken stop)
            {
                var last = 0;
                while (!stop.IsCancellationRequested)
                {
                    last = await _conn.ExecuteScalarAsync<int>("SELECT max(id) FROM orders WHERE id > @last", new { last });
                    await Task.Delay(1000, stop);
                }
            }
            """);

        [Fact]
        public Task PollingWithTimer() => LoopTest.Verify("""
            public async Task Run(CancellationToken stop)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
                while (await timer.WaitForNextTickAsync(stop))
                    await _conn.ExecuteAsync("SELECT refresh_stats()");
            }
            """);

        [Fact]
        public Task WaitUntilDone() => LoopTest.Verify("""
            public async Task Wait(int id)
            {
                for (var i = 0; i < 600; i++)
                {
                    var status = await _conn.ExecuteScalarAsync<string>("SELECT status FROM jobs WHERE id = @id", new { id });
                    if (status == "done")
                        return;
                    await Task.Delay(100);
                }
            }
            """);

        [Fact]
        public Task PollingDrainsQueue() => LoopTest.Verify("""
            private readonly ConcurrentQueue<Order> _queue = new();

            public async Task Run(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    if (_queue.TryDequeue(out var order))
                        await _conn.ExecuteAsync("INSERT INTO orders (id) VALUES (@Id)", new { order.Id });
                    else
                        await Task.Delay(100, stop);
                }
            }
            """);

        [Fact]
        public Task Channel() => LoopTest.Verify("""
            public async Task Run(System.Threading.Channels.ChannelReader<Order> orders)
            {
                await foreach (var order in orders.ReadAllAsync())
                    await _conn.ExecuteAsync("INSERT INTO orders (id) VALUES (@Id)", new { order.Id });
            }
            """);

        [Fact]
        public Task Channel_WaitToRead() => LoopTest.Verify("""
            public async Task Run(System.Threading.Channels.ChannelReader<Order> orders)
            {
                while (await orders.WaitToReadAsync())
                {
                    while (orders.TryRead(out var order))
                        await _conn.ExecuteAsync("INSERT INTO orders (id) VALUES (@Id)", new { order.Id });
                }
            }
            """);

        [Fact]
        public Task BlockingCollection() => LoopTest.Verify("""
            public void Run(BlockingCollection<Order> orders)
            {
                foreach (var order in orders.GetConsumingEnumerable())
                    _conn.Execute("INSERT INTO orders (id) VALUES (@Id)", new { order.Id });
            }
            """);

        [Fact]
        public Task SaveInWorker() => LoopTest.Verify("""
            public async Task Run(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await using var db = await _contexts.CreateDbContextAsync(stop);
                    await db.Orders.Where(o => o.Status == OrderStatus.Paid).Take(10).LoadAsync(stop);
                    await db.SaveChangesAsync(stop);
                    await Task.Delay(5000, stop);
                }
            }
            """);
    }

    /// <summary>Ends at the first hit.</summary>
    public sealed class Searches
    {
        [Fact]
        public Task Slug_WhileCondition() => LoopTest.Verify("""
            public async Task<string> Slug(string name)
            {
                var slug = name;
                var n = 1;
                while (await _db.Customers.AnyAsync(c => c.Name == slug))
                    slug = name + "-" + n++;
                return slug;
            }
            """);

        [Fact]
        public Task Slug_DoWhile() => LoopTest.Verify("""
            public async Task<string> Code()
            {
                string code;
                bool taken;
                do
                {
                    code = Guid.NewGuid().ToString("N").Substring(0, 8);
                    taken = await _conn.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM orders WHERE number = @code)", new { code });
                }
                while (taken);
                return code;
            }
            """);

        [Fact]
        public Task Slug_For() => LoopTest.Verify("""
            public string Slug(string name)
            {
                for (var n = 1; ; n++)
                {
                    var slug = name + "-" + n;
                    if (!_db.Customers.Any(c => c.Name == slug))
                        return slug;
                }
            }
            """);

        [Fact]
        public Task Candidates_ReturnAtFirst() => LoopTest.Verify("""
            public async Task<Customer?> Find(List<string> names)
            {
                foreach (var name in names)
                {
                    var customer = await _db.Customers.FirstOrDefaultAsync(c => c.Name == name);
                    if (customer != null)
                        return customer;
                }

                return null;
            }
            """);

        [Fact]
        public Task Candidates_BreakAtFirst() => LoopTest.Verify("""
            public async Task<string?> Find(List<string> names)
            {
                string? free = null;
                foreach (var name in names)
                {
                    if (!await Exists(name))
                    {
                        free = name;
                        break;
                    }
                }

                return free;
            }

            private Task<bool> Exists(string name) => _conn.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM customers WHERE name = @name)", new { name });
            """);

        [Fact]
        public Task Candidates_Any() => LoopTest.Verify("""
            public bool Taken(List<string> names) => names.Any(name => _db.Customers.Any(c => c.Name == name));
            """);

        [Fact]
        public Task MatchedElementOnly() => LoopTest.Verify("""
            public async Task Pay(List<Order> orders, string number)
            {
                foreach (var order in orders)
                {
                    if (order.Number == number)
                    {
                        await _conn.ExecuteAsync("UPDATE orders SET status = 1 WHERE id = @Id", new { order.Id });
                        break;
                    }
                }
            }
            """);

        [Fact]
        public Task ReturnsFromLoop() => LoopTest.Verify("""
            public async Task<Customer?> Find(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    if (order.Status == OrderStatus.Open)
                        return await _db.Customers.FindAsync(order.CustomerId);
                }

                return null;
            }
            """);

        [Fact]
        public Task LogsAndThrows() => LoopTest.Verify("""
            public async Task Check(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    if (order.Lines.Count == 0)
                    {
                        await _conn.ExecuteAsync("INSERT INTO log (message) VALUES (@Number)", new { order.Number });
                        throw new InvalidOperationException(order.Number);
                    }
                }
            }
            """);
    }

    /// <summary>A handful of elements, fixed in the code.</summary>
    public sealed class ConstantSets
    {
        [Fact]
        public Task ArrayLiteral() => LoopTest.Verify("""
            public void Write()
            {
                foreach (var name in new[] { "open", "paid" })
                    _conn.Execute("INSERT INTO states (name) VALUES (@name)", new { name });
            }
            """);

        [Fact]
        public Task ListLiteralInLocal() => LoopTest.Verify("""
            public void Write()
            {
                var names = new List<string> { "open", "paid" };
                foreach (var name in names)
                    _conn.Execute("INSERT INTO states (name) VALUES (@name)", new { name });
            }
            """);

        [Fact]
        public Task ListLiteralThatGrows_IsNoConstant() => LoopTest.Verify("""
            public void Write(string[] more)
            {
                var names = new List<string> { "open", "paid" };
                names.AddRange(more);
                foreach (var name in names)
                    _conn.{|LDB1001:Execute|}("INSERT INTO states (name) VALUES (@name)", new { name });
            }
            """);

        [Fact]
        public Task StaticReadonlyField() => LoopTest.Verify("""
            private static readonly string[] Names = { "open", "paid" };

            public void Write()
            {
                foreach (var name in Names)
                    _conn.Execute("INSERT INTO states (name) VALUES (@name)", new { name });
            }
            """);

        [Fact]
        public Task StaticProperty() => LoopTest.Verify("""
            private static IReadOnlyList<string> Names { get; } = new[] { "open", "paid" };

            public async Task Write()
            {
                foreach (var name in Names)
                {
                    if (!await _db.Customers.AnyAsync(c => c.Name == name))
                        _db.Customers.Add(new Customer { Name = name });
                }

                await _db.SaveChangesAsync();
            }
            """);

        [Fact]
        public Task EnumValues() => LoopTest.Verify("""
            public async Task<Dictionary<OrderStatus, int>> Count()
            {
                var result = new Dictionary<OrderStatus, int>();
                foreach (var status in Enum.GetValues<OrderStatus>())
                    result[status] = await _db.Orders.CountAsync(o => o.Status == status);
                return result;
            }
            """);

        [Fact]
        public Task EnumElements() => LoopTest.Verify("""
            public void Count(IEnumerable<OrderStatus> statuses)
            {
                foreach (var status in statuses)
                    Console.WriteLine(_db.Orders.Count(o => o.Status == status));
            }
            """);

        [Fact]
        public Task EnumNames() => LoopTest.Verify("""
            public void Write()
            {
                foreach (var name in Enum.GetNames(typeof(OrderStatus)))
                    _conn.Execute("INSERT INTO states (name) VALUES (@name)", new { name });
            }
            """);

        [Fact]
        public Task ConstantTurns() => LoopTest.Verify("""
            public void Write()
            {
                for (var i = 0; i < 10; i++)
                    _conn.Execute("INSERT INTO slots (id) VALUES (@i)", new { i });
            }
            """);

        [Fact]
        public Task Range() => LoopTest.Verify("""
            public void Write()
            {
                foreach (var month in Enumerable.Range(1, 12))
                    _conn.Execute("SELECT create_partition(@month)", new { month });
            }
            """);

        [Fact]
        public Task SelectOverLiteral() => LoopTest.Verify("""
            public Task Warm() => Task.WhenAll(new[] { 1, 2, 3 }.Select(id => _conn.QueryFirstAsync<int>("SELECT count(*) FROM orders WHERE customer_id = @id", new { id })));
            """);
    }

    /// <summary>Collects what one round trip will send.</summary>
    public sealed class Collecting
    {
        [Fact]
        public Task NpgsqlBatch() => LoopTest.Verify("""
            public async Task Store(List<Line> lines)
            {
                await using var batch = new NpgsqlBatch(_conn);
                foreach (var line in lines)
                {
                    var command = new NpgsqlBatchCommand("INSERT INTO lines (id, price) VALUES ($1, $2)");
                    command.Parameters.Add(new NpgsqlParameter { Value = line.Id });
                    command.Parameters.Add(new NpgsqlParameter { Value = line.Price });
                    batch.BatchCommands.Add(command);
                }

                await batch.ExecuteNonQueryAsync();
            }
            """);

        [Fact]
        public Task Parameters() => LoopTest.Verify("""
            public async Task Store(List<string> names)
            {
                await using var command = new NpgsqlCommand("SELECT 1", _conn);
                for (var i = 0; i < names.Count; i++)
                    command.Parameters.AddWithValue("p" + i, names[i]);
                await command.ExecuteNonQueryAsync();
            }
            """);

        [Fact]
        public Task Copy() => LoopTest.Verify("""
            public async Task Store(List<Line> lines)
            {
                await using var writer = await _conn.BeginBinaryImportAsync("COPY lines (id, price) FROM STDIN (FORMAT BINARY)");
                foreach (var line in lines)
                {
                    await writer.StartRowAsync();
                    await writer.WriteAsync(line.Id);
                    await writer.WriteAsync(line.Price);
                }

                await writer.CompleteAsync();
            }
            """);

        [Fact]
        public Task TrackedEntities() => LoopTest.Verify("""
            public async Task Store(List<Line> lines)
            {
                foreach (var line in lines)
                {
                    _db.Lines.Add(line);
                    await _db.Lines.AddAsync(line);
                    _db.Update(line);
                    _db.Remove(line);
                    _db.Entry(line).State = EntityState.Modified;
                }

                await _db.SaveChangesAsync();
            }
            """);

        [Fact]
        public Task LoadedOnce() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                var ids = orders.Select(o => o.CustomerId).ToArray();
                var customers = (await _conn.QueryAsync<Customer>("SELECT * FROM customers WHERE id = ANY(@ids)", new { ids })).ToDictionary(c => c.Id);
                foreach (var order in orders)
                    order.Customer = customers.TryGetValue(order.CustomerId, out var customer) ? customer : null;
            }
            """);

        [Fact]
        public Task InMemoryLinq() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                var customers = await _db.Customers.Take(100).ToListAsync();
                foreach (var order in orders)
                {
                    order.Customer = customers.FirstOrDefault(c => c.Id == order.CustomerId);
                    order.Lines = order.Lines.Where(l => l.OrderId == order.Id).ToList();
                }
            }
            """);

        [Fact]
        public Task SourceOfTheLoop() => LoopTest.Verify("""
            public async Task Load(int id)
            {
                foreach (var order in await _db.Orders.Where(o => o.CustomerId == id).ToListAsync())
                    Console.WriteLine(order.Number);
                foreach (var order in _db.Orders.Where(o => o.CustomerId == id))
                    Console.WriteLine(order.Number);
                await foreach (var order in _db.Orders.Where(o => o.CustomerId == id).AsAsyncEnumerable())
                    Console.WriteLine(order.Number);
                foreach (var number in _conn.Query<string>("SELECT number FROM orders WHERE customer_id = @id", new { id }))
                    Console.WriteLine(number);
            }
            """);

        [Fact]
        public Task StreamedReader() => LoopTest.Verify("""
            public async Task Load(int id)
            {
                await using var command = new NpgsqlCommand("SELECT number FROM orders WHERE customer_id = @id", _conn);
                command.Parameters.AddWithValue("id", id);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    Console.WriteLine(reader.GetString(0));
            }
            """);

        [Fact]
        public Task QueryAfterTheLoop() => LoopTest.Verify("""
            public async Task Load(List<Order> orders)
            {
                var ids = new List<int>();
                foreach (var order in orders)
                    ids.Add(order.CustomerId);
                await _conn.ExecuteAsync("UPDATE customers SET seen = true WHERE id = ANY(@ids)", new { ids });
            }
            """);
    }

    /// <summary>Another database, or another statement, for each element.</summary>
    public sealed class OtherTargets
    {
        [Fact]
        public Task ConnectionPerShard() => LoopTest.Verify("""
            public async Task Clean(List<Customer> shards)
            {
                foreach (var shard in shards)
                {
                    await using var conn = new NpgsqlConnection(shard.ConnectionString);
                    await conn.ExecuteAsync("DELETE FROM lines WHERE customer_id = @Id", new { shard.Id });
                }
            }
            """);

        [Fact]
        public Task CommandPerShard() => LoopTest.Verify("""
            public async Task Clean(List<Customer> shards)
            {
                foreach (var shard in shards)
                {
                    await using var conn = new NpgsqlConnection(shard.ConnectionString);
                    await conn.OpenAsync();
                    await using var command = new NpgsqlCommand("DELETE FROM lines WHERE customer_id = $1", conn);
                    command.Parameters.Add(new NpgsqlParameter { Value = shard.Id });
                    await command.ExecuteNonQueryAsync();
                }
            }
            """);

        [Fact]
        public Task Scripts() => LoopTest.Verify("""
            public async Task Run(IEnumerable<string> scripts)
            {
                foreach (var script in scripts)
                    await _conn.ExecuteAsync(script);
            }
            """);

        [Fact]
        public Task ScriptFiles() => LoopTest.Verify("""
            public async Task Run(string folder)
            {
                foreach (var file in Directory.GetFiles(folder, "*.sql").OrderBy(f => f))
                {
                    var sql = await File.ReadAllTextAsync(file);
                    await using var command = new NpgsqlCommand(sql, _conn);
                    await command.ExecuteNonQueryAsync();
                }
            }
            """);

        [Fact]
        public Task Tables() => LoopTest.Verify("""
            public async Task Clean(IEnumerable<string> tables)
            {
                foreach (var table in tables)
                {
                    await _conn.ExecuteAsync($"TRUNCATE {table}");
                    await _conn.ExecuteAsync("DELETE FROM " + table + " WHERE done");
                }
            }
            """);

        [Fact]
        public Task Contexts() => LoopTest.Verify("""
            public async Task Clean(List<ShopContext> contexts)
            {
                foreach (var context in contexts)
                {
                    await context.Orders.ExecuteDeleteAsync();
                    await context.SaveChangesAsync();
                }
            }
            """);

        [Fact]
        public Task Deliberate() => LoopTest.Verify("""
            public async Task Pay(List<Order> orders)
            {
                // lifeops:per-item each payment commits on its own
                foreach (var order in orders)
                {
                    order.Status = OrderStatus.Paid;
                    await _db.SaveChangesAsync();
                    await _conn.ExecuteAsync("INSERT INTO payments (id) VALUES (@Id)", new { order.Id });
                }
            }
            """);
    }

    /// <summary>Found once per key.</summary>
    public sealed class Caches
    {
        [Fact]
        public Task LocalDictionary() => LoopTest.Verify("""
            public async Task Print(List<Order> orders)
            {
                var names = new Dictionary<int, string>();
                foreach (var order in orders)
                {
                    if (!names.TryGetValue(order.CustomerId, out var name))
                    {
                        name = await _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId });
                        names.Add(order.CustomerId, name);
                    }

                    Console.WriteLine(name);
                }
            }
            """);

        [Fact]
        public Task MemoryCache() => LoopTest.Verify("""
            private Microsoft.Extensions.Caching.Memory.IMemoryCache _cache = null!;

            public async Task Print(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    var name = await Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreateAsync(_cache, order.CustomerId, async entry =>
                        await _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId }));
                    Console.WriteLine(name);
                }
            }
            """);
    }

    /// <summary>A part of the rows per turn: the number of the turn says where the part begins.</summary>
    public sealed class Offsets
    {
        // seen in btcpayserver/btcpayserver: DbMigrationsHostedService.cs
        [Fact]
        public Task PageNumberTimesPageSize() => LoopTest.Verify("""
            public async Task Index(int pages)
            {
                var page = new Page();
                for (var i = 0; i < pages; i++)
                {
                    page.Skip = i * 1000;
                    foreach (var order in await Orders(page))
                        Console.WriteLine(order.Number);
                }
            }

            private async Task<List<Order>> Orders(Page page) =>
                (await _conn.QueryAsync<Order>("SELECT * FROM orders_from(@Skip)", new { page.Skip })).ToList();
            --- types
            public sealed class Page { public int Skip { get; set; } }
            """);
    }

    /// <summary>A method that calls itself once more, for another of its cases.</summary>
    public sealed class OtherCase
    {
        // seen in btcpayserver/btcpayserver: UIWalletsController.PSBT.cs
        [Fact]
        public Task CallsItselfWithTheNameOfACase() => LoopTest.Verify("""
            public async Task<string> Show(int id, string command)
            {
                var order = await _db.Orders.FirstOrDefaultAsync(o => o.Id == id);
                if (command == "pay")
                    return await Show(order.CustomerId, "paid");
                return order.Number;
            }
            """);

        [Fact]
        public Task CallsItselfWithTheParent_Triggers() => LoopTest.Verify("""
            public async Task<string> Path(int id, string separator)
            {
                var customer = await _db.Customers.FirstOrDefaultAsync(c => c.Id == id);
                return customer.ParentId == null ? customer.Name : await {|LDB1001:Path|}(customer.ParentId.Value, separator) + separator + customer.Name;
            }
            """);
    }

    /// <summary>Implementations that are registered: as many as there are, not as many as there are rows.</summary>
    public sealed class RegisteredHandlers
    {
        // seen in btcpayserver/btcpayserver: LightningListener.cs, jellyfin/jellyfin: MediaSegmentManager.cs
        [Fact]
        public Task ServicesOfAContract() => LoopTest.Verify("""
            private readonly IEnumerable<IHandler> _handlers = null!;

            public async Task Check()
            {
                var names = _handlers.Where(h => h.Handles(1)).Select(h => h.Name).ToArray();
                foreach (var name in names)
                    await _conn.ExecuteAsync("DELETE FROM pending WHERE handler = @name", new { name });
            }
            --- types
            public interface IHandler { string Name { get; } bool Handles(int kind); }
            """);

        [Fact]
        public Task EntitiesBehindAnInterface_Trigger() => LoopTest.Verify("""
            private readonly List<IOrder> _orders = null!;

            public async Task Delete()
            {
                foreach (var order in _orders)
                    await _conn.{|LDB1001:ExecuteAsync|}("DELETE FROM orders WHERE id = @Id", new { order.Id });
            }
            --- types
            public interface IOrder { int Id { get; } }
            """);
    }

    /// <summary>A buffer that the loop fills and sends off now and then.</summary>
    public sealed class Buffers
    {
        // seen in jellyfin/jellyfin: AudioNormalizationTask.cs
        [Fact]
        public Task SentWhenTimeIsUp() => LoopTest.Verify("""
            public async Task Pay(List<Order> orders, TimeSpan interval)
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var paid = new List<int>();
                foreach (var order in orders)
                {
                    paid.Add(order.Id);
                    if (watch.Elapsed > interval)
                    {
                        await _conn.ExecuteAsync("UPDATE orders SET status = 1 WHERE id = ANY(@paid)", new { paid });
                        paid.Clear();
                    }
                }
            }
            """);

        [Fact]
        public Task ListThatIsNotEmptied_Triggers() => LoopTest.Verify("""
            public async Task Pay(List<Order> orders, bool fast)
            {
                var paid = new List<int>();
                foreach (var order in orders)
                {
                    paid.Add(order.Id);
                    if (fast)
                        await _conn.{|LDB1001:ExecuteAsync|}("UPDATE orders SET status = 1 WHERE id = ANY(@paid)", new { paid });
                }
            }
            """);
    }

    /// <summary>What a program brings along: written out somewhere else than in the loop.</summary>
    public sealed class BroughtAlong
    {
        // seen in Kareadita/Kavita: Seed.cs
        [Fact]
        public Task AssignedBeforeTheLoop() => LoopTest.Verify("""
            private static List<Customer> Defaults;

            public async Task Write(string name)
            {
                Defaults = new List<Customer> { new() { Name = "a" }, new() { Name = name } };
                foreach (var customer in Defaults)
                {
                    if (!await _db.Customers.AnyAsync(c => c.Name == customer.Name))
                        _db.Customers.Add(customer);
                }
            }
            """);
    }

    /// <summary>Jobs: each ends with a save of its own.</summary>
    public sealed class Jobs
    {
        // seen in Kareadita/Kavita: ExternalMetadataService.cs
        [Fact]
        public Task SavesSpreadOverTime() => LoopTest.Verify("""
            public async Task Refresh(List<Order> orders)
            {
                foreach (var order in orders)
                {
                    order.Number += "-";
                    await _db.SaveChangesAsync();
                    await Task.Delay(1500);
                }
            }
            """);

        // seen in Kareadita/Kavita: ProcessSeries.cs
        [Fact]
        public Task SaveFarBehindTheLoop() => LoopTest.Verify("""
            public async Task Scan(List<Order> orders)
            {
                foreach (var order in orders)
                    await Process(order);
            }

            private Task Process(Order order)
            {
                order.Number += "-";
                return Store(order);
            }

            private async Task Store(Order order)
            {
                order.Status = OrderStatus.Paid;
                await Commit();
            }

            private async Task Commit() => await Flush();
            private async Task Flush() => await _db.SaveChangesAsync();
            """);
    }
}
