using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class UnpaginatedQueryTests
{
    private const string Schema = """
        -- lifeops:rows 1200000
        CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, active boolean NOT NULL);
        CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), number text NOT NULL, status integer NOT NULL);
        -- lifeops:rows 30
        CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);
        """;

    private const string Model = """
        global using System.ComponentModel.DataAnnotations;
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;

        public enum Status { Open, Paid }
        public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; public string Name { get; set; } = ""; public bool Active { get; set; } public List<Order> Orders { get; set; } = new(); }
        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public Customer Customer { get; set; } = null!; public string Number { get; set; } = ""; public Status Status { get; set; } public DateTime CreatedAt { get; set; } }
        public class Country { [Key] public string Code { get; set; } = ""; public string Name { get; set; } = ""; }
        public enum SettingName { Title, Theme }
        public class Setting { [Key] public SettingName Key { get; set; } public string Value { get; set; } = ""; }
        public class Shop : DbContext
        {
            public DbSet<Setting> Settings { get; set; } = null!;
            public DbSet<Customer> Customers => Set<Customer>();
            public DbSet<Order> Orders { get; set; } = null!;
            public DbSet<Country> Countries { get; set; } = null!;
        }
        """;

    private static Task Verify(string members, bool withSchema = true, Dictionary<string, string>? options = null, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<UnpaginatedQuery>
        {
            TestCode = "#nullable disable warnings\npublic class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n    private readonly Shop _db = new();\n" + members + "\n}",
        };
        test.Sources.Add(("Model.cs", Model));
        if (withSchema)
            test.AdditionalFiles.Add(("db/shop.schema.sql", Schema));
        foreach (var option in options ?? [])
            test.Options.Add(option.Key, option.Value);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    private static Task VerifySeverities(string members, Dictionary<string, string> options, params DiagnosticSeverity[] severities) =>
        Verify(members, true, options, [.. severities.Select((severity, place) => new DiagnosticResult("LDB1002").WithLocation(place).WithSeverity(severity))]);

    private static Task VerifyMessage(string members, string message) =>
        Verify(members, true, null, new DiagnosticResult("LDB1002").WithLocation(0).WithMessage(message));

    public sealed class Dapper
    {
        [Fact]
        public Task OfTwoDatabases_OneThatHasTheTable()
        {
            var test = new CSharpAnalyzerTest<UnpaginatedQuery>
            {
                TestCode = """
                    #nullable disable warnings
                    public class Service
                    {
                        private readonly NpgsqlConnection _conn = new("");
                        public async Task<List<Customer>> Large() => (await _conn.{|LDB1002:QueryAsync|}<Customer>("SELECT id, name FROM customers")).ToList();
                        public async Task<List<Country>> InBoth() => (await _conn.QueryAsync<Country>("SELECT code, name FROM countries")).ToList();
                    }
                    """,
                GlobalConfig = """
                    [/0/db/shop.schema.sql]
                    build_metadata.AdditionalFiles.LifeOpsNamespace = App.Shop
                    [/0/db/world.schema.sql]
                    build_metadata.AdditionalFiles.LifeOpsNamespace = App.World
                    """,
            };
            test.Sources.Add(("Model.cs", Model));
            test.AdditionalFiles.Add(("db/shop.schema.sql", Schema));
            test.AdditionalFiles.Add(("db/world.schema.sql", "-- lifeops:rows 2000000\nCREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);"));
            return test.RunAsync();
        }

        [Fact]
        public Task WholeTable() => VerifyMessage("""
            public async Task<List<Customer>> All() => (await _conn.{|#0:QueryAsync|}<Customer>("SELECT id, name FROM customers")).ToList();
            """, "This query reads every row of customers (about 1,200,000) into memory: add ORDER BY id and LIMIT, or stream the rows");

        [Fact]
        public Task AllOfOneParent() => VerifyMessage("""
            public IEnumerable<Order> Of(int id) => _conn.{|#0:Query|}<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id });
            """, "This query reads all rows of orders for one customer_id into memory: add ORDER BY id and LIMIT, or stream the rows");

        [Fact]
        public Task Filtered() => VerifyMessage("""
            public IEnumerable<Order> Of(int status) => _conn.{|#0:Query|}<Order>("SELECT * FROM orders WHERE status = @status", new { status });
            """, "This query reads every row of orders that matches into memory: add ORDER BY id and LIMIT, or stream the rows");

        // seen in bitwarden/server: DeviceRepository.cs, Kareadita/Kavita: ChapterRepository.cs
        [Fact]
        public Task AllOfOneParent_WithoutSchema_DoesNotTrigger() => Verify("""
            public Task<List<Order>> Of(int id) => _db.Orders.Where(o => o.CustomerId == id).ToListAsync();
            public Task<List<Order>> Of(Customer customer) => _db.Orders.Where(o => o.Customer == customer).ToListAsync();
            """, withSchema: false);

        [Fact]
        public Task AllOfOneParent_WithoutSchema_WhenAsked() => Verify("""
            public Task<List<Order>> Of(int id) => _db.Orders.Where(o => o.CustomerId == id).[|ToListAsync|]();
            public Task<List<Order>> Of(Customer customer) => _db.Orders.Where(o => o.Customer == customer).[|ToListAsync|]();
            """, withSchema: false, options: new() { ["lifeops_db.per_parent_reads"] = "report" });

        // seen in Kareadita/Kavita: SettingsRepository.cs
        [Fact]
        public Task KeyIsAnEnum_DoesNotTrigger() => Verify("""
            public Task<List<Setting>> All() => _db.Settings.ToListAsync();
            """, withSchema: false);

        // seen in Radarr/Radarr: 186_fix_tmdb_duplicates.cs
        [Fact]
        public Task Migration_DoesNotTrigger() => Verify("""
            }
            public class Mend : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                private readonly NpgsqlConnection _conn = new("");

                protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder)
                {
                    foreach (var customer in _conn.Query<Customer>("SELECT id, email, name, active FROM customers"))
                        Console.WriteLine(customer.Name);
                }
            """);

        // seen in btcpayserver/btcpayserver: MigrationStartupTask.cs
        [Theory]
        [InlineData("MigrateCustomers", false)]
        [InlineData("ListCustomers", true)]
        public Task CodeThatRunsOnce_DoesNotTrigger(string method, bool isReported) => Verify($$"""
                public void {{method}}()
                {
                    foreach (var customer in _conn.{{(isReported ? "{|LDB1002:Query|}" : "Query")}}<Customer>("SELECT id, email, name, active FROM customers"))
                        Console.WriteLine(customer.Name);
                }
            """);

        // seen in Radarr/Radarr: 126_update_qualities_and_profiles.cs
        [Fact]
        public Task BesideAMigration_DoesNotTrigger() => Verify("""
            }
            public class Mend : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder) => new Mender().Run();
            }
            public class Mender
            {
                private readonly NpgsqlConnection _conn = new("");
                public void Run()
                {
                    foreach (var customer in _conn.Query<Customer>("SELECT id, email, name, active FROM customers"))
                        Console.WriteLine(customer.Name);
                }
            """);

        // seen in jellyfin/jellyfin: UserManagerUpdateUserTests.cs
        [Theory]
        [InlineData("off")]
        [InlineData(null)]
        public Task ProjectOfTests_DoesNotTrigger(string? option) => Verify("""
            public Task<List<Customer>> All() => _db.Customers.ToListAsync();
            }
            namespace Xunit
            {
                public sealed class FactAttribute : Attribute { }
            """, options: option is null ? null : new() { ["lifeops_db.test_projects"] = option });

        [Fact]
        public Task ProjectOfTests_WhenAsked() => Verify("""
            public Task<List<Customer>> All() => _db.Customers.[|ToListAsync|]();
            }
            namespace Xunit
            {
                public sealed class FactAttribute : Attribute { }
            """, options: new() { ["lifeops_db.test_projects"] = "report" });

        // seen in fullstackhero/dotnet-starter-kit: UserChannelLookup.cs, Kareadita/Kavita: LibraryRepository.cs
        [Fact]
        public Task ThroughANavigation_IsOfOneParent() => Verify("""
            public Task<List<Customer>> With(int id) => _db.Customers.Where(c => c.Orders.Any(o => o.Id == id)).ToListAsync();
            public Task<List<Customer>> WithOneOf(int id) => _db.Customers.Where(c => c.Orders.Select(o => o.Id).Contains(id)).ToListAsync();
            public Task<List<Customer>> WithNumber(string number) => _db.Customers.Where(c => c.Orders.Any(o => o.Number == number && o.Status == Status.Open)).ToListAsync();
            public Task<List<Customer>> WithPaid() => _db.Customers.Where(c => c.Orders.Any(o => o.Status == Status.Paid)).[|ToListAsync|]();
            public Task<List<Customer>> WithStatus(Status status) => _db.Customers.Where(c => c.Orders.Any(o => o.Status == status)).[|ToListAsync|]();
            public Task<List<Customer>> Named() => _db.Customers.Where(c => c.Name.Contains("a")).[|ToListAsync|]();
            """, withSchema: false, options: new() { ["lifeops_db.unknown_tables"] = "report" });

        [Fact]
        public Task WithoutSchema() => Verify("""
            public IEnumerable<Order> All() => _conn.[|Query|]<Order>("SELECT * FROM orders");
            public IEnumerable<Order> Of(int id) => _conn.Query<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id });
            """, withSchema: false);

        [Fact]
        public Task CommandDefinition() => Verify("""
            public Task<IEnumerable<Order>> All() => _conn.[|QueryAsync|]<Order>(new CommandDefinition("SELECT * FROM orders"));
            """);

        [Fact]
        public Task TextFromConstant() => Verify("""
            private const string Sql = "SELECT * FROM orders " + "ORDER BY id";
            public Task<IEnumerable<Order>> All() => _conn.[|QueryAsync|]<Order>(Sql);
            """);

        [Fact]
        public Task FirstOfMany() => Verify("""
            public Order First() => _conn.[|Query|]<Order>("SELECT * FROM orders ORDER BY id").First();
            """);

        [Fact]
        public Task Bounded_DoesNotTrigger() => Verify("""
            public async Task Run(int id, int[] ids)
            {
                await _conn.QueryAsync<Order>("SELECT * FROM orders ORDER BY id LIMIT 50");
                await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE id = @id", new { id });
                await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE id = ANY(@ids)", new { ids });
                await _conn.QueryAsync<Order>("SELECT * FROM orders WHERE customer_id IN @ids", new { ids });
                await _conn.QueryAsync<int>("SELECT count(*) FROM orders");
                await _conn.QueryAsync<string>("SELECT name FROM countries");
                await _conn.QuerySingleAsync<Order>("SELECT * FROM orders");
                await _conn.QueryFirstAsync<Order>("SELECT * FROM orders");
                await _conn.ExecuteScalarAsync<int>("SELECT id FROM orders");
            }
            """);

        [Fact]
        public Task Streamed_DoesNotTrigger() => Verify("""
            public IEnumerable<Order> All() => _conn.Query<Order>("SELECT * FROM orders", buffered: false);
            public IAsyncEnumerable<Order> AllAsync() => _conn.QueryUnbufferedAsync<Order>("SELECT * FROM orders");
            """);

        [Fact]
        public Task UnknownText_DoesNotTrigger() => Verify("""
            public void Run(string sql, string where, string table)
            {
                _conn.Query<Order>(sql);
                _conn.Query<Order>("SELECT * FROM orders " + where);
                _conn.Query<Order>($"SELECT * FROM orders WHERE {where}");
                _conn.Query<Order>($"SELECT * FROM {table}");
            }
            """);

        [Fact]
        public Task PerParent_SwitchedOff() => Verify("""
            public IEnumerable<Order> Of(int id) => _conn.Query<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id });
            public IEnumerable<Order> All() => _conn.[|Query|]<Order>("SELECT * FROM orders");
            """, options: new() { ["lifeops_db.per_parent_reads"] = "off" });

        [Fact]
        public Task PerParent_FewByOption() => Verify("""
            public IEnumerable<Order> Of(int id) => _conn.Query<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id });
            public IEnumerable<Order> All() => _conn.[|Query|]<Order>("SELECT * FROM orders");
            """, options: new() { ["lifeops_db.few_per_parent"] = "phone_numbers, orders" });

        [Fact]
        public Task PerParent_Suggestion() => VerifySeverities("""
            public IEnumerable<Order> Of(int id) => _conn.{|#0:Query|}<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id });
            public IEnumerable<Order> All() => _conn.{|#1:Query|}<Order>("SELECT * FROM orders");
            """, options: new() { ["lifeops_db.per_parent_reads"] = "suggestion" }, DiagnosticSeverity.Info, DiagnosticSeverity.Warning);

        [Fact]
        public Task SmallTables_ByOption() => Verify("""
            public IEnumerable<Country> All() => _conn.[|Query|]<Country>("SELECT * FROM countries");
            """, options: new() { ["lifeops_db.large_table_rows"] = "10" });

        [Fact]
        public Task PerParentInLoop_IsAnotherRules() => Verify("""
            public void Load(List<Customer> customers)
            {
                foreach (var customer in customers)
                    customer.Orders = _conn.Query<Order>("SELECT * FROM orders WHERE customer_id = @Id", new { customer.Id }).ToList();
            }
            """);

        [Fact]
        public Task ConditionalText() => Verify("""
            public IEnumerable<Order> All(bool paged) => _conn.[|Query|]<Order>(paged ? "SELECT * FROM orders LIMIT 10" : "SELECT * FROM orders");
            """);
    }

    public sealed class Readers
    {
        [Fact]
        public Task DrainedIntoList() => Verify("""
            public async Task<List<string>> All()
            {
                var result = new List<string>();
                await using var command = new NpgsqlCommand("SELECT number FROM orders", _conn);
                await using var reader = await command.[|ExecuteReaderAsync|]();
                while (await reader.ReadAsync())
                    result.Add(reader.GetString(0));
                return result;
            }
            """);

        [Fact]
        public Task DrainedIntoDictionary() => Verify("""
            public Dictionary<int, string> All()
            {
                var result = new Dictionary<int, string>();
                using var command = _conn.CreateCommand();
                command.CommandText = "SELECT id, number FROM orders";
                using var reader = command.[|ExecuteReader|]();
                while (reader.Read())
                    result[reader.GetInt32(0)] = reader.GetString(1);
                return result;
            }
            """);

        [Fact]
        public Task Streamed_DoesNotTrigger() => Verify("""
            public async IAsyncEnumerable<string> All()
            {
                await using var command = new NpgsqlCommand("SELECT number FROM orders", _conn);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    yield return reader.GetString(0);
            }

            public async Task Export(TextWriter output)
            {
                await using var command = new NpgsqlCommand("SELECT number FROM orders", _conn);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    await output.WriteLineAsync(reader.GetString(0));
            }
            """);

        [Fact]
        public Task Bounded_DoesNotTrigger() => Verify("""
            public List<string> Page()
            {
                var result = new List<string>();
                using var command = new NpgsqlCommand("SELECT number FROM orders ORDER BY id LIMIT 20", _conn);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    result.Add(reader.GetString(0));
                return result;
            }
            """);

        [Fact]
        public Task ListInsideTheLoop_DoesNotTrigger() => Verify("""
            public void Print()
            {
                using var command = new NpgsqlCommand("SELECT number FROM orders", _conn);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    var parts = new List<string>();
                    parts.Add(reader.GetString(0));
                    Console.WriteLine(string.Join(",", parts));
                }
            }
            """);
    }

    public sealed class EntityFramework
    {
        [Fact]
        public Task WholeSet() => VerifyMessage("""
            public Task<List<Customer>> All() => _db.Customers.{|#0:ToListAsync|}();
            """, "This query reads every row of customers (about 1,200,000) into memory: add OrderBy(x => x.Id) and Take, or stream it with AsAsyncEnumerable");

        [Fact]
        public Task AllOfOneParent() => VerifyMessage("""
            public List<Order> Of(int id) => _db.Orders.Where(o => o.CustomerId == id).OrderBy(o => o.Number).{|#0:ToList|}();
            """, "This query reads all rows of orders for one CustomerId into memory: add OrderBy(x => x.Id) and Take, or stream it with AsAsyncEnumerable");

        [Fact]
        public Task Filtered() => Verify("""
            public Task<Order[]> Open() => _db.Orders.AsNoTracking().Include(o => o.Customer).Where(o => o.Status == Status.Open).[|ToArrayAsync|]();
            public Task<List<string>> Names() => _db.Set<Customer>().Where(c => c.Active && c.Name.StartsWith("A")).Select(c => c.Name).[|ToListAsync|]();
            public Dictionary<int, string> ById() => _db.Orders.[|ToDictionary|](o => o.Id, o => o.Number);
            public List<Order> Sorted() => (from o in _db.Orders where o.Status != Status.Paid orderby o.Id select o).[|ToList|]();
            """);

        [Fact]
        public Task InSteps() => Verify("""
            public async Task<List<Order>> Find(Status? status)
            {
                var query = _db.Orders.AsQueryable();
                if (status != null)
                    query = query.Where(o => o.Status == status);
                return await query.[|ToListAsync|]();
            }
            """);

        [Fact]
        public Task WithoutSchema() => Verify("""
            public Task<List<Order>> All() => _db.Orders.[|ToListAsync|]();
            public Task<List<Order>> Searched(string text) => _db.Orders.Where(o => o.Number.Contains(text)).[|ToListAsync|]();
            public Task<List<Order>> Numbered(string number) => _db.Orders.Where(o => o.Number == number).ToListAsync();
            """, withSchema: false);

        // seen in LBPUnion/ProjectLighthouse: DismissExpiredCasesTask.cs, bitwarden/server: OrganizationDomainRepository.cs
        [Fact]
        public Task WithoutSchema_InOneState_DoesNotTrigger() => Verify("""
            public Task<List<Order>> Open() => _db.Orders.Where(o => o.Status == Status.Open).ToListAsync();
            public Task<List<Photo>> Due(DateTime now) => _db.Set<Photo>().Where(p => p.TakenAt < now).ToListAsync();
            public Task<List<Photo>> Pending() => _db.Set<Photo>().Where(p => !p.IsDone).ToListAsync();
            public Task<List<Photo>> Unseen() => _db.Set<Photo>().Where(p => p.SeenAt == null && p.Album.Id > 0).ToListAsync();
            public Task<List<Photo>> All() => _db.Set<Photo>().[|ToListAsync|]();
            }
            public class Album { public int Id { get; set; } public List<Photo> Photos { get; set; } }
            public class Photo { public int Id { get; set; } public DateTime TakenAt { get; set; } public DateTime? SeenAt { get; set; } public bool IsDone { get; set; } public Album Album { get; set; }
            """, withSchema: false);

        // seen in dotnet/eShop: CatalogApi.cs, smartstore/Smartstore: DataExporter.cs, Kareadita/Kavita: LibraryRepository.cs, oqtane/oqtane.framework: SiteGroupMember.cs, ErsatzTV/ErsatzTV: Template.cs
        [Fact]
        public Task WithoutSchema_MayBeAList_DoesNotTrigger() => Verify("""
            public Task<List<Country>> Countries() => _db.Countries.ToListAsync();
            public Task<List<Customer>> Customers() => _db.Customers.ToListAsync();
            public Task<List<Node>> Tree() => _db.Set<Node>().ToListAsync();
            public Task<List<Kind>> Kinds() => _db.Set<Kind>().ToListAsync();
            public Task<List<Region>> Regions() => _db.Set<Region>().ToListAsync();
            public Task<List<Member>> Members() => _db.Set<Member>().ToListAsync();
            public Task<List<Template>> Templates() => _db.Set<Template>().ToListAsync();
            }
            public abstract class Audited { public DateTime CreatedOn { get; set; } public DateTime ModifiedOn { get; set; } }
            public class Member : Audited { public int Id { get; set; } public int PictureId { get; set; } public Picture Picture { get; set; } }
            public class Template { public int Id { get; set; } public int PictureId { get; set; } public Picture Picture { get; set; } public DateTime DateUpdated { get; set; } }
            public class Kind { public int Id { get; set; } public int? PictureId { get; set; } public Picture Picture { get; set; } public DateTime ChangedAt { get; set; } }
            public class Picture { public int Id { get; set; } }
            public class Region { public int Id { get; set; } public int PictureId { get; set; } public Picture Picture { get; set; } public DateTime? ClosedAt { get; set; } }
            public class Node
            {
                public int Id { get; set; }
                public string Name { get; set; }
                public int? ParentId { get; set; }
                public Node Parent { get; set; }
            """, withSchema: false);

        // seen in bcgov/PSP: LookupRepository.cs
        [Fact]
        public Task WithoutSchema_SmallSetByItsName_DoesNotTrigger() => Verify("""
            public Task<List<PhotoType>> Types() => _db.Set<PhotoType>().ToListAsync();
            public Task<List<Photo>> Photos() => _db.Set<Photo>().[|ToListAsync|]();
            }
            public class Album { public int Id { get; set; } public List<Photo> Photos { get; set; } public List<PhotoType> Types { get; set; } }
            public class Photo { public int Id { get; set; } public DateTime TakenAt { get; set; } public Album Album { get; set; } }
            public class PhotoType { public int Id { get; set; } public DateTime ValidFrom { get; set; } public Album Album { get; set; }
            """, withSchema: false);

        [Fact]
        public Task WithoutSchema_ComesWithUse() => Verify("""
            public Task<List<Photo>> Photos() => _db.Set<Photo>().[|ToListAsync|]();
            public Task<List<Mark>> Marks() => _db.Set<Mark>().[|ToListAsync|]();
            public Task<List<User>> Users() => _db.Set<User>().[|ToListAsync|]();
            }
            public class User : Microsoft.AspNetCore.Identity.IdentityUser { }
            public abstract class Dated { public DateTime At { get; set; } }
            public class Album { public int Id { get; set; } public List<Photo> Photos { get; set; } }
            public class Photo { public int Id { get; set; } public DateTimeOffset TakenAt { get; set; } public Album Album { get; set; } }
            public class Mark : Dated { public int Id { get; set; } public int Of { get; set; } [System.ComponentModel.DataAnnotations.Schema.ForeignKey("Of")] public Album Album { get; set; } }
            namespace Microsoft.AspNetCore.Identity
            {
                public class IdentityUser { public string Id { get; set; } }
            """, withSchema: false);

        [Fact]
        public Task WithoutSchema_MayBeAList_WhenAsked() => Verify("""
            public Task<List<Country>> Countries() => _db.Countries.[|ToListAsync|]();
            public Task<List<Customer>> Customers() => _db.Customers.[|ToListAsync|]();
            """, withSchema: false, options: new() { ["lifeops_db.unknown_tables"] = "report" });

        [Fact]
        public Task Bounded_DoesNotTrigger() => Verify("""
            public async Task Run(int id, int[] ids, string email, int page)
            {
                await _db.Customers.OrderBy(c => c.Id).Take(20).ToListAsync();
                await _db.Customers.OrderBy(c => c.Id).Skip(page * 20).Take(20).Select(c => c.Name).ToListAsync();
                await _db.Customers.Where(c => c.Id == id).ToListAsync();
                await _db.Customers.Where(c => c.Email == email && c.Active).ToListAsync();
                await _db.Customers.Where(c => ids.Contains(c.Id)).ToListAsync();
                await _db.Orders.Where(o => ids.Contains(o.CustomerId)).ToListAsync();
                await _db.Countries.ToListAsync();
                await _db.Customers.FirstOrDefaultAsync();
                await _db.Customers.CountAsync();
                await _db.Customers.AnyAsync(c => c.Active);
            }
            """);

        [Fact]
        public Task Streamed_DoesNotTrigger() => Verify("""
            public async Task Run()
            {
                await foreach (var customer in _db.Customers.AsAsyncEnumerable())
                    Console.WriteLine(customer.Name);
                foreach (var customer in _db.Customers)
                    Console.WriteLine(customer.Name);
            }
            """);

        [Fact]
        public Task Unknown_DoesNotTrigger() => Verify("""
            public async Task Run(IQueryable<Order> orders, System.Linq.Expressions.Expression<Func<Order, bool>> filter)
            {
                await orders.ToListAsync();
                await _db.Orders.Where(filter).ToListAsync();
                await Paged(_db.Orders).ToListAsync();
                await _db.Orders.GroupBy(o => o.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
                await _db.Orders.Select(o => o.Status).Distinct().ToListAsync();
            }

            private static IQueryable<Order> Paged(IQueryable<Order> orders) => orders.Take(10);
            """);

        [Fact]
        public Task InMemory_DoesNotTrigger() => Verify("""
            public List<Order> Run(Customer customer, List<Order> orders)
            {
                orders.AsQueryable().ToList();
                return customer.Orders.Where(o => o.Status == Status.Open).ToList();
            }
            """);

        [Fact]
        public Task RawSql() => Verify("""
            public Task<List<Order>> All() => _db.Orders.FromSqlRaw("SELECT * FROM orders").[|ToListAsync|]();
            public Task<List<Order>> Page() => _db.Orders.FromSqlRaw("SELECT * FROM orders LIMIT 10").ToListAsync();
            public Task<List<Order>> First() => _db.Orders.FromSqlRaw("SELECT * FROM orders").OrderBy(o => o.Id).Take(10).ToListAsync();
            """);
    }

    [Fact]
    public Task NoLibrary_DoesNotTrigger() => new CSharpAnalyzerTest<UnpaginatedQuery>
    {
        TestCode = "public class C { public List<int> M(IEnumerable<int> q) => q.ToList(); }",
        References = TestReferences.Framework,
    }.RunAsync();
}
