using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.DataAccess;

public sealed class EfCoreTests
{
    private const string Model = """
        using Microsoft.EntityFrameworkCore;

        class User
        {
            public Guid Id { get; set; }
            public string Name { get; set; } = "";
            public List<Order> Orders { get; set; } = new();
        }

        class Order
        {
            public Guid Id { get; set; }
            public User? User { get; set; }
        }

        class Db : DbContext
        {
            public DbSet<User> Users => Set<User>();
        }

        """;

    [Theory]
    [InlineData("db.Users.{|#0:ToList|}()", "EfCore Query BufferedRows ToList of User")]
    [InlineData("db.Users.{|#0:ToListAsync|}()", "EfCore Query BufferedRows ToListAsync of User")]
    [InlineData("db.Users.Where(u => u.Name == \"a\").{|#0:ToArray|}()", "EfCore Query BufferedRows ToArray of User")]
    [InlineData("db.Users.{|#0:ToArrayAsync|}()", "EfCore Query BufferedRows ToArrayAsync of User")]
    [InlineData("db.Users.{|#0:ToDictionary|}(u => u.Id)", "EfCore Query BufferedRows ToDictionary of User")]
    [InlineData("db.Users.{|#0:ToDictionaryAsync|}(u => u.Id)", "EfCore Query BufferedRows ToDictionaryAsync of User")]
    [InlineData("db.Users.{|#0:ToHashSet|}()", "EfCore Query BufferedRows ToHashSet of User")]
    [InlineData("db.Users.{|#0:ToLookup|}(u => u.Id)", "EfCore Query BufferedRows ToLookup of User")]
    [InlineData("db.Users.Select(u => u.Name).{|#0:ToListAsync|}()", "EfCore Query BufferedRows ToListAsync of string")]
    [InlineData("db.Users.AsNoTracking().Include(u => u.Orders).OrderBy(u => u.Id).Take(5).{|#0:ToListAsync|}()", "EfCore Query BufferedRows ToListAsync of User")]
    [InlineData("db.Set<User>().{|#0:First|}()", "EfCore Query SingleRow First of User")]
    [InlineData("db.Users.{|#0:FirstAsync|}()", "EfCore Query SingleRow FirstAsync of User")]
    [InlineData("db.Users.{|#0:FirstOrDefault|}(u => u.Name == \"a\")", "EfCore Query SingleRow FirstOrDefault of User")]
    [InlineData("db.Users.{|#0:FirstOrDefaultAsync|}()", "EfCore Query SingleRow FirstOrDefaultAsync of User")]
    [InlineData("db.Users.{|#0:Single|}()", "EfCore Query SingleRow Single of User")]
    [InlineData("db.Users.{|#0:SingleOrDefaultAsync|}()", "EfCore Query SingleRow SingleOrDefaultAsync of User")]
    [InlineData("db.Users.OrderBy(u => u.Id).{|#0:Last|}()", "EfCore Query SingleRow Last of User")]
    [InlineData("db.Users.OrderBy(u => u.Id).{|#0:LastOrDefaultAsync|}()", "EfCore Query SingleRow LastOrDefaultAsync of User")]
    [InlineData("db.Users.{|#0:ElementAt|}(3)", "EfCore Query SingleRow ElementAt of User")]
    [InlineData("db.Users.{|#0:Any|}()", "EfCore Query Scalar Any of User")]
    [InlineData("db.Users.{|#0:AnyAsync|}(u => u.Name == \"a\")", "EfCore Query Scalar AnyAsync of User")]
    [InlineData("db.Users.{|#0:All|}(u => u.Name == \"a\")", "EfCore Query Scalar All of User")]
    [InlineData("db.Users.{|#0:AllAsync|}(u => u.Name == \"a\")", "EfCore Query Scalar AllAsync of User")]
    [InlineData("db.Users.{|#0:Count|}()", "EfCore Query Scalar Count of User")]
    [InlineData("db.Users.{|#0:CountAsync|}()", "EfCore Query Scalar CountAsync of User")]
    [InlineData("db.Users.{|#0:LongCountAsync|}()", "EfCore Query Scalar LongCountAsync of User")]
    [InlineData("db.Users.{|#0:Sum|}(u => u.Name.Length)", "EfCore Query Scalar Sum of User")]
    [InlineData("db.Users.{|#0:SumAsync|}(u => u.Name.Length)", "EfCore Query Scalar SumAsync of User")]
    [InlineData("db.Users.{|#0:Min|}(u => u.Name)", "EfCore Query Scalar Min of User")]
    [InlineData("db.Users.{|#0:MaxAsync|}(u => u.Name)", "EfCore Query Scalar MaxAsync of User")]
    [InlineData("db.Users.{|#0:AverageAsync|}(u => u.Name.Length)", "EfCore Query Scalar AverageAsync of User")]
    [InlineData("db.Users.Select(u => u.Name).{|#0:ContainsAsync|}(\"a\")", "EfCore Query Scalar ContainsAsync of string")]
    [InlineData("db.Users.{|#0:ForEachAsync|}(u => { })", "EfCore Query StreamedRows ForEachAsync of User")]
    [InlineData("db.Users.{|#0:LoadAsync|}()", "EfCore Query BufferedRows LoadAsync of User")]
    [InlineData("db.Users.{|#0:AsAsyncEnumerable|}()", "EfCore Query StreamedRows AsAsyncEnumerable of User")]
    [InlineData("db.Users.Where(u => true).{|#0:AsAsyncEnumerable|}()", "EfCore Query StreamedRows AsAsyncEnumerable of User")]
    [InlineData("db.Users.AsEnumerable().Where(u => u.Name == \"a\").{|#0:ToList|}()", "EfCore Query BufferedRows ToList of User")]
    [InlineData("db.Users.{|#0:Find|}(Guid.Empty)", "EfCore Query SingleRow Find of User")]
    [InlineData("db.Users.{|#0:FindAsync|}(Guid.Empty)", "EfCore Query SingleRow FindAsync of User")]
    [InlineData("db.{|#0:Find|}<User>(Guid.Empty)", "EfCore Query SingleRow Find of User")]
    [InlineData("db.{|#0:FindAsync|}<User>(Guid.Empty)", "EfCore Query SingleRow FindAsync of User")]
    [InlineData("db.Entry(order).Reference(o => o.User).{|#0:LoadAsync|}()", "EfCore Query SingleRow LoadAsync of User")]
    [InlineData("db.Entry(user).Collection(u => u.Orders).{|#0:LoadAsync|}()", "EfCore Query BufferedRows LoadAsync of Order")]
    [InlineData("db.Entry(user).{|#0:ReloadAsync|}()", "EfCore Query SingleRow ReloadAsync of User")]
    [InlineData("db.{|#0:SaveChanges|}()", "EfCore Save None SaveChanges")]
    [InlineData("db.{|#0:SaveChangesAsync|}()", "EfCore Save None SaveChangesAsync")]
    [InlineData("db.Users.{|#0:ExecuteDelete|}()", "EfCore NonQuery None ExecuteDelete of User")]
    [InlineData("db.Users.Where(u => u.Name == \"a\").{|#0:ExecuteDeleteAsync|}()", "EfCore NonQuery None ExecuteDeleteAsync of User")]
    [InlineData("db.Users.{|#0:ExecuteUpdateAsync|}(s => s.SetProperty(u => u.Name, \"a\"))", "EfCore NonQuery None ExecuteUpdateAsync of User")]
    [InlineData("db.Users.FromSqlRaw(\"select * from users\").{|#0:ToList|}()", "EfCore Query BufferedRows ToList of User sql \"select * from users\"")]
    [InlineData("db.Users.FromSql($\"select * from users\").Where(u => true).{|#0:FirstAsync|}()", "EfCore Query SingleRow FirstAsync of User sql $\"select * from users\"")]
    [InlineData("db.Database.SqlQueryRaw<int>(\"select 1\").{|#0:ToList|}()", "EfCore Query BufferedRows ToList of int sql \"select 1\"")]
    [InlineData("db.Database.SqlQuery<int>($\"select 1\").{|#0:SingleAsync|}()", "EfCore Query SingleRow SingleAsync of int sql $\"select 1\"")]
    [InlineData("db.Database.{|#0:ExecuteSqlRaw|}(\"delete from users\")", "EfCore NonQuery None ExecuteSqlRaw sql \"delete from users\"")]
    [InlineData("db.Database.{|#0:ExecuteSqlAsync|}($\"delete from users\")", "EfCore NonQuery None ExecuteSqlAsync sql $\"delete from users\"")]
    [InlineData("db.Database.{|#0:ExecuteSqlInterpolated|}($\"delete from users\")", "EfCore NonQuery None ExecuteSqlInterpolated sql $\"delete from users\"")]
    [InlineData("users.{|#0:Count|}()", "EfCore Query Scalar Count of User")]
    [InlineData("(from u in db.Users where u.Name == \"a\" select u.Name).{|#0:ToList|}()", "EfCore Query BufferedRows ToList of string")]
    public Task Call_IsRecognised(string call, string expected) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            Model + $$"""
            class C
            {
                object? M(Db db, User user, Order order, IQueryable<User> users) => {{call}};
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage(expected));

    [Theory]
    [InlineData("foreach (var u in {|#0:db.Users|}) { }")]
    [InlineData("foreach (var u in {|#0:db.Users.Where(u => u.Name == \"a\")|}) { }")]
    [InlineData("await foreach (var u in {|#0:(IAsyncEnumerable<User>)db.Users|}) { }")]
    [InlineData("var query = db.Users.Where(u => true); if (user.Name == \"\") query = query.Take(1); foreach (var u in {|#0:query|}) { }")]
    [InlineData("foreach (var u in {|#0:db.Users.AsEnumerable()|}) { }")]
    public Task Loop_RunsTheQuery(string loop) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            Model + $$"""
            class C
            {
                async Task M(Db db, User user)
                {
                    {{loop}}
                    await Task.Yield();
                }
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage("EfCore Query StreamedRows foreach of User"));

    [Fact]
    public Task AwaitForeachOverAsyncEnumerable_IsOneCall() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(Model + """
            class C
            {
                async Task M(Db db)
                {
                    await foreach (var u in db.Users.Where(u => true).{|CALL:AsAsyncEnumerable|}())
                    {
                    }
                }
            }
            """);

    [Fact]
    public Task Subquery_IsPartOfTheOuterQuery() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(Model + """
            class C
            {
                object M(Db db) => db.Users.Where(u => db.Users.Count(o => o.Name == u.Name) > 1 && u.Orders.Any()).{|CALL:ToList|}();
                object N(Db db) => (from u in db.Users where db.Users.Any(o => o.Name == u.Name) select u).{|CALL:ToList|}();
            }
            """);

    [Fact]
    public Task LinqToObjects_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(Model + """
            class C
            {
                void M(List<User> users, User[] array, User user)
                {
                    users.ToList();
                    users.Where(u => u.Name == "a").First();
                    array.Any();
                    users.AsQueryable().Where(u => u.Name == "a").ToList();
                    var query = array.AsQueryable();
                    query.Count();
                    user.Orders.ToArray();
                    foreach (var u in users) { }
                    foreach (var u in query) { }
                    users.Find(u => u.Name == "a");
                }
            }
            """);

    [Fact]
    public Task SameNamesOnOtherTypes_DoNotTrigger() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync("""
            class Document
            {
                public int SaveChanges() => 0;
                public object? Find(int id) => null;
                public void Load() { }
                public Task<List<int>> ToListAsync() => Task.FromResult(new List<int>());
                public int ExecuteSqlRaw(string sql) => 0;
            }

            class C
            {
                void M(Document document)
                {
                    document.SaveChanges();
                    document.Find(1);
                    document.Load();
                    document.ToListAsync();
                    document.ExecuteSqlRaw("nothing");
                }
            }
            """);

    [Fact]
    public Task Query_ThatIsOnlyBuilt_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(Model + """
            class C
            {
                IQueryable<User> M(Db db) => db.Users.Where(u => u.Name == "a").Skip(5).Take(5);
                string N(Db db) => db.Users.ToQueryString();
            }
            """);

    [Fact]
    public Task WithoutEfCore_LinqIsNotLookedAt() =>
        new CSharpAnalyzerTest<CallReport>
        {
            References = TestReferences.Npgsql | TestReferences.Dapper,
            TestCode = """
                class C
                {
                    int M(IQueryable<int> numbers) => numbers.Count();
                }
                """,
        }.RunAsync();

    [Fact]
    public Task SqlText_IsTheArgument() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync(
            Model + """
            class C
            {
                void M(Db db, string name)
                {
                    db.Users.FromSqlRaw({|SQL:"select * from users where name = {0}"|}, name);
                    db.Users.FromSql({|#0:$"select * from users where name = {name}"|});
                    db.Users.FromSqlInterpolated({|#1:$"select * from users where name = {name}"|});
                    db.Database.SqlQueryRaw<int>({|SQL:"select 1"|});
                    db.Database.ExecuteSqlRaw({|SQL:"delete from users"|});
                    db.Database.ExecuteSqlRawAsync({|SQL:"delete from users"|});
                }

                void Model(ModelBuilder model)
                {
                    model.Entity<User>().ToSqlQuery({|SQL:"select * from users"|});
                    model.Entity<User>().Property(u => u.Id).HasDefaultValueSql({|#2:"gen_random_uuid()"|});
                    model.Entity<User>().Property(u => u.Name).HasComputedColumnSql({|SQL:"lower(name)"|}, stored: true);
                    model.Entity<User>().HasIndex(u => u.Name).HasFilter({|SQL:"name is not null"|});
                    model.Entity<User>().ToTable("users", t => t.HasCheckConstraint("ck_users_name", {|SQL:"name <> ''"|}));
                    model.Entity<User>().ToTable("users");
                }
            }

            class M1 : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder) =>
                    migrationBuilder.Sql({|SQL:"create table t (id uuid)"|});
            }
            """,
            new DiagnosticResult("SQL").WithLocation(0).WithMessage("EfCore Statements holes are parameters"),
            new DiagnosticResult("SQL").WithLocation(1).WithMessage("EfCore Statements holes are parameters"),
            new DiagnosticResult("SQL").WithLocation(2).WithMessage("EfCore Expression"));
}
