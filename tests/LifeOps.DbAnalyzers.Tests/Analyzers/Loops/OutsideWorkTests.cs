using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Iterations that do something besides asking the database: a save per element keeps what was done for it.</summary>
public sealed class OutsideWorkTests
{
    // seen in Kareadita/Kavita: MediaConversionService.cs
    [Fact]
    public Task SaveBehindFileWork_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Convert(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Number = await System.IO.File.ReadAllTextAsync(order.Number);
                await _db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task SaveBehindACallOfAnotherService_DoesNotTrigger() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Ship(List<Order> orders)
        {
            foreach (var order in orders)
            {
                var answer = await _http.GetAsync("https://parcels.example/" + order.Number).ConfigureAwait(false);
                order.Status = answer.IsSuccessStatusCode ? OrderStatus.Shipped : order.Status;
                await _db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task SaveBehindAMail_ThroughTheProject_DoesNotTrigger() => LoopTest.Verify("""
        private IMails _mails = null!;

        public async Task Remind(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await _mails.SendAsync(order.Number);
                order.Status = OrderStatus.Shipped;
                await _db.SaveChangesAsync();
            }
        }
        --- types
        public interface IMails { Task SendAsync(string text); }

        public sealed class Mails : IMails
        {
            public Task SendAsync(string text) => Task.Run(() => Console.WriteLine(text));
        }
        """);

    [Fact]
    public Task TheCalleeThatSavesSendsAMail_DoesNotTrigger() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Remind(List<Order> orders)
        {
            foreach (var order in orders)
                await RemindOne(order);
        }

        private async Task RemindOne(Order order)
        {
            await _http.PostAsync("https://mails.example/" + order.Number, null);
            order.Status = OrderStatus.Shipped;
            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task SaveBehindDataAccessOfTheProject() => LoopTest.Verify("""
        private Stock _stock = null!;

        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await _stock.{|LDB1001:Reserve|}(order.Id);
                order.Status = OrderStatus.Paid;
                await _db.{|LDB1005:SaveChangesAsync|}();
            }
        }
        --- types
        public sealed class Stock
        {
            private readonly NpgsqlConnection _conn = new();

            public async Task Reserve(int id)
            {
                await _conn.OpenAsync();
                await _conn.ExecuteAsync("UPDATE stock SET reserved = true WHERE order_id = @id", new { id });
            }
        }
        """);

    [Fact]
    public Task SaveBehindATransaction() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await using var transaction = await _db.Database.BeginTransactionAsync();
                order.Status = OrderStatus.Paid;
                await _db.{|LDB1005:SaveChangesAsync|}();
                await transaction.CommitAsync();
            }
        }
        """);

    [Fact]
    public Task OutsideWorkBehindTheLoop() => LoopTest.Verify("""
        public async Task Pay(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Paid;
                await _db.{|LDB1005:SaveChangesAsync|}();
            }

            await System.IO.File.WriteAllTextAsync("paid.txt", "done");
        }
        """);

    // seen in btcpayserver/btcpayserver: PaymentRequestHub.cs
    [Fact]
    public Task QueryOfAJobPerElement_DoesNotTrigger() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Announce(List<int> ids)
        {
            foreach (var id in ids)
                await AnnounceOne(id);
        }

        private async Task AnnounceOne(int id)
        {
            var order = await _db.Orders.SingleAsync(o => o.Id == id);
            await _http.PostAsync("https://hooks.example/" + order.Number, null);
        }
        """);

    [Fact]
    public Task QueryInTheLoopItself_WhateverElseItDoes() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Announce(List<int> ids)
        {
            foreach (var id in ids)
            {
                var order = await _db.Orders.{|LDB1001:SingleAsync|}(o => o.Id == id);
                await _http.PostAsync("https://hooks.example/" + order.Number, null);
            }
        }
        """);

    [Fact]
    public Task QueryOfACalleeThatAsksAnotherServiceNothing() => LoopTest.Verify("""
        private IClock _clock = null!;

        public async Task Print(List<int> ids)
        {
            foreach (var id in ids)
                Console.WriteLine(await {|LDB1001:Load|}(id));
        }

        private async Task<Order> Load(int id)
        {
            var now = await _clock.NowAsync();
            return await _db.Orders.SingleAsync(o => o.Id == id && o.CreatedAt < now);
        }
        --- types
        public interface IClock { Task<DateTime> NowAsync(); }
        """);

    // seen in smartstore/Smartstore: CategoryService.cs
    [Fact]
    public Task SavePerPage_DoesNotTrigger() => LoopTest.Verify("""
        private Pager _pager = null!;

        public async Task Close()
        {
            while (_pager.ReadNext(out var orders))
            {
                foreach (var order in orders)
                    order.Status = OrderStatus.Shipped;
                await _db.SaveChangesAsync();
            }
        }
        --- types
        public sealed class Pager
        {
            private readonly Queue<List<Order>> _pages = new();
            public bool ReadNext(out List<Order> orders) => _pages.TryDequeue(out orders!);
        }
        """);

    [Fact]
    public Task SavePerElementOfAPage() => LoopTest.Verify("""
        private Pager _pager = null!;

        public async Task Close()
        {
            while (_pager.ReadNext(out var orders))
            {
                foreach (var order in orders)
                {
                    order.Status = OrderStatus.Shipped;
                    await _db.{|LDB1005:SaveChangesAsync|}();
                }
            }
        }
        --- types
        public sealed class Pager
        {
            private readonly Queue<List<Order>> _pages = new();
            public bool ReadNext(out List<Order> orders) => _pages.TryDequeue(out orders!);
        }
        """);

    // seen in smartstore/Smartstore: UrlServiceBatchScope.cs
    [Fact]
    public Task SaveThatTheCallerDeclines_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Apply(List<Line> lines)
        {
            foreach (var line in lines)
                await Apply(line, save: false);
            foreach (var line in lines)
                await ApplyLater(line);
            await _db.SaveChangesAsync();
        }

        private async Task Apply(Line line, bool save)
        {
            _db.Lines.Add(line);
            if (save)
                await _db.SaveChangesAsync();
        }

        private async Task ApplyLater(Line line, bool isLast = false)
        {
            _db.Lines.Add(line);
            if (isLast && _db.ChangeTracker.HasChanges())
                await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task SaveThatTheCallerAsksFor() => LoopTest.Verify("""
        public async Task Apply(List<Line> lines, bool saves)
        {
            foreach (var line in lines)
                await {|LDB1005:Apply|}(line, save: true);
            foreach (var line in lines)
                await {|LDB1005:Apply|}(line, saves);
        }

        private async Task Apply(Line line, bool save)
        {
            _db.Lines.Add(line);
            if (save)
                await _db.SaveChangesAsync();
        }
        """);

    // seen in smartstore/Smartstore: AssignedEntitiesHook.cs
    [Fact]
    public Task OneTypeOfSeveral_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Collect(List<object> deleted)
        {
            foreach (var group in deleted.GroupBy(entity => entity.GetType()))
            {
                if (group.Key == typeof(Customer))
                {
                    var ids = group.OfType<Customer>().Select(customer => customer.Id).ToArray();
                    Console.WriteLine(await _db.Orders.Where(o => ids.Contains(o.CustomerId)).CountAsync());
                }
            }
        }
        """);

    [Fact]
    public Task EachGroup() => LoopTest.Verify("""
        public async Task Collect(List<Order> deleted)
        {
            foreach (var group in deleted.GroupBy(order => order.CustomerId))
            {
                var ids = group.Select(order => order.Id).ToArray();
                Console.WriteLine(await _db.Lines.Where(l => ids.Contains(l.OrderId)).{|LDB1001:CountAsync|}());
            }
        }
        """);
}
