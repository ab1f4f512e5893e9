using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>The families of fixes, each as methods that real code has.</summary>
internal static class ProofCases
{
    public static IReadOnlyList<ProofCase> All { get; } =
    [
        new("Dapper: one row by key, missing throws", new SingleRowLoopFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                {
                    var customer = await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id = item.Key });
                    output.Add(item.Amount + customer.Name);
                }
            }
            """),
        new("Dapper: one row by key that may be null, missing is null", new SingleRowLoopFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                    output.Add(conn.QueryFirstOrDefault<Customer>("SELECT id, name FROM customers WHERE id = @Maybe", new { item.Maybe })?.Name ?? "none");
                return Task.CompletedTask;
            }
            """),
        new("Dapper: one value by key, missing is the default", new ValueLoopFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                {
                    var name = await conn.ExecuteScalarAsync<string>("SELECT c.name FROM customers c WHERE c.id = @Maybe", new { item.Maybe });
                    output.Add(item.Amount + (name ?? "none"));
                }
            }
            """),
        new("Dapper: one value by key, missing throws", new ValueLoopFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                    output.Add("visits " + conn.QuerySingle<int>("SELECT visits FROM customers WHERE id = @id AND visits < 9", new { id = item.Key }));
                return Task.CompletedTask;
            }
            """),
        new("ADO.NET: one value by key", new ScalarLoopFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                {
                    await using var cmd = new NpgsqlCommand("SELECT name FROM customers WHERE id = @id", conn);
                    cmd.Parameters.AddWithValue("id", item.Key);
                    var name = (string?)await cmd.ExecuteScalarAsync();
                    output.Add(item.Amount + (name ?? "none"));
                }
            }
            """),
        new("Dapper: children per parent", new ChildrenLoopFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                {
                    var lines = await conn.QueryAsync<Line>("SELECT id, order_id AS OrderId, price FROM lines WHERE order_id = @Key AND price > @least ORDER BY price DESC, id", new { item.Key, least = 1 });
                    output.Add(string.Join(",", lines.Select(l => l.Id + ":" + l.Price)));
                }
            }
            """),
        new("EF Core: First by key, missing throws", new EfSingleByKeyFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                foreach (var item in items)
                {
                    var customer = await db.Customers.FirstAsync(c => c.Id == item.Key);
                    customer.Visits += item.Amount;
                    output.Add(customer.Name + customer.Visits);
                }

                await db.SaveChangesAsync();
            }
            """) { MaxCommands = 2 },
        new("EF Core: SingleOrDefault by key, with another condition, not tracked", new EfSingleByKeyFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                using var db = new Shop(conn);
                foreach (var item in items)
                {
                    var customer = db.Customers.AsNoTracking().SingleOrDefault(c => c.Id == item.Key && c.Visits < 7);
                    output.Add(customer?.Name ?? "none");
                }

                return Task.CompletedTask;
            }
            """),
        new("EF Core: count per parent", new EfCountPerParentFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                foreach (var item in items)
                    output.Add("n" + await db.Orders.CountAsync(o => o.CustomerId == item.Key && o.Total > 3));
            }
            """),
        new("EF Core: any per parent", new EfCountPerParentFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                foreach (var item in items)
                {
                    if (await db.Orders.Where(o => o.Total > 3).AnyAsync(o => o.CustomerId == item.Key))
                        output.Add("has " + item.Key);
                }
            }
            """),
        new("EF Core: children per parent", new EfChildrenPerParentFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                foreach (var item in items)
                {
                    var orders = await db.Orders.AsNoTracking().Where(o => o.CustomerId == item.Key).OrderByDescending(o => o.Total).ThenBy(o => o.Id).ToListAsync();
                    output.Add(string.Join(",", orders.Select(o => o.Id)));
                }
            }
            """),
        new("EF Core: lazy navigation, reference", new IncludeNavigationFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                using var db = new Shop(conn);
                var keys = items.Select(i => i.Key).ToList();
                foreach (var order in db.Orders.Where(o => keys.Contains(o.Id)).OrderBy(o => o.Id).Take(100).ToList())
                    output.Add(order.Id + order.Customer!.Name);
                return Task.CompletedTask;
            }
            """) { IsSilentWithoutElements = false },
        new("EF Core: lazy navigation, collection", new IncludeNavigationFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                var keys = items.Select(i => i.Key).ToList();
                var orders = await db.Orders.Where(o => keys.Contains(o.Id)).OrderBy(o => o.Id).Take(100).ToListAsync();
                foreach (var order in orders)
                    output.Add(order.Id + ":" + order.Lines!.Sum(l => l.Price));
            }
            """) { IsSilentWithoutElements = false },
        new("Dapper: UPDATE per element in a transaction", new BatchWritesFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var tx = await conn.BeginTransactionAsync();
                foreach (var item in items)
                    await conn.ExecuteAsync("UPDATE orders SET total = total - @Amount WHERE id = @Key", new { item.Amount, item.Key }, tx);
                await tx.CommitAsync();
            }
            """) { MaxCommands = 3, IsSilentWithoutElements = false },
        new("Dapper: INSERT per element in a transaction, null values", new BatchWritesFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                using var tx = conn.BeginTransaction();
                try
                {
                    foreach (var item in items)
                    {
                        var kind = item.Amount > 5 ? "big" : null;
                        conn.Execute("INSERT INTO events (id, parent, kind) VALUES (@Key, @parent, @kind)", new { item.Key, parent = item.Maybe, kind }, tx);
                    }

                    tx.Commit();
                }
                catch
                {
                    tx.Rollback();
                    throw;
                }

                return Task.CompletedTask;
            }
            """) { MaxCommands = 3, IsSilentWithoutElements = false },
        new("ADO.NET: command made per element, DELETE in a transaction", new BatchWritesFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var tx = await conn.BeginTransactionAsync();
                foreach (var item in items)
                {
                    await using var cmd = new NpgsqlCommand("DELETE FROM lines WHERE order_id = @id", conn, tx);
                    cmd.Parameters.AddWithValue("id", item.Key);
                    await cmd.ExecuteNonQueryAsync();
                }

                await tx.CommitAsync();
            }
            """) { MaxCommands = 3, IsSilentWithoutElements = false },
        new("ADO.NET: command reused with changed values in a transaction", new BatchWritesFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                using (var tx = conn.BeginTransaction())
                {
                    using var cmd = new NpgsqlCommand("UPDATE orders SET total = total - @amount WHERE id = @id", conn, tx);
                    cmd.Parameters.Add("id", NpgsqlTypes.NpgsqlDbType.Integer);
                    cmd.Parameters.Add("amount", NpgsqlTypes.NpgsqlDbType.Integer);
                    foreach (var item in items)
                    {
                        cmd.Parameters["id"].Value = item.Key;
                        cmd.Parameters["amount"].Value = item.Amount;
                        cmd.ExecuteNonQuery();
                    }

                    tx.Commit();
                }

                return Task.CompletedTask;
            }
            """) { MaxCommands = 3, IsSilentWithoutElements = false },
        new("Query that does not depend on the loop", new HoistQueryFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var item in items)
                {
                    var rate = await conn.QuerySingleAsync<int>("SELECT max(visits) FROM customers");
                    output.Add((item.Amount * rate).ToString());
                }
            }
            """),
        new("SaveChanges behind the loop, in a transaction", new SaveBehindLoopFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                var orders = await db.Orders.Where(o => o.Id <= items.Count).OrderBy(o => o.Id).ToListAsync();
                await using var tx = await db.Database.BeginTransactionAsync();
                foreach (var order in orders)
                {
                    order.Total -= items[order.Id - 1].Amount;
                    db.Lines.Add(new Line { OrderId = order.Id, Price = order.Total });
                    await db.SaveChangesAsync();
                }

                await tx.CommitAsync();
            }
            """) { MaxCommands = 5, IsSilentWithoutElements = false },
        new("Repository: sibling for many keys", new PluralSiblingFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                var repository = new Customers(conn);
                foreach (var item in items)
                {
                    var customer = await repository.GetByIdAsync(item.Key);
                    output.Add(item.Amount + customer.Name);
                }
            }

            private sealed class Customers
            {
                private readonly NpgsqlConnection _conn;
                public Customers(NpgsqlConnection conn) => _conn = conn;
                public async Task<Customer> GetByIdAsync(int id) => await _conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id });
                public async Task<List<Customer>> GetManyByIdsAsync(IReadOnlyCollection<int> ids) =>
                    (await _conn.QueryAsync<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids = ids.ToArray() })).ToList();
            }
            """),
        new("Task.WhenAll over a repository with a sibling", new PluralSiblingFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var source = NpgsqlDataSource.Create(conn.ConnectionString + ";Maximum Pool Size=8");
                var repository = new Customers(source);
                var customers = await Task.WhenAll(items.Select(item => repository.GetByIdAsync(item.Key)));
                foreach (var customer in customers)
                    output.Add(customer?.Name ?? "none");
            }

            private sealed class Customers
            {
                private readonly NpgsqlDataSource _source;
                public Customers(NpgsqlDataSource source) => _source = source;
                public async Task<Customer?> GetByIdAsync(int id)
                {
                    await using var conn = await _source.OpenConnectionAsync();
                    return await conn.QuerySingleOrDefaultAsync<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id });
                }

                public async Task<IReadOnlyList<Customer>> GetManyByIdsAsync(int[] ids)
                {
                    await using var conn = await _source.OpenConnectionAsync();
                    return (await conn.QueryAsync<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids })).ToList();
                }
            }
            """),
        new("Dapper: Execute over a list in a transaction", new CommandPerElementFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var tx = await conn.BeginTransactionAsync();
                await conn.ExecuteAsync("DELETE FROM lines WHERE order_id = @Key", items, tx);
                await tx.CommitAsync();
            }
            """) { Analyzer = new CommandPerElement(), IsSilentWithoutElements = false },
        new("Dapper: INSERT over a list in a transaction, unnest", new CommandPerElementFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var tx = await conn.BeginTransactionAsync();
                await conn.ExecuteAsync("INSERT INTO events (id, parent) VALUES (@Key, @Maybe)", items, tx);
                await tx.CommitAsync();
            }
            """) { Analyzer = new CommandPerElement(), IsSilentWithoutElements = false },
        new("Dapper: INSERT over a list with ON CONFLICT DO NOTHING, unnest", new CommandPerElementFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var tx = await conn.BeginTransactionAsync();
                await conn.ExecuteAsync("INSERT INTO events VALUES (@Key, @Maybe, 'listed'::text) ON CONFLICT DO NOTHING", items, tx);
                await tx.CommitAsync();
            }
            """) { Analyzer = new CommandPerElement(), IsSilentWithoutElements = false },
        new("Dapper: read without a bound, tables smaller than a page", new PageQueryFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var line in await conn.QueryAsync<Line>("SELECT id, order_id, price FROM lines"))
                    output.Add(line.Id + " " + line.Price);
            }
            """) { Analyzer = new UnpaginatedQuery(), IsSilentWithoutElements = false, IsUnordered = true },
        new("EF Core: read without a bound, tables smaller than a page", new PageQueryFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                foreach (var line in await db.Lines.Where(l => l.Price > 2).ToListAsync())
                    output.Add(line.Id + " " + line.Price);
            }
            """) { Analyzer = new UnpaginatedQuery(), IsSilentWithoutElements = false, IsUnordered = true },
        new("LDB1008, SQL: a page in the order of the key", new UnstableOrderSql(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                // The order among equal visits was nobody's: what is said of it must not differ.
                foreach (var customer in await conn.QueryAsync<Customer>("SELECT id, name, visits FROM customers ORDER BY visits LIMIT @limit", new { limit = items.Count }))
                    output.Add("" + customer.Visits);
            }
            """) { Analyzer = new EmbeddedSqlAnalyzer(), IsSilentWithoutElements = false },
        new("LDB1008, EF Core: a page in the order of the key", new UnstablePageFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                foreach (var customer in await db.Customers.OrderBy(c => c.Visits).Take(items.Count).ToListAsync())
                    output.Add("" + customer.Visits);
            }
            """) { Analyzer = new UnstablePage(), IsSilentWithoutElements = false },
        new("LDB1009: columns by name", new SelectStarSql(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                var keys = items.Select(i => i.Key).ToArray();
                foreach (var customer in await conn.QueryAsync<Customer>("SELECT * FROM customers WHERE id = ANY(@keys) ORDER BY id", new { keys }))
                    output.Add(customer.Id + customer.Name + customer.Visits);
            }
            """) { Analyzer = new EmbeddedSqlAnalyzer(), IsSilentWithoutElements = false },
        new("LDB1010, Dapper: a parameter for a value in quotes", new SqlFromValuesFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output) => Find(conn, items.Count == 0 ? null : "customer " + items[0].Key, output);

            public static async Task Find(NpgsqlConnection conn, string? name, List<string> output)
            {
                foreach (var id in await conn.QueryAsync<int>($"SELECT id FROM customers WHERE name = '{name}' ORDER BY id LIMIT 5"))
                    output.Add("" + id);
            }
            """) { Analyzer = new SqlFromValues(), IsSilentWithoutElements = false },
        new("LDB1010, ADO.NET: a parameter for a value in quotes", new SqlFromValuesFix(), """
            public static Task Run(NpgsqlConnection conn, List<Item> items, List<string> output) => Rename(conn, items.Count == 0 ? "" : "customer " + items[0].Key, output);

            public static async Task Rename(NpgsqlConnection conn, string name, List<string> output)
            {
                await using var cmd = new NpgsqlCommand("UPDATE customers SET visits = visits + 1 WHERE name = '" + name + "'", conn);
                output.Add("" + await cmd.ExecuteNonQueryAsync());
            }
            """) { Analyzer = new SqlFromValues(), IsSilentWithoutElements = false },
        new("LDB1017: NOT EXISTS, no null in the list", new NotInNullableSql(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                foreach (var id in await conn.QueryAsync<int>("SELECT id FROM customers WHERE id NOT IN (SELECT parent FROM events) ORDER BY id LIMIT 7"))
                    output.Add("" + id);
            }
            """) { Analyzer = new EmbeddedSqlAnalyzer(), IsSilentWithoutElements = false },
        new("LDB1018, Dapper: EXISTS", new CountedToExistFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                var key = items.Count == 0 ? (int?)null : items[0].Key;
                if (await conn.ExecuteScalarAsync<int>("SELECT count(*) FROM orders WHERE customer_id = @key", new { key }) > 0)
                    output.Add("some");
                output.Add(conn.ExecuteScalar<long>("SELECT count(*) FROM lines WHERE order_id = @key", new { key }) == 0 ? "none" : "some");
            }
            """) { Analyzer = new CountedToExist(), IsSilentWithoutElements = false, MaxCommands = 2 },
        new("LDB1018, EF Core: Any", new CountedToExistFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                var key = items.Count == 0 ? 0 : items[0].Key;
                output.Add(await db.Orders.CountAsync(o => o.CustomerId == key) > 0 ? "some" : "none");
                output.Add(0 == db.Lines.Where(l => l.OrderId == key).Count() ? "none" : "some");
            }
            """) { Analyzer = new CountedToExist(), IsSilentWithoutElements = false, MaxCommands = 2 },
        new("LDB1019: using", new UndisposedConnectionFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                var key = items.Count == 0 ? 0 : items[0].Key;
                var cmd = new NpgsqlCommand("UPDATE orders SET total = total - @amount WHERE id = @key", conn);
                cmd.Parameters.AddWithValue("key", key);
                cmd.Parameters.AddWithValue("amount", items.Sum(i => i.Amount));
                output.Add("" + await cmd.ExecuteNonQueryAsync());
            }
            """) { Analyzer = new UndisposedConnection(), IsSilentWithoutElements = false },
        new("LDB1020: await", new SynchronousCallFix(), """
            public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)
            {
                await using var db = new Shop(conn);
                var keys = items.Select(i => i.Key).ToList();
                foreach (var order in db.Orders.Where(o => keys.Contains(o.Id)).OrderBy(o => o.Id).ToList())
                    order.Total -= items[0].Amount;
                db.SaveChanges();
                output.Add(conn.QuerySingle<int>("SELECT sum(total) FROM orders").ToString());
                await Task.Yield();
            }
            """) { Analyzer = new SynchronousCall(), IsSilentWithoutElements = false, MaxCommands = 3 },
    ];
}
