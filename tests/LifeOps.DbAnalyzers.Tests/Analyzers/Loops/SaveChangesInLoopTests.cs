using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

public sealed class SaveChangesInLoopTests
{
    [Fact]
    public Task Foreach() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Paid;
                await _db.{|#0:SaveChangesAsync|}();
            }
        }
        """, new DiagnosticResult("LDB1005").WithLocation(0).WithMessage("Pay -> SaveChangesAsync runs once per iteration of the foreach over orders; save once behind the loop"));

    [Fact]
    public Task Foreach_Add() => LoopTest.Verify("""
        public void Store(IEnumerable<Line> lines)
        {
            foreach (var line in lines)
            {
                _db.Lines.Add(line);
                _db.{|LDB1005:SaveChanges|}();
            }
        }
        """);

    [Fact]
    public Task For() => LoopTest.Verify("""
        public void Store(List<Line> lines)
        {
            for (int i = 0; i < lines.Count; i++)
            {
                _db.Lines.Add(lines[i]);
                _db.{|LDB1005:SaveChanges|}();
            }
        }
        """);

    [Fact]
    public Task While_Reader() => LoopTest.Verify("""
        public void Import(System.Data.Common.DbDataReader reader)
        {
            while (reader.Read())
            {
                _db.Customers.Add(new Customer { Name = reader.GetString(0) });
                _db.{|LDB1005:SaveChanges|}();
            }
        }
        """);

    [Fact]
    public Task Foreach_Conditional() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                if (order.Status == OrderStatus.Open)
                {
                    order.Status = OrderStatus.Paid;
                    await _db.{|LDB1005:SaveChangesAsync|}();
                }
            }
        }
        """);

    [Fact]
    public Task Foreach_FailureHandledPerElement_IsDeliberate() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                try
                {
                    order.Status = OrderStatus.Paid;
                    await _db.SaveChangesAsync();
                }
                catch (DbUpdateException)
                {
                    Console.WriteLine(order.Id);
                }
            }
        }
        """);

    [Fact]
    public Task Nested_OnceInTheInnermostLoop() => LoopTest.Verify("""
        public async Task Pay(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                foreach (var order in customer.Orders)
                {
                    order.Status = OrderStatus.Paid;
                    await _db.{|#0:SaveChangesAsync|}();
                }
            }
        }
        """, new DiagnosticResult("LDB1005").WithLocation(0).WithMessage("Pay -> SaveChangesAsync runs once per iteration of the foreach over customer.Orders; save once behind the loop"));

    [Fact]
    public Task RetryPerElement() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Paid;
                for (var attempt = 0; attempt < 3; attempt++)
                    await _db.{|LDB1005:SaveChangesAsync|}();
            }
        }
        """);

    [Fact]
    public Task ListForEach() => LoopTest.Verify("""
        public void Pay(List<Order> orders) => orders.ForEach(order =>
        {
            order.Status = OrderStatus.Paid;
            _db.{|LDB1005:SaveChanges|}();
        });
        """);

    [Fact]
    public Task ThroughRepository() => LoopTest.Verify("""
        private IOrders _orders = null!;

        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Paid;
                await _orders.{|#0:UpdateAsync|}(order);
            }
        }
        --- types
        public interface IOrders { Task UpdateAsync(Order order); }

        public sealed class Orders : IOrders
        {
            private readonly ShopContext _db = new();

            public Task UpdateAsync(Order order)
            {
                _db.Update(order);
                return _db.SaveChangesAsync();
            }
        }
        """, new DiagnosticResult("LDB1005").WithLocation(0).WithMessage("Pay -> Orders.UpdateAsync -> SaveChangesAsync runs once per iteration of the foreach over orders; save once behind the loop"));

    [Fact]
    public Task ThroughUnitOfWork() => LoopTest.Verify("""
        private IUnitOfWork _work = null!;

        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Paid;
                await _work.{|LDB1005:CommitAsync|}();
            }
        }
        --- types
        public interface IUnitOfWork { Task<int> CommitAsync(); }

        public sealed class UnitOfWork : IUnitOfWork
        {
            private readonly ShopContext _db = new();
            public Task<int> CommitAsync() => _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task QueryAndSaveBehindOneCall() => LoopTest.Verify("""
        public async Task Pay(List<int> ids)
        {
            foreach (var id in ids)
                await {|LDB1001:PayOne|}(id);
        }

        private async Task PayOne(int id)
        {
            var order = await _db.Orders.SingleAsync(o => o.Id == id);
            order.Status = OrderStatus.Paid;
            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task BehindTheLoop_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
                order.Status = OrderStatus.Paid;
            await _db.SaveChangesAsync();
        }
        """);

    // seen in SeriaWei/ZKEACMS: ServiceBase.cs
    [Fact]
    public Task SwitchedOffWhileMany_DoesNotTrigger() => LoopTest.Verify("""
        private bool _isBulkSave;

        public void Pay(List<Order> orders)
        {
            foreach (var order in orders)
                Update(order);
        }

        private void Update(Order order)
        {
            _db.Update(order);
            if (!_isBulkSave)
                _db.SaveChanges();
        }
        """);

    // seen in oqtane/oqtane.framework: PageModuleRepository.cs
    [Fact]
    public Task ContextOfTheCallee_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await Add(order);
                AddAnother(order);
            }
        }

        private async Task Add(Order order)
        {
            await using var db = await _contexts.CreateDbContextAsync();
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }

        private void AddAnother(Order order)
        {
            using var db = new ShopContext("");
            db.Orders.Add(order);
            db.SaveChanges();
        }
        """);

    // What the caller hands over it can save.
    [Fact]
    public Task ContextOfTheCaller() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            await using var db = await _contexts.CreateDbContextAsync();
            foreach (var order in orders)
                await {|LDB1005:Add|}(db, order);
        }

        private static async Task Add(ShopContext db, Order order)
        {
            db.Orders.Add(order);
            await db.SaveChangesAsync();
        }
        """);

    // seen in BeatLeader/beatleader-server: RankingService.cs
    [Fact]
    public Task FollowedByAQuestion_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Paid;
                await _db.SaveChangesAsync();
                await Refresh();
            }

            foreach (var order in orders)
            {
                order.Status = OrderStatus.Shipped;
                await _db.SaveChangesAsync();
                Console.WriteLine(await _db.Orders.{|LDB1001:CountAsync|}(o => o.CustomerId == order.CustomerId));
            }
        }

        private async Task Refresh() => await Recount(OrderStatus.Paid);
        private async Task Recount(OrderStatus status) => Console.WriteLine(await _db.Orders.CountAsync(o => o.Status == status));
        """);

    [Fact]
    public Task BehindAQuestion() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await Refresh();
                order.Status = OrderStatus.Paid;
                await _db.{|LDB1005:SaveChangesAsync|}();
            }
        }

        private async Task Refresh() => Console.WriteLine(await _db.Orders.CountAsync(o => o.Status == OrderStatus.Paid));
        """);
}
