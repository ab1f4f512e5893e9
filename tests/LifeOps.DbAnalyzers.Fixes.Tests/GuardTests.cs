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
            foreach (var item in items)
            {
                if (item.Amount > 100)
                    return;
                db.Lines.Add(new Line { OrderId = item.Key });
                await db.SaveChangesAsync();
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
