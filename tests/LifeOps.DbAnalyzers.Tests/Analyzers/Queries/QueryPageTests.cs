using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Queries;

public sealed class QueryPageTests
{
    private const string Schema = """
        -- lifeops:rows 5000000
        CREATE TABLE events (id integer PRIMARY KEY, user_id integer NOT NULL, slug text NOT NULL UNIQUE, kind text NOT NULL, created_at timestamptz NOT NULL, UNIQUE (user_id, created_at));
        CREATE TABLE notes (id integer PRIMARY KEY, user_id integer NOT NULL, title text NOT NULL);
        -- lifeops:rows 40
        CREATE TABLE countries (id integer PRIMARY KEY, name text NOT NULL);
        """;

    private const string Model = """
        global using Microsoft.EntityFrameworkCore;
        public class Event { public int Id { get; set; } public int UserId { get; set; } public string Slug { get; set; } = ""; public string Kind { get; set; } = ""; public DateTime CreatedAt { get; set; } public List<Note> Notes { get; set; } = new(); }
        public class Note { public int Id { get; set; } public int UserId { get; set; } public string Title { get; set; } = ""; }
        public class Country { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Shop : DbContext
        {
            public DbSet<Event> Events { get; set; } = null!;
            public DbSet<Note> Notes { get; set; } = null!;
            public DbSet<Country> Countries { get; set; } = null!;
        }
        """;

    private static string Wrap(string members) =>
        "public class Service\n{\n    private readonly Shop _db = new();\n\n" + members + "\n}";

    private static void Fill<TAnalyzer>(CSharpAnalyzerTest<TAnalyzer> test, bool withSchema)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new()
    {
        test.Sources.Add(("Model.cs", Model));
        if (withSchema)
            test.AdditionalFiles.Add(("db/shop.schema.sql", Schema));
    }

    public sealed class Unordered
    {
        private static Task Verify(string members, string? fixedMembers = null, bool withSchema = true, params DiagnosticResult[] expected)
        {
            var test = new CSharpCodeFixTest<UnstablePage, UnstablePageFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers ?? members) };
            Fill(test, withSchema);
            test.ExpectedDiagnostics.AddRange(expected);
            test.FixedDiagnostics.AddRange(expected);
            return test.RunAsync();
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public Task NoOrder(bool withSchema) => Verify("""
                public List<Event> A(int n) => _db.Events.[|Take|](n).ToList();
                public Task<List<Event>> B(int page) => _db.Events.Where(e => e.Kind == "a").[|Skip|](page * 20).Take(20).ToListAsync();
                public List<int> C() => _db.Set<Event>().AsNoTracking().[|Take|](100).Select(e => e.Id).ToList();
                public async Task D() { await foreach (var e in _db.Events.[|Take|](100).AsAsyncEnumerable()) Console.WriteLine(e.Id); }
                public List<Event> E() => _db.Events.[|Take|](100).OrderBy(e => e.Id).ToList();
            """, """
                public List<Event> A(int n) => _db.Events.OrderBy(x => x.Id).Take(n).ToList();
                public Task<List<Event>> B(int page) => _db.Events.Where(e => e.Kind == "a").OrderBy(e => e.Id).Skip(page * 20).Take(20).ToListAsync();
                public List<int> C() => _db.Set<Event>().AsNoTracking().OrderBy(x => x.Id).Take(100).Select(e => e.Id).ToList();
                public async Task D() { await foreach (var e in _db.Events.OrderBy(x => x.Id).Take(100).AsAsyncEnumerable()) Console.WriteLine(e.Id); }
                public List<Event> E() => _db.Events.OrderBy(x => x.Id).Take(100).OrderBy(e => e.Id).ToList();
            """, withSchema);

        [Fact]
        public Task OrderWithoutKey() => Verify("""
                public List<Event> A(int n) => _db.Events.[|OrderByDescending|](e => e.CreatedAt).Take(n).ToList();
                public List<Event> B(int n) => _db.Events.OrderBy(e => e.Kind).[|ThenBy|](e => e.CreatedAt).Skip(n).Take(20).ToList();
                public List<string> C(int n) => _db.Events.[|OrderBy|](e => e.CreatedAt).Select(e => e.Kind).Take(n).ToList();
            """, """
                public List<Event> A(int n) => _db.Events.OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(n).ToList();
                public List<Event> B(int n) => _db.Events.OrderBy(e => e.Kind).ThenBy(e => e.CreatedAt).ThenBy(e => e.Id).Skip(n).Take(20).ToList();
                public List<string> C(int n) => _db.Events.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).Select(e => e.Kind).Take(n).ToList();
            """);

        [Fact]
        public Task Projected_HasNoFix() => Verify("""
                public List<string> A(int n) => _db.Events.Select(e => e.Kind).[|Take|](n).ToList();
            """);

        [Fact]
        public Task UniqueOrUnknown_IsNotReported() => Verify("""
                public List<Event> A(int n) => _db.Events.OrderBy(e => e.Id).Take(n).ToList();
                public List<Event> B(int n) => _db.Events.OrderBy(e => e.Kind).ThenBy(e => e.Slug).Take(n).ToList();
                public List<Event> C(int n, int user) => _db.Events.Where(e => e.UserId == user && e.Kind != "a").OrderBy(e => e.CreatedAt).Take(n).ToList();
                public List<Event> D(int id) => _db.Events.Where(e => e.Id == id).Take(5).ToList();
                public Event? E() => _db.Events.OrderBy(e => e.CreatedAt).FirstOrDefault();
                public List<Event> F() => _db.Events.Take(1).ToList();
                public List<Event> G() => _db.Events.Where(e => e.Kind == "a").Take(2).ToList();
                public List<Event> H(int n) => _db.Events.OrderBy(e => EF.Functions.Random()).Take(n).ToList();
                public List<Event> I(int n, IQueryable<Event> given) => given.Take(n).ToList();
                public List<Event> J(int n) { var q = _db.Events.OrderBy(e => e.Id); return q.Take(n).ToList(); }
                public List<Event> K(int n) => Sorted(_db.Events).Take(n).ToList();
                private static IQueryable<Event> Sorted(IQueryable<Event> q) => q;
                public List<string> L(int n) => _db.Events.Select(e => e.Kind).Distinct().Take(n).ToList();
                public List<string> M(int n) => _db.Events.GroupBy(e => e.Kind).Select(g => g.Key).Take(n).ToList();
                public List<Event> N(List<Event> list, int n) => list.Take(n).ToList();
                public List<Event> O(int n) => _db.Events.ToList().Take(n).ToList();
                public bool P(int n) => _db.Events.Take(n).Any();
                public int Q(int n) => _db.Events.Take(n).Count();
            """);

        [Fact]
        public Task OrderWithoutSchema_IsNotReported() => Verify("""
                public List<Event> A(int n) => _db.Events.OrderByDescending(e => e.CreatedAt).Take(n).ToList();
            """, withSchema: false);

        [Fact]
        public Task Messages() => Verify("""
                public List<Event> A(int n) => _db.Events.Select(e => e).{|#0:Take|}(n).ToList();
            """, null, true, new DiagnosticResult("LDB1008").WithLocation(0).WithMessage(
                "Pages are not stable: Take without OrderBy takes any rows of events (about 5,000,000 rows); add OrderBy(x => x.Id)"));
    }

    public sealed class Skips
    {
        private static Task Verify(string members, bool withSchema = true, params DiagnosticResult[] expected)
        {
            var test = new CSharpAnalyzerTest<LargeSkip> { TestCode = Wrap(members) };
            Fill(test, withSchema);
            test.ExpectedDiagnostics.AddRange(expected);
            return test.RunAsync();
        }

        [Fact]
        public Task LargeTable() => Verify("""
                public List<Event> A(int page) => _db.Events.OrderBy(e => e.Id).[|Skip|](page * 20).Take(20).ToList();
                public List<Event> B(int skip) => _db.Events.Where(e => e.Kind == "a").OrderBy(e => e.Id).[|Skip|](skip).Take(20).ToList();
                public List<Note> C(int skip) => _db.Notes.OrderBy(e => e.Id).[|Skip|](skip).Take(20).ToList();
            """);

        [Fact]
        public Task SmallOrConstant_IsNotReported() => Verify("""
                public List<Country> A(int page) => _db.Countries.OrderBy(e => e.Id).Skip(page * 20).Take(20).ToList();
                public List<Event> B() => _db.Events.OrderBy(e => e.Id).Skip(1).Take(20).ToList();
                public List<Note> C(int skip, int user) => _db.Notes.Where(n => n.UserId == user).OrderBy(e => e.Id).Skip(skip).Take(20).ToList();
                public List<Event> D(List<Event> list, int skip) => list.Skip(skip).ToList();
                public List<Event> E(int last) => _db.Events.Where(e => e.Id > last).OrderBy(e => e.Id).Take(20).ToList();
            """);

        [Fact]
        public Task WithoutSchema_IsNotReported() => Verify("""
                public List<Event> A(int page) => _db.Events.OrderBy(e => e.Id).Skip(page * 20).Take(20).ToList();
            """, withSchema: false);

        [Fact]
        public Task Message() => Verify("""
                public List<Event> A(int page) => _db.Events.OrderBy(e => e.Id).{|#0:Skip|}(page * 20).Take(20).ToList();
            """, true, new DiagnosticResult("LDB1007").WithLocation(0).WithMessage(
                "OFFSET reads and throws away every row of events (about 5,000,000 rows) before the page: continue behind the last row that was read, with Where on the properties of OrderBy, which end in a unique key"));
    }

    public sealed class Bulk
    {
        private static Task Verify(string members, params DiagnosticResult[] expected)
        {
            var test = new CSharpAnalyzerTest<BulkChangeOfEveryRow> { TestCode = Wrap(members) };
            Fill(test, withSchema: true);
            test.ExpectedDiagnostics.AddRange(expected);
            return test.RunAsync();
        }

        [Fact]
        public Task WholeSet() => Verify("""
                public int A() => _db.Events.[|ExecuteDelete|]();
                public Task<int> B() => _db.Set<Event>().IgnoreQueryFilters().[|ExecuteDeleteAsync|]();
                public int C() => _db.Events.[|ExecuteUpdate|](set => set.SetProperty(e => e.Kind, "x"));
                public int D() { var q = _db.Events.AsNoTracking(); return q.[|ExecuteDelete|](); }
            """);

        [Fact]
        public Task Chosen_IsNotReported() => Verify("""
                public int A(int id) => _db.Events.Where(e => e.Id == id).ExecuteDelete();
                public int B() => _db.Events.Where(_ => true).ExecuteDelete();
                public int C(IQueryable<Event> given) => given.ExecuteDelete();
                public int D(bool all) { IQueryable<Event> q = _db.Events; if (!all) q = q.Where(e => e.Kind == "a"); return q.ExecuteDelete(); }
                public int E(int n) => _db.Events.OrderBy(e => e.Id).Take(n).ExecuteDelete();
                public int F() => _db.Database.ExecuteSqlRaw("SELECT 1");
            """);

        [Fact]
        public Task Message() => Verify("""
                public int A() => _db.Events.{|#0:ExecuteDelete|}();
            """, new DiagnosticResult("LDB1011").WithLocation(0).WithMessage("ExecuteDelete without WHERE changes every row of Events"));
    }
}
