using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Elements that are jobs, groups or kinds of things; and saves that the rest of the iteration builds on.</summary>
public sealed class ElementJobsTests
{
    // seen in eShop: OrderingIntegrationEventService.cs
    [Fact]
    public Task StateAroundWhatIsSent_DoesNotTrigger() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Publish(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await Mark(order.Id, OrderStatus.Paid);
                await _http.PostAsync("https://bus.example/" + order.Number, null);
                await Mark(order.Id, OrderStatus.Shipped);
            }
        }

        private async Task Mark(int id, OrderStatus status)
        {
            var order = await _db.Orders.SingleAsync(o => o.Id == id);
            order.Status = status;
            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task CommandBesideWhatIsSent_DoesNotTrigger() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Publish(List<Order> orders)
        {
            foreach (var order in orders)
            {
                await _http.PostAsync("https://bus.example/" + order.Number, null);
                await _conn.ExecuteAsync("UPDATE orders SET sent = true WHERE id = @Id", new { order.Id });
            }
        }
        """);

    [Fact]
    public Task StateOfElementsWithNothingSent() => LoopTest.Verify("""
        public async Task Publish(List<Order> orders)
        {
            foreach (var order in orders)
                await {|LDB1001:Mark|}(order.Id, OrderStatus.Paid);
        }

        private async Task Mark(int id, OrderStatus status)
        {
            var order = await _db.Orders.SingleAsync(o => o.Id == id);
            order.Status = status;
            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task QueryPerLineOfAFile() => LoopTest.Verify("""
        public async Task Import(System.IO.StreamReader file)
        {
            string? line;
            while ((line = await file.ReadLineAsync()) != null)
                await _conn.{|LDB1001:ExecuteAsync|}("INSERT INTO lines (text) VALUES (@line)", new { line });
        }
        """);

    [Fact]
    public Task ScopeOfServicesPerElement_DoesNotTrigger() => LoopTest.Verify("""
        private Microsoft.Extensions.DependencyInjection.IServiceScopeFactory _scopes = null!;

        public async Task Close(List<int> ids)
        {
            foreach (var id in ids)
            {
                using var scope = _scopes.CreateScope();
                var db = (ShopContext)scope.ServiceProvider.GetService(typeof(ShopContext))!;
                var order = await db.Orders.SingleAsync(o => o.Id == id);
                Console.WriteLine(order.Number);
            }
        }
        """);

    [Fact]
    public Task OneScopeOfServicesForAll() => LoopTest.Verify("""
        private Microsoft.Extensions.DependencyInjection.IServiceScopeFactory _scopes = null!;

        public async Task Close(List<int> ids)
        {
            using var scope = _scopes.CreateScope();
            var db = (ShopContext)scope.ServiceProvider.GetService(typeof(ShopContext))!;
            foreach (var id in ids)
                Console.WriteLine((await db.Orders.{|LDB1001:SingleAsync|}(o => o.Id == id)).Number);
        }
        """);

    // seen in Squidex/squidex: EFContentRepository_SnapshotStore.cs
    [Fact]
    public Task ContextOfATypeParameterPerElement_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Clear<TContext>(List<string> names, IFactory<TContext> factory, int id) where TContext : ShopContext
        {
            foreach (var name in names)
            {
                var db = await factory.CreateAsync(name);
                await db.Orders.Where(o => o.Id == id).ExecuteDeleteAsync();
            }
        }
        --- types
        public interface IFactory<TContext> { Task<TContext> CreateAsync(string name); }
        """);

    // seen in smartstore/Smartstore: AclRestrictedHook.cs
    [Fact]
    public Task BatchOfAGroup_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Clear(List<Order> deleted)
        {
            foreach (var group in deleted.GroupBy(order => order.Number))
            {
                var ids = group.Select(order => order.Id).ToArray();
                var number = group.Key;
                await _db.Lines.Where(l => ids.Contains(l.OrderId) && l.Price.ToString() == number).ExecuteDeleteAsync();
            }
        }
        """);

    [Fact]
    public Task KeyOfAGroup() => LoopTest.Verify("""
        public async Task Print(List<Order> orders)
        {
            foreach (var group in orders.GroupBy(order => order.CustomerId))
            {
                var customer = await _db.Customers.{|LDB1001:SingleAsync|}(c => c.Id == group.Key);
                Console.WriteLine(customer.Name + group.Count());
            }
        }
        """);

    [Fact]
    public Task ElementOfAGroup() => LoopTest.Verify("""
        public async Task Print(List<Order> orders)
        {
            foreach (var group in orders.GroupBy(order => order.CustomerId))
            {
                foreach (var order in group)
                    Console.WriteLine(await _db.Lines.{|LDB1001:CountAsync|}(l => l.OrderId == order.Id));
            }
        }
        """);

    [Fact]
    public Task KeyOfAGroupThroughACall() => LoopTest.Verify("""
        public async Task Print(List<Order> orders)
        {
            foreach (var group in orders.GroupBy(order => order.CustomerId))
                Console.WriteLine((await {|LDB1001:Load|}(group.Key)).Name + group.Count());
        }

        private Task<Customer> Load(int id) => _db.Customers.SingleAsync(c => c.Id == id);
        """);

    // seen in smartstore/Smartstore: InstallationDataSeeder.cs
    [Fact]
    public Task OneObjectOfEachType_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Store(List<object> settings)
        {
            foreach (var setting in settings)
                await _conn.ExecuteAsync("INSERT INTO settings (type, value) VALUES (@type, @value)", new { type = setting.GetType().Name, value = setting.ToString() });
        }
        """);

    [Fact]
    public Task PropertiesOfAClass_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Store(object settings)
        {
            foreach (var property in settings.GetType().GetProperties())
                await _conn.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@Name, @value)", new { property.Name, value = property.GetValue(settings) });
        }
        """);

    // seen in smartstore/Smartstore: MediaService.Folder.cs
    [Fact]
    public Task SaveThatGivesTheKeyOfTheParent_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Create(List<string> names)
        {
            int? parent = null;
            foreach (var name in names)
            {
                var customer = new Customer { Name = name, ParentId = parent };
                _db.Customers.Add(customer);
                await _db.SaveChangesAsync();
                parent = customer.Id;
            }
        }
        """);

    [Fact]
    public Task SaveWhoseKeyIsCollected() => LoopTest.Verify("""
        public async Task<List<int>> Create(List<string> names)
        {
            var ids = new List<int>();
            foreach (var name in names)
            {
                var customer = new Customer { Name = name };
                _db.Customers.Add(customer);
                await _db.{|LDB1005:SaveChangesAsync|}();
                ids.Add(customer.Id);
            }

            return ids;
        }
        """);

    [Fact]
    public Task SaveThenAQueryOfTheNewKey_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Create(List<string> names)
        {
            foreach (var name in names)
            {
                var customer = new Customer { Name = name };
                _db.Customers.Add(customer);
                await _db.SaveChangesAsync();
                _db.Orders.Add(new Order { CustomerId = customer.Id });
            }

            await _db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task SaveOfRowsThatWereThere() => LoopTest.Verify("""
        public async Task Close(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Shipped;
                await _db.{|LDB1005:SaveChangesAsync|}();
                Console.WriteLine(order.Id);
            }
        }
        """);

    // seen in Revolutionary-Games/ThriveDevCenter: RemoteServerHandler.cs
    [Fact]
    public Task SaveThatALibraryBuildsOn_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Close(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Shipped;
                await _db.SaveChangesAsync();
                Microsoft.VisualBasic.FileSystem.Kill(order.Number);
            }
        }
        """);

    // seen in smartstore/Smartstore: ProductHook.cs
    [Fact]
    public Task CalleeThatSavesPageByPage_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Close(List<Customer> customers)
        {
            foreach (var customer in customers)
                await Close(customer);
        }

        private async Task Close(Customer customer)
        {
            foreach (var page in customer.Orders.Chunk(100))
            {
                foreach (var order in page)
                    order.Status = OrderStatus.Shipped;
                await _db.SaveChangesAsync();
            }
        }
        """);

    // seen in loporrit/mare-server: SharedDbFunctions.cs
    [Fact]
    public Task SearchThatSavesTheFirstHit_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Assign(List<Customer> candidates, Order order)
        {
            foreach (var candidate in candidates)
            {
                var isTaken = await TryAssign(order, candidate);
                if (isTaken)
                    break;
            }
        }

        private async Task<bool> TryAssign(Order order, Customer customer)
        {
            if (customer.Orders.Count > 3)
                return false;
            order.CustomerId = customer.Id;
            await _db.SaveChangesAsync();
            return true;
        }
        """);

    // seen in loporrit/mare-server: UserCleanupService.cs
    [Fact]
    public Task CalleeThatTakesAThingApart_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Purge(List<Customer> customers)
        {
            foreach (var customer in customers)
                await Purge(customer);
        }

        private async Task Purge(Customer customer)
        {
            _db.RemoveRange(await _db.Orders.Where(o => o.CustomerId == customer.Id).ToListAsync());
            _db.RemoveRange(await _db.Orders.Where(o => o.Customer.ParentId == customer.Id).ToListAsync());
            _db.RemoveRange(await _db.Lines.Where(l => l.OrderId == customer.Id).ToListAsync());
            _db.RemoveRange(await _db.Lines.Where(l => l.ProductId == customer.Id).ToListAsync());
            _db.RemoveRange(await _db.Customers.Where(c => c.ParentId == customer.Id).ToListAsync());
            _db.Remove(customer);
            await _db.SaveChangesAsync();
        }
        """);

    // seen in dgarage/NBXplorer: Indexer.cs
    [Fact]
    public Task OnlyInTheFirstTurn_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Apply(List<Order> orders, bool isFork)
        {
            var isCleared = false;
            foreach (var order in orders)
            {
                if (isFork && !isCleared)
                {
                    await _conn.ExecuteAsync("DELETE FROM orders WHERE id > @Id", new { order.Id });
                    isCleared = true;
                }
            }
        }
        """);

    [Fact]
    public Task FlagOfTheTurn() => LoopTest.Verify("""
        public async Task Apply(List<Order> orders)
        {
            foreach (var order in orders)
            {
                var isCleared = false;
                if (!isCleared)
                {
                    await _conn.{|LDB1001:ExecuteAsync|}("DELETE FROM orders WHERE id > @Id", new { order.Id });
                    isCleared = true;
                }
            }
        }
        """);

    // seen in dgarage/NBXplorer: CheckMempoolTransactionsPeriodicTask.cs
    [Fact]
    public Task CommandOnTheAnswerOfAnotherService_DoesNotTrigger() => LoopTest.Verify("""
        private IBroadcaster _broadcaster = null!;

        public async Task Send(List<Order> orders)
        {
            foreach (var order in orders)
            {
                if (await _broadcaster.SendAsync(order.Number))
                    await _conn.ExecuteAsync("UPDATE orders SET sent = true WHERE id = @Id", new { order.Id });
            }
        }
        --- types
        public interface IBroadcaster { Task<bool> SendAsync(string text); }
        """);

    // seen in dotnet/arcade-services: FeedCleanerJob.cs
    [Fact]
    public Task ScopeOfServicesAroundADelegate_DoesNotTrigger() => LoopTest.Verify("""
        private Microsoft.Extensions.DependencyInjection.IServiceScopeFactory _scopes = null!;

        public Task Close(List<Order> orders) => ForEach(orders, async order =>
        {
            order.Status = OrderStatus.Shipped;
            await _db.SaveChangesAsync();
        });

        private async Task ForEach(List<Order> orders, Func<Order, Task> work)
        {
            foreach (var order in orders)
            {
                using var scope = _scopes.CreateScope();
                await work(order);
            }
        }
        """);

    [Fact]
    public Task DelegatePerElement() => LoopTest.Verify("""
        public Task Close(List<Order> orders) => ForEach(orders, async order =>
        {
            order.Status = OrderStatus.Shipped;
            await _db.{|LDB1005:SaveChangesAsync|}();
        });

        private async Task ForEach(List<Order> orders, Func<Order, Task> work)
        {
            foreach (var order in orders)
                await work(order);
        }
        """);

    // seen in Lidarr/Lidarr: EventAggregator.cs
    [Fact]
    public Task EventOfWhateverType_DoesNotTrigger() => LoopTest.Verify("""
        private Events _events = null!;

        public void Delete(List<Order> orders)
        {
            foreach (var order in orders)
                _events.Publish(new OrderDeleted { Id = order.Id });
        }
        --- types
        public interface IHandle<TEvent> { void Handle(TEvent message); }
        public sealed class OrderDeleted { public int Id { get; set; } }
        public sealed class CustomerDeleted { public int Id { get; set; } }

        public sealed class Events
        {
            private readonly IServiceProvider _services = null!;

            public void Publish<TEvent>(TEvent message)
            {
                foreach (var handler in (IEnumerable<IHandle<TEvent>>)_services.GetService(typeof(IEnumerable<IHandle<TEvent>>))!)
                    handler.Handle(message);
            }
        }

        public sealed class Statistics : IHandle<CustomerDeleted>
        {
            private readonly NpgsqlConnection _conn = new();
            public void Handle(CustomerDeleted message) => _conn.Execute("DELETE FROM statistics WHERE id = @Id", new { message.Id });
        }
        """);

    [Fact]
    public Task HandlerOfThatType() => LoopTest.Verify("""
        private IHandle<CustomerDeleted> _handler = null!;

        public void Delete(List<Customer> customers)
        {
            foreach (var customer in customers)
                _handler.{|LDB1001:Handle|}(new CustomerDeleted { Id = customer.Id });
        }
        --- types
        public interface IHandle<TEvent> { void Handle(TEvent message); }
        public sealed class CustomerDeleted { public int Id { get; set; } }

        public sealed class Statistics : IHandle<CustomerDeleted>
        {
            private readonly NpgsqlConnection _conn = new();
            public void Handle(CustomerDeleted message) => _conn.Execute("DELETE FROM statistics WHERE id = @Id", new { message.Id });
        }
        """);

    [Fact]
    public Task RepositoryOfWhateverType() => LoopTest.Verify("""
        --- types
        public interface IRepository<T> { Task<T> GetAsync(int id); }

        public sealed class Repository<T> : IRepository<T> where T : class
        {
            private readonly ShopContext _db = new();
            public async Task<T> GetAsync(int id) => (await _db.Set<T>().FindAsync(id))!;
        }

        public sealed class Loader<T> where T : class
        {
            private readonly IRepository<T> _repository = null!;

            public async Task<List<T>> LoadAsync(List<int> ids)
            {
                var result = new List<T>();
                foreach (var id in ids)
                    result.Add(await _repository.{|LDB1001:GetAsync|}(id));
                return result;
            }
        }
        """);

    // seen in JasperFx/wolverine: DatabaseOperationBatch.cs
    [Fact]
    public Task CommandsOfAList_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Run(IReadOnlyList<DbCommand> commands)
        {
            for (var i = 0; i < commands.Count; i++)
            {
                var current = commands[i];
                current.Connection = _conn;
                await current.ExecuteNonQueryAsync();
            }

            foreach (var command in commands)
                await command.ExecuteNonQueryAsync();
        }
        """);

    // seen in quartznet/quartznet: StdAdoDelegate.Triggers.cs
    [Fact]
    public Task StatementsOfAList_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Run(List<Customer> statements)
        {
            foreach (var statement in statements)
            {
                using var command = Prepare(_conn, statement.Name);
                command.Parameters.AddWithValue("id", statement.Id);
                await command.ExecuteNonQueryAsync();
            }
        }

        private NpgsqlCommand Prepare(NpgsqlConnection connection, string text) => new(text, connection);
        """);

    [Fact]
    public Task CommandWithValuesOfTheElement() => LoopTest.Verify("""
        public async Task Run(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                using var command = With(Prepare(_conn, "UPDATE customers SET name = @name"), "name", customer.Name);
                await command.{|LDB1001:ExecuteNonQueryAsync|}();
            }
        }

        private NpgsqlCommand Prepare(NpgsqlConnection connection, string text) => new(text, connection);

        private static NpgsqlCommand With(NpgsqlCommand command, string name, object value)
        {
            command.Parameters.AddWithValue(name, value);
            return command;
        }
        """);

    // seen in oqtane/oqtane.framework: SiteRepository.cs
    [Fact]
    public Task FiveCallsAway_DoesNotTrigger() => LoopTest.Verify("""
        public void Print(List<int> ids)
        {
            foreach (var id in ids)
                A(id);
            foreach (var id in ids)
                {|LDB1001:B|}(id);
        }

        private void A(int id) => B(id);
        private void B(int id) => C(id);
        private void C(int id) => D(id);
        private void D(int id) => E(id);
        private void E(int id) => Console.WriteLine(_db.Orders.Single(o => o.Id == id).Number);
        """);

    // seen in ASC.People: UserController.cs
    [Fact]
    public Task CalleeBesideAMail_DoesNotTrigger() => LoopTest.Verify("""
        private System.Net.Http.HttpClient _http = null!;

        public async Task Invite(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                var link = await Shorten(customer.Name);
                await _http.PostAsync("https://mails.example/" + link, null);
            }
        }

        private async Task<string> Shorten(string link) => (await _db.Orders.FirstOrDefaultAsync(o => o.Number == link))?.Number ?? link;
        """);

    // seen in LANCommander: ServerManager.cs
    [Fact]
    public Task WorkBehindCallsThatMayFailAlone_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Stop(List<int> ids)
        {
            foreach (var id in ids)
            {
                try
                {
                    await StopOne(id);
                }
                catch (Exception exception)
                {
                    Console.WriteLine(exception);
                }
            }
        }

        private async Task StopOne(int id) => Console.WriteLine(await Load(id));
        private Task<Order> Load(int id) => _db.Orders.SingleAsync(o => o.Id == id);
        """);

    [Fact]
    public Task QueryOfACalleeThatMayFailAlone() => LoopTest.Verify("""
        public async Task Print(List<int> ids)
        {
            foreach (var id in ids)
            {
                try
                {
                    Console.WriteLine(await {|LDB1001:Load|}(id));
                }
                catch (Exception exception)
                {
                    Console.WriteLine(exception);
                }
            }
        }

        private Task<Order> Load(int id) => _db.Orders.SingleAsync(o => o.Id == id);
        """);

    // seen in duplicati/duplicati: Scheduler.cs
    [Fact]
    public Task OnlyForElementsThatFail_DoesNotTrigger() => LoopTest.Verify("""
        public void Run(List<Order> orders)
        {
            foreach (var order in orders)
            {
                try
                {
                    Console.WriteLine(int.Parse(order.Number));
                }
                catch (FormatException exception)
                {
                    _conn.Execute("INSERT INTO errors (number, text) VALUES (@Number, @Message)", new { order.Number, exception.Message });
                    Note(order.Number);
                }
            }
        }

        private void Note(string number) => _conn.Execute("INSERT INTO notes (number) VALUES (@number)", new { number });
        """);

    // seen in DFE-Digital/teaching-record-system: TrnRequestService.cs
    [Fact]
    public Task WhatACallerMayLeaveOut_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Add(List<Order> orders)
        {
            foreach (var order in orders)
                await Match(order);
            foreach (var order in orders)
                await MatchNumber(order);
        }

        private async Task Match(Order order)
        {
            if (order.Customer is { } customer)
                Console.WriteLine(await _db.Customers.SingleAsync(c => c.Id == customer.Id));
        }

        private async Task MatchNumber(Order order)
        {
            if (!string.IsNullOrEmpty(order.Number))
                Console.WriteLine(await _db.Orders.CountAsync(o => o.Number == order.Number));
        }
        """);

    // seen in mixcore/mix.core: MixThemeImportService.cs
    [Fact]
    public Task SearchForAFreeNamePerElement_DoesNotTrigger() => LoopTest.Verify("""
        public void Import(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                while (_db.Customers.Any(c => c.Name == customer.Name))
                    customer.Name += "-1";
                _db.Customers.Add(customer);
            }
        }
        """);

    // seen in JasperFx/marten: AdvancedOperations.cs
    [Fact]
    public Task ElementsThatGiveConnections_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Advance(IReadOnlyList<ITenantDatabase> databases)
        {
            foreach (var database in databases)
                await new Detector(database).Advance();
        }
        --- types
        public interface ITenantDatabase { NpgsqlConnection CreateConnection(); string Name { get; } }

        public sealed class Detector
        {
            private readonly ITenantDatabase _database;
            public Detector(ITenantDatabase database) => _database = database;

            public async Task Advance()
            {
                await using var connection = _database.CreateConnection();
                await connection.ExecuteAsync("UPDATE marks SET at = now() WHERE name = @Name", new { _database.Name });
            }
        }
        """);

    // seen in DFE-Digital/teaching-record-system: PopulateOidcApplicationInterceptor.cs
    [Fact]
    public Task EntriesOfTheChangeTracker() => LoopTest.Verify("""
        public async Task Check()
        {
            foreach (var entry in _db.ChangeTracker.Entries<Order>().ToArray())
                Console.WriteLine(await _db.Customers.{|LDB1001:SingleAsync|}(c => c.Id == entry.Entity.CustomerId));
        }
        """);

    // seen in oqtane/oqtane.framework: SettingController.cs
    [Fact]
    public Task SaveThatAnEventTellsOf_DoesNotTrigger() => LoopTest.Verify("""
        private Events _events = null!;

        public async Task Close(List<Order> orders)
        {
            foreach (var order in orders)
            {
                order.Status = OrderStatus.Shipped;
                await _db.SaveChangesAsync();
                _events.Add(order.Id);
            }
        }
        --- types
        public sealed class Events { public void Add(int id) => Console.WriteLine(id); }
        """);

    // seen in oqtane/oqtane.framework: PageController.cs
    [Fact]
    public Task SavedEntityThatIsWorkedOn_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Copy(List<Customer> customers)
        {
            foreach (var customer in customers)
            {
                var copy = await Add(customer.Name);
                _db.Orders.Add(new Order { CustomerId = copy.Id });
            }

            await _db.SaveChangesAsync();
        }

        private async Task<Customer> Add(string name)
        {
            var customer = new Customer { Name = name };
            _db.Customers.Add(customer);
            await _db.SaveChangesAsync();
            return customer;
        }
        """);

    [Fact]
    public Task SavedEntityThatIsCollected() => LoopTest.Verify("""
        public async Task<List<Customer>> Copy(List<Customer> customers)
        {
            var copies = new List<Customer>();
            foreach (var customer in customers)
            {
                var copy = await {|LDB1005:Add|}(customer.Name);
                copies.Add(copy);
            }

            return copies;
        }

        private async Task<Customer> Add(string name)
        {
            var customer = new Customer { Name = name };
            _db.Customers.Add(customer);
            await _db.SaveChangesAsync();
            return customer;
        }
        """);

    // seen in jellyfin/jellyfin: MergeDuplicatePeople.cs
    [Fact]
    public Task NamespaceOfMigrations_DoesNotTrigger() => MigrationsIn("Shop.Server.Migrations.Routines");

    // seen in Kavita: API.Data.ManualMigrations
    [Fact]
    public Task NamespaceOfOnesOwnMigrations_DoesNotTrigger() => MigrationsIn("Shop.Data.ManualMigrations");

    private static Task MigrationsIn(string name) => LoopTest.Create("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        namespace NAME
        {
            public class MergeCustomers
            {
                private readonly ShopContext _db = new();

                public void Run(List<int> ids)
                {
                    foreach (var id in ids)
                        Console.WriteLine(_db.Orders.Count(o => o.CustomerId == id));
                }
            }
        }
        """.Replace("NAME", name)).VerifyAsync();

    // seen in modular-monolith-with-ddd: ProcessInboxCommandHandler.cs
    [Fact]
    public Task MessagesToWhoeverListens_DoNotTrigger() => LoopTest.Verify("""
        public async Task Process(List<Order> messages, IPublisher publisher)
        {
            foreach (var message in messages)
            {
                object notification = System.Text.Json.JsonSerializer.Deserialize<object>(message.Number);
                await publisher.Publish(notification);
                await _conn.ExecuteAsync("UPDATE messages SET processed_at = now() WHERE id = @Id", new { message.Id });
            }
        }
        --- types
        public interface IPublisher
        {
            Task Publish(object notification);
        }
        """);

    // seen in modular-monolith-with-ddd: ProcessInboxCommandHandler.cs
    [Fact]
    public Task ChangeRunAsAScalar_IsAChange() => LoopTest.Verify("""
        public async Task Process(List<Order> messages, IPublisher publisher)
        {
            foreach (var message in messages)
            {
                await publisher.Publish(message.Number);
                await _conn.ExecuteScalarAsync("UPDATE messages SET processed_at = now() WHERE id = @Id", new { message.Id });
            }

            foreach (var message in messages)
                await _conn.{|LDB1001:ExecuteScalarAsync|}("UPDATE messages SET processed_at = now() WHERE id = @Id", new { message.Id });
        }
        --- types
        public interface IPublisher
        {
            Task Publish(object notification);
        }
        """);

    // seen in modular-monolith-with-ddd: ProcessInternalCommandsCommandHandler.cs
    [Fact]
    public Task WorkHandedToAPolicy_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Process(List<Order> commands)
        {
            foreach (var command in commands)
            {
                var isDone = await Policies.TryAsync(() => Run(command));
                if (!isDone)
                    await _conn.ExecuteAsync("UPDATE commands SET error = 'failed' WHERE id = @Id", new { command.Id });
            }
        }

        private async Task Run(Order command)
        {
            using var file = System.IO.File.OpenWrite(command.Number);
            await file.WriteAsync(new byte[1]);
        }
        --- types
        public static class Policies
        {
            public static async Task<bool> TryAsync(Func<Task> action)
            {
                try
                {
                    await action();
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            }
        }
        """);

    // seen in LANCommander: LibraryService.cs
    [Fact]
    public Task ChainBehindARepository_DoesNotTrigger() => LoopTest.Verify("""
        private readonly Customers _customers = new();

        public async Task Add(int id)
        {
            var customer = await _customers.Get(id);
            if (customer.ParentId != null)
                await Add(customer.ParentId.Value);
        }
        --- types
        public sealed class Customers
        {
            private readonly ShopContext _db = new();
            public Task<Customer> Get(int id) => _db.Customers.SingleAsync(c => c.Id == id);
        }
        """);

    // seen in Valour-Software/Valour: FederationPurgeService.cs
    [Fact]
    public Task QueryBesideACallThatWrites_DoesNotTrigger() => LoopTest.Verify("""
        public void Purge(List<Order> orders)
        {
            foreach (var order in orders)
            {
                var customer = _db.Customers.Find(order.CustomerId);
                Remove(customer.Id);
            }
        }

        private void Remove(int id)
        {
            _conn.Execute("DELETE FROM lines WHERE customer_id = @id", new { id });
            _conn.Execute("DELETE FROM orders WHERE customer_id = @id AND closed", new { id });
        }
        """);

    // The other call only reads.
    [Fact]
    public Task QueryBesideACallThatReads() => LoopTest.Verify("""
        public void Show(List<Order> orders)
        {
            foreach (var order in orders)
            {
                var customer = _db.Customers.{|LDB1001:Find|}(order.CustomerId);
                Console.WriteLine({|LDB1001:Count|}(customer.Id));
            }
        }

        private int Count(int id) => _conn.ExecuteScalar<int>("SELECT count(*) FROM orders WHERE customer_id = @id", new { id });
        """);

    // What an inner loop asks the same is another one for each element of the outer: one finding, whatever is known of the call.
    [Fact]
    public Task SameInTheInnerLoop_BesideACall_IsOneFinding() => LoopTest.Verify("""
        public void Show(List<Order> orders)
        {
            foreach (var order in orders)
            {
                Console.WriteLine({|LDB1001:Count|}(order.Id));
                foreach (var line in order.Lines)
                    Console.WriteLine(line.Id + _conn.{|LDB1001:QuerySingle|}<string>("SELECT name FROM customers WHERE id = @CustomerId", new { order.CustomerId }));
            }
        }

        private int Count(int id) => _conn.ExecuteScalar<int>("SELECT count(*) FROM orders WHERE customer_id = @id", new { id });
        """);
}
