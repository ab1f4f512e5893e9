using LifeOps.DbAnalyzers.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>Where one thing is missing that keeps the behaviour, the finding stays and no fix is offered.</summary>
public sealed class GuardTests
{
    private const string Run = "public static async Task Run(NpgsqlConnection conn, List<Item> items, List<string> output)";

    public static TheoryData<string, CodeFixProvider, string> Cases { get; } = new()
    {
        {
            "the key is computed in the loop", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                var key = Next(item.Key);
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @key", new { key })).Name);
            }

            static int Next(int key) => key + 1;
            """
        },
        {
            "the column is not unique", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add((await conn.QueryFirstAsync<Customer>("SELECT id, name FROM customers WHERE visits = @Key", new { item.Key })).Name);
            """
        },
        {
            "the key is not among the results", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add((await conn.QueryFirstAsync<Customer>("SELECT name FROM customers WHERE id = @Key", new { item.Key })).Name);
            """
        },
        {
            "something is written in the loop", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                var customer = await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key });
                await conn.ExecuteAsync("UPDATE customers SET name = name || '!' WHERE id = @Id", new { customer.Id });
            }
            """
        },
        {
            "some iterations ask nothing", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                if (item.Amount > 3)
                    continue;
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
            }
            """
        },
        {
            "the row is changed, and two elements may have it", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                var customer = await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key });
                customer.Name += item.Amount;
                output.Add(customer.Name);
            }
            """
        },
        {
            "the collection can be gone through once", new SingleRowLoopFix(), """
            foreach (var item in items.Where(i => i.Amount > 1))
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
            """
        },
        {
            "Find answers from the change tracker", new EfSingleByKeyFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
                output.Add((await db.Customers.FindAsync(item.Key))?.Name ?? "none");
            """
        },
        {
            "not the primary key", new EfSingleByKeyFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
                output.Add((await db.Customers.FirstAsync(c => c.Visits == item.Key)).Name);
            """
        },
        {
            "untracked and changed", new EfSingleByKeyFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
            {
                var customer = await db.Customers.AsNoTracking().FirstAsync(c => c.Id == item.Key);
                customer.Visits = item.Amount;
            }
            """
        },
        {
            "saved in the loop", new EfSingleByKeyFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
            {
                var customer = await db.Customers.FirstAsync(c => c.Id == item.Key);
                customer.Visits = item.Amount;
                await db.SaveChangesAsync();
            }
            """
        },
        {
            "two conditions of the element", new EfSingleByKeyFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
                output.Add((await db.Customers.FirstOrDefaultAsync(c => c.Id == item.Key && c.Visits > item.Amount))?.Name ?? "");
            """
        },
        {
            "more than one key in the condition", new EfCountPerParentFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
                output.Add("" + await db.Orders.CountAsync(o => o.CustomerId == item.Key || o.Total == item.Amount));
            """
        },
        {
            "children without an order", new EfChildrenPerParentFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
                output.Add("" + (await db.Orders.Where(o => o.CustomerId == item.Key).ToListAsync()).Count);
            """
        },
        {
            "some children only", new EfChildrenPerParentFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
                output.Add("" + (await db.Orders.Where(o => o.CustomerId == item.Key).OrderBy(o => o.Id).Take(item.Amount).ToListAsync()).Count);
            """
        },
        {
            "no transaction around it", new BatchWritesFix(), """
            foreach (var item in items)
                await conn.ExecuteAsync("UPDATE orders SET total = total - @Amount WHERE id = @Key", new { item.Amount, item.Key });
            """
        },
        {
            "a failure is swallowed inside the transaction", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            try
            {
                foreach (var item in items)
                    await conn.ExecuteAsync("UPDATE orders SET total = total - @Amount WHERE id = @Key", new { item.Amount, item.Key }, tx);
            }
            catch (PostgresException) { output.Add("failed"); }
            await tx.CommitAsync();
            """
        },
        {
            "the number of rows is used", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            var changed = 0;
            foreach (var item in items)
                changed += await conn.ExecuteAsync("UPDATE orders SET total = total - @Amount WHERE id = @Key", new { item.Amount, item.Key }, tx);
            await tx.CommitAsync();
            output.Add(changed.ToString());
            """
        },
        {
            "the loop does more than prepare the command", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            foreach (var item in items)
            {
                await conn.ExecuteAsync("UPDATE orders SET total = total - @Amount WHERE id = @Key", new { item.Amount, item.Key }, tx);
                output.Add("done " + item.Key);
            }

            await tx.CommitAsync();
            """
        },
        {
            "the transaction is over", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            await tx.CommitAsync();
            foreach (var item in items)
                await conn.ExecuteAsync("UPDATE orders SET total = total - @Amount WHERE id = @Key", new { item.Amount, item.Key }, tx);
            """
        },
        {
            "something happens before the question", new HoistQueryFix(), """
            foreach (var item in items)
            {
                output.Add("start " + item.Key);
                var rate = await conn.QuerySingleAsync<int>("SELECT max(visits) FROM customers");
                output.Add((item.Amount * rate).ToString());
            }
            """
        },
        {
            "the answer is changed", new HoistQueryFix(), """
            foreach (var item in items)
            {
                var names = (await conn.QueryAsync<string>("SELECT name FROM customers WHERE visits = 3")).ToList();
                names.Add(item.Key.ToString());
                output.Add(string.Join(",", names));
            }
            """
        },
        {
            "nobody knows whether there is an element", new HoistQueryFix(), """
            foreach (var item in items.Where(i => i.Amount > 1))
            {
                var rate = await conn.QuerySingleAsync<int>("SELECT max(visits) FROM customers");
                output.Add((item.Amount * rate).ToString());
            }
            """
        },
        {
            "the sibling asks for something else", new PluralSiblingFix(), """
            foreach (var item in items)
                output.Add((await Get(conn, item.Key)).Name);
            }

            private static async Task<Customer> Get(NpgsqlConnection conn, int id) => await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id });

            private static async Task<List<Customer>> GetMany(NpgsqlConnection conn, int[] ids)
            {
                return (await conn.QueryAsync<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids) AND visits > 0", new { ids })).ToList();
            """
        },
        {
            "a way out of the loop passes the save by", new SaveBehindLoopFix(), """
            await using var db = new Shop(conn);
            await using var tx = await db.Database.BeginTransactionAsync();
            foreach (var item in items)
            {
                if (item.Amount > 100)
                    return;
                db.Lines.Add(new Line { OrderId = item.Key });
                await db.SaveChangesAsync();
            }
            """
        },
        {
            "the key is counted up in the loop", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
                items[^1].Key++;
            }
            """
        },
        {
            "a callee changes the key of another element", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
                Move(item);
            }

            void Move(Item of) => items[0].Key = of.Amount;
            """
        },
        {
            "an array gets another element", new SingleRowLoopFix(), """
            var array = items.ToArray();
            foreach (var item in array)
            {
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
                array[^1] = new Item { Key = 1 };
            }
            """
        },
        {
            "the row goes where it is changed", new SingleRowLoopFix(), """
            var customers = new List<Customer>();
            foreach (var item in items)
            {
                var customer = await conn.QuerySingleAsync<Customer>("SELECT id, name, visits FROM customers WHERE id = @Key", new { item.Key });
                customers.Add(customer);
            }

            foreach (var customer in customers)
                output.Add(customer.Name + ++customer.Visits);
            """
        },
        {
            "a callee changes the row", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                var customer = await conn.QuerySingleAsync<Customer>("SELECT id, name, visits FROM customers WHERE id = @Key", new { item.Key });
                output.Add(Greet(customer));
            }

            static string Greet(Customer customer)
            {
                customer.Visits += 1;
                return customer.Name + customer.Visits;
            }
            """
        },
        {
            "a value is another one in each iteration", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key AND @now > '2020-01-01'", new { item.Key, now = DateTime.UtcNow })).Name);
            """
        },
        {
            "a property counts", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key AND visits < @most", new { item.Key, most = Next })).Name);
            }

            private static int s_next;
            private static int Next
            {
                get { return s_next++; }
            """
        },
        {
            "a callee changes another value of the query", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key AND visits < @most", new { item.Key, most = s_most })).Name);
                Lower();
            }
            }

            private static int s_most = 9;
            private static void Lower()
            {
                s_most--;
            """
        },
        {
            "a property that is read asks the database", new SingleRowLoopFix(), """
            var counter = new Counter(conn);
            foreach (var item in items)
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name + counter.Total);
            }

            private sealed class Counter
            {
                private readonly NpgsqlConnection conn;
                public Counter(NpgsqlConnection conn) => this.conn = conn;
                public int Total => conn.Execute("UPDATE customers SET visits = visits + 1");
            """
        },
        {
            "the end of a using writes", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                using var visit = new Visit(conn);
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
            }
            }

            private sealed class Visit : IDisposable
            {
                private readonly NpgsqlConnection conn;
                public Visit(NpgsqlConnection conn) => this.conn = conn;
                public void Dispose() => conn.Execute("UPDATE customers SET name = name || '!'");
            """
        },
        {
            "the answer is not used", new SingleRowLoopFix(), """
            foreach (var item in items)
                await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key });
            """
        },
        {
            "the fourth argument means something else for many rows", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add(conn.QuerySingle<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key }, null, 30).Name);
            """
        },
        {
            "rows are locked one after the other", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key FOR UPDATE", new { item.Key })).Name);
            """
        },
        {
            "the key of the row computes", new SingleRowLoopFix(), """
            foreach (var item in items)
                output.Add((await conn.QuerySingleAsync<Odd>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
            }

            private sealed class Odd
            {
                private int _id;
                public int Id { get => _id + 1; set => _id = value; }
                public string Name { get; set; } = "";
            """
        },
        {
            "an attempt that may fail", new SingleRowLoopFix(), """
            foreach (var item in items)
            {
                try
                {
                    output.Add((await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key })).Name);
                }
                catch (InvalidOperationException) { output.Add("none"); }
            }
            """
        },
        {
            "what the caller does between two elements is not known", new SingleRowLoopFix(), """
            foreach (var name in Names(conn, items))
            {
                output.Add(name);
                await conn.ExecuteAsync("UPDATE customers SET name = name || '!'");
            }
            }

            private static IEnumerable<string> Names(NpgsqlConnection conn, List<Item> items)
            {
                foreach (var item in items)
                {
                    var customer = conn.QuerySingle<Customer>("SELECT id, name FROM customers WHERE id = @Key", new { item.Key });
                    yield return customer.Name;
                }
            """
        },
        {
            "a context that tracks nothing", new EfSingleByKeyFix(), """
            await using var db = new Shop(conn);
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            foreach (var item in items)
            {
                var customer = await db.Customers.FirstAsync(c => c.Id == item.Key);
                customer.Visits += item.Amount;
                output.Add("" + customer.Visits);
            }
            """
        },
        {
            "untracked children are changed", new EfChildrenPerParentFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
            {
                foreach (var order in await db.Orders.AsNoTracking().Where(o => o.CustomerId == item.Key).OrderBy(o => o.Id).ToListAsync())
                    output.Add("" + ++order.Total);
            }
            """
        },
        {
            "a command of two statements", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            foreach (var item in items)
                await conn.ExecuteAsync("UPDATE orders SET total = 1 WHERE id = @Key; DELETE FROM lines WHERE order_id = @Key", new { item.Key }, tx);
            await tx.CommitAsync();
            """
        },
        {
            "a value that may fail before an earlier command would", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            foreach (var item in items)
            {
                var amount = int.Parse(item.Amount + "0");
                await conn.ExecuteAsync("UPDATE orders SET total = total - @amount WHERE id = @Key", new { amount, item.Key }, tx);
            }

            await tx.CommitAsync();
            """
        },
        {
            "the command has a timeout of its own", new BatchWritesFix(), """
            await using var tx = await conn.BeginTransactionAsync();
            foreach (var item in items)
            {
                await using var cmd = new NpgsqlCommand("DELETE FROM lines WHERE order_id = @id", conn, tx) { CommandTimeout = 600 };
                cmd.Parameters.AddWithValue("id", item.Key);
                await cmd.ExecuteNonQueryAsync();
            }

            await tx.CommitAsync();
            """
        },
        {
            "two blocks have a variable of that name", new HoistQueryFix(), """
            foreach (var item in items)
            {
                var rate = await conn.QuerySingleAsync<int>("SELECT max(visits) FROM customers");
                output.Add((item.Amount * rate).ToString());
            }

            foreach (var item in items)
            {
                var rate = item.Amount;
                output.Add(rate.ToString());
            }
            """
        },
        {
            "not asked in each case", new PluralSiblingFix(), """
            var repository = new Customers(conn);
            var names = items.Count > 3 ? (await Task.WhenAll(items.Select(item => repository.Get(item.Key)))).Length : 0;
            output.Add("" + names);
            }

            private sealed class Customers
            {
                private readonly NpgsqlConnection conn;
                public Customers(NpgsqlConnection conn) => this.conn = conn;
                public async Task<Customer> Get(int id) => await conn.QuerySingleAsync<Customer>("SELECT id, name FROM customers WHERE id = @id", new { id });
                public async Task<List<Customer>> GetMany(int[] ids) => (await conn.QueryAsync<Customer>("SELECT id, name FROM customers WHERE id = ANY(@ids)", new { ids })).ToList();
            """
        },
        {
            "no transaction around the save", new SaveBehindLoopFix(), """
            await using var db = new Shop(conn);
            foreach (var item in items)
            {
                db.Lines.Add(new Line { OrderId = item.Key });
                await db.SaveChangesAsync();
            }
            """
        },
        {
            "the value may be null", new ValueLoopFix(), """
            foreach (var item in items)
                output.Add(await conn.ExecuteScalarAsync<string>("SELECT kind FROM events WHERE id = @Key", new { item.Key }) ?? "none");
            """
        },
        {
            "the value is converted", new ValueLoopFix(), """
            foreach (var item in items)
                output.Add("" + await conn.ExecuteScalarAsync<long>("SELECT visits FROM customers WHERE id = @Key", new { item.Key }));
            """
        },
        {
            "the value is computed", new ValueLoopFix(), """
            foreach (var item in items)
                output.Add("" + await conn.ExecuteScalarAsync<long>("SELECT count(*) FROM customers WHERE id = @Key", new { item.Key }));
            """
        },
        {
            "children in no order", new ChildrenLoopFix(), """
            foreach (var item in items)
                output.Add("" + (await conn.QueryAsync<Line>("SELECT id, order_id AS OrderId FROM lines WHERE order_id = @Key", new { item.Key })).First().Id);
            """
        },
        {
            "the first children only", new ChildrenLoopFix(), """
            foreach (var item in items)
                output.Add("" + (await conn.QueryAsync<Line>("SELECT id, order_id AS OrderId FROM lines WHERE order_id = @Key ORDER BY id LIMIT 3", new { item.Key })).Count());
            """
        },
        {
            "the parent's key does not reach the row", new ChildrenLoopFix(), """
            foreach (var item in items)
                output.Add("" + (await conn.QueryAsync<Line>("SELECT id, order_id FROM lines WHERE order_id = @Key ORDER BY id", new { item.Key })).Count());
            """
        },
        {
            "children are changed", new ChildrenLoopFix(), """
            foreach (var item in items)
            {
                foreach (var line in await conn.QueryAsync<Line>("SELECT id, order_id AS OrderId, price FROM lines WHERE order_id = @Key ORDER BY id", new { item.Key }))
                    output.Add("" + ++line.Price);
            }
            """
        },
        {
            "children by two values of the element", new ChildrenLoopFix(), """
            foreach (var item in items)
                output.Add("" + (await conn.QueryAsync<Line>("SELECT id, order_id AS OrderId FROM lines WHERE order_id = @Key AND price = @Amount ORDER BY id", new { item.Key, item.Amount })).Count());
            """
        },
        {
            "the command is asked twice", new ScalarLoopFix(), """
            foreach (var item in items)
            {
                await using var cmd = new NpgsqlCommand("SELECT name FROM customers WHERE id = @id", conn);
                cmd.Parameters.AddWithValue("id", item.Key);
                output.Add((string?)await cmd.ExecuteScalarAsync() ?? "none");
                output.Add(cmd.CommandText);
            }
            """
        },
        {
            "a second parameter of the element", new ScalarLoopFix(), """
            foreach (var item in items)
            {
                await using var cmd = new NpgsqlCommand("SELECT name FROM customers WHERE id = @id AND visits < @most", conn);
                cmd.Parameters.AddWithValue("id", item.Key);
                cmd.Parameters.AddWithValue("most", item.Amount);
                output.Add((string?)await cmd.ExecuteScalarAsync() ?? "none");
            }
            """
        },
        {
            "a connection of the iteration", new ScalarLoopFix(), """
            foreach (var item in items)
            {
                await using var own = new NpgsqlConnection(conn.ConnectionString);
                await own.OpenAsync();
                await using var cmd = new NpgsqlCommand("SELECT name FROM customers WHERE id = @id", own);
                cmd.Parameters.AddWithValue("id", item.Key);
                output.Add((string?)await cmd.ExecuteScalarAsync() ?? "none");
            }
            """
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task NoFix(string reason, CodeFixProvider fix, string body)
    {
        var proof = new ProofCase(reason, fix, Run + "\n{\n" + body + "\n}");

        var (_, fixes) = await FixApplication.ApplyAsync(proof, FixProofTests.Schema);

        Assert.Equal(0, fixes);
        Assert.NotEmpty(await FixApplication.FindingsAsync(proof, FixProofTests.Schema));
    }
}
