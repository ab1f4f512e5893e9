using System.Diagnostics.CodeAnalysis;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>LDB1006: navigations that a query did not include, read per element.</summary>
public sealed class LazyNavigationTests
{
    private const string Model = """
        global using Microsoft.EntityFrameworkCore;
        #nullable disable
        public class Author { public int Id { get; set; } public string Name { get; set; } public virtual ICollection<Book> Books { get; set; } public virtual Country Country { get; set; } }
        public class Country { public int Id { get; set; } public string Name { get; set; } }
        public class Book { public int Id { get; set; } public string Title { get; set; } public int AuthorId { get; set; } public virtual Author Author { get; set; } public virtual List<Tag> Tags { get; set; } public Country Printed { get; set; } }
        public class Tag { public int Id { get; set; } public string Name { get; set; } public virtual Author By { get; set; } }
        public class Library : DbContext { public DbSet<Author> Authors { get; set; } public DbSet<Book> Books { get; set; } }
        """;

    private const string Proxies = """
        namespace Microsoft.EntityFrameworkCore { public static class ProxiesExtensions { public static DbContextOptionsBuilder UseLazyLoadingProxies(this DbContextOptionsBuilder builder) => builder; } }
        """;

    private static LoopCase Create([StringSyntax("c#-test")] string members, bool hasProxies = true)
    {
        var test = new LoopCase
        {
            TestCode = "#nullable disable\npublic partial class Service\n{\n    private readonly Library _db;\n    public Service(Library db) => _db = db;\n" + members.Replace("--- types", "}") + (members.Contains("--- types") ? "" : "\n}"),
        };
        test.Sources.Add(("Model.cs", Model));
        if (hasProxies)
            test.Sources.Add(("Proxies.cs", Proxies));
        return test;
    }

    private static Task Verify([StringSyntax("c#-test")] string members, bool hasProxies = true, params DiagnosticResult[] expected)
    {
        var test = Create(members, hasProxies);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.VerifyAsync();
    }

    public sealed class Held
    {
        [Fact]
        public Task InAField() => Verify("""
            private List<Book> _books = new();
            public void Load() => _books = _db.Books.OrderBy(b => b.Id).Take(500).ToList();
            public void Forget() => _books = null;
            public void Print()
            {
                foreach (var book in _books)
                    Console.WriteLine(book.Title + book.{|LDB1006:Author|}.Name);
            }
            """);

        [Fact]
        public Task InAProperty_AsAPageModelHasIt() => Verify("""
            public IReadOnlyList<Book> Books { get; private set; } = null!;
            public async Task OnGetAsync() => Books = await _db.Books.Take(500).ToListAsync();
            public IEnumerable<string> Names() => Books.Select(b => b.{|LDB1006:Author|}.Name).ToList();
            """);

        [Fact]
        public Task Included_DoesNotTrigger() => Verify("""
            private List<Book> _books;
            public void Load() => _books = _db.Books.Include(b => b.Author).Take(500).ToList();
            public void Print()
            {
                foreach (var book in _books)
                    Console.WriteLine(book.Title + book.Author.Name);
            }
            """);

        [Fact]
        public Task GivenByOthers_DoesNotTrigger() => Verify("""
            private List<Book> _books;
            public void Load() => _books = _db.Books.Take(500).ToList();
            public void Set(List<Book> books) => _books = books;
            public void Print()
            {
                foreach (var book in _books)
                    Console.WriteLine(book.Title + book.Author.Name);
            }
            """);

        [Fact]
        public Task FilledByHand_DoesNotTrigger() => Verify("""
            private readonly List<Book> _books = new();
            public void Load(Book own)
            {
                _books.AddRange(_db.Books.Include(b => b.Author).Take(500));
                _books.Add(own);
            }

            public void Print()
            {
                foreach (var book in _books)
                    Console.WriteLine(book.Title + book.Author.Name);
            }
            """);

        [Fact]
        public Task SetByOthers_DoesNotTrigger() => Verify("""
            public List<Book> Books { get; set; }
            public void Load() => Books = _db.Books.Take(500).ToList();
            public void Print()
            {
                foreach (var book in Books)
                    Console.WriteLine(book.Title + book.Author.Name);
            }
            """);

        [Fact]
        public Task AnotherWayIncludes_ButOneDoesNot() => Verify("""
            private List<Book> _books;
            public void Load(bool all)
            {
                if (all)
                    _books = _db.Books.Take(500).ToList();
                else
                    _books = _db.Books.Include(b => b.Author).Take(50).ToList();
            }

            public void Print()
            {
                foreach (var book in _books)
                    Console.WriteLine(book.Title + book.{|LDB1006:Author|}.Name);
            }
            """);
    }

    public sealed class Loaded
    {
        [Fact]
        public Task Reference_NamesPathAndQuery() => Verify("""
            public void Print()
            {
                var books = _db.Books.Where(b => b.Id > 3).Take(500).ToList();
                foreach (var book in books)
                    Console.WriteLine(book.Title + book.{|#0:Author|}.Name);
            }
            """, true, new DiagnosticResult("LDB1006").WithLocation(0).WithMessage("Book.Author is loaded by a query of its own in every iteration of the foreach over books; include Author in the query of line 8"));

        [Fact]
        public Task Collection_QueryInTheLoop() => Verify("""
            public void Print()
            {
                foreach (var author in _db.Authors.OrderBy(a => a.Name).Take(500))
                    Console.WriteLine(author.Name + author.{|LDB1006:Books|}.Count);
            }
            """);

        [Fact]
        public Task InSelect() => Verify("""
            public async Task<List<string>> Names()
            {
                var books = await _db.Books.Take(500).ToListAsync();
                return books.Where(b => b.Title != "").Select(b => b.{|LDB1006:Author|}.Name).ToList();
            }
            """);

        [Fact]
        public Task SecondLevel_FirstIncluded() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Include(b => b.Author).Take(500).ToList())
                    Console.WriteLine(book.Author.{|LDB1006:Country|}.Name);
            }
            """);

        [Fact]
        public Task NestedLoop() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Include(b => b.Tags).Take(500).ToList())
                    foreach (var tag in book.Tags)
                        Console.WriteLine(tag.{|LDB1006:By|}?.Name);
            }
            """);

        [Fact]
        public Task AnotherIncluded() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Include(b => b.Tags).Take(500).ToList())
                    Console.WriteLine(book.Tags.Count + book.{|LDB1006:Author|}.Name);
            }
            """);

        [Fact]
        public Task ListFromAMethod() => Verify("""
            public void Print()
            {
                foreach (var book in Load())
                    Console.WriteLine(book.{|LDB1006:Author|}.Name);
            }

            private List<Book> Load() => _db.Books.Take(500).ToList();
            """);

        [Fact]
        public Task ListFromAnAsyncRepository() => Verify("""
            public async Task Print(IBooks books)
            {
                foreach (var book in await books.Load())
                    Console.WriteLine(book.{|LDB1006:Author|}.Name);
            }
            --- types
            public interface IBooks { Task<List<Book>> Load(); }
            public class Books : IBooks { private readonly Library _db; public async Task<List<Book>> Load() => await _db.Books.Take(500).ToListAsync(); }
            """);

        [Fact]
        public Task ListAsParameter() => Verify("""
            public void Print() => Print(_db.Books.Take(500).ToList());

            private void Print(List<Book> books)
            {
                foreach (var book in books)
                    Console.WriteLine(book.{|LDB1006:Author|}.Name);
            }
            """);

        [Fact]
        public Task ElementAsParameter() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Take(500).ToList())
                    {|LDB1006:Print|}(book);
            }

            private void Print(Book book) => Console.WriteLine(book.Author.Name);
            """);

        [Fact]
        public Task LazyLoader() => Verify("""
            public void Print(Shelves db)
            {
                foreach (var shelf in db.All.Take(500).ToList())
                    Console.WriteLine(shelf.{|LDB1006:Books|}.Count);
            }
            --- types
            public class Shelf
            {
                private readonly Microsoft.EntityFrameworkCore.Infrastructure.ILazyLoader _loader;
                private List<Book> _books;
                public int Id { get; set; }
                public List<Book> Books { get => _books; set => _books = value; }
            }
            public class Shelves : DbContext { public DbSet<Shelf> All { get; set; } }
            """, hasProxies: false);

        [Fact]
        public Task OneFindingForEachNavigation() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Take(500).ToList())
                {
                    Console.WriteLine(book.{|LDB1006:Author|}.Name);
                    Console.WriteLine(book.Author.Id);
                }
            }
            """);
    }

    public sealed class InMemory
    {
        [Fact]
        public Task Included() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Include(b => b.Author).ThenInclude(a => a.Country).Take(500).ToList())
                    Console.WriteLine(book.Author.Country.Name);
            }
            """);

        [Fact]
        public Task IncludedByName() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Include("Author.Country").Take(500).ToList())
                    Console.WriteLine(book.Author.Country.Name);
            }
            """);

        [Fact]
        public Task IncludedOnTheWay() => Verify("""
            public void Print(bool withAuthors)
            {
                IQueryable<Book> query = _db.Books.Take(500);
                if (withAuthors)
                    query = query.Include(b => b.Author);
                foreach (var book in query.ToList())
                    Console.WriteLine(book.Author?.Name);
            }
            """);

        [Fact]
        public Task IncludedByAnExtension() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Complete().Take(500).ToList())
                    Console.WriteLine(book.Author.Name);
            }
            --- types
            public static class Extensions { public static IQueryable<Book> Complete(this IQueryable<Book> books) => books.Include(b => b.Author); }
            """);

        [Fact]
        public Task Projection() => Verify("""
            public void Print()
            {
                foreach (var row in _db.Books.Take(500).Select(b => new { b.Title, b.Author.Name }).ToList())
                    Console.WriteLine(row.Name);
            }
            """);

        [Fact]
        public Task NotVirtual() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Take(500).ToList())
                    Console.WriteLine(book.Printed.Name);
            }
            """);

        [Fact]
        public Task ReadOnce() => Verify("""
            public void Print(int id)
            {
                var book = _db.Books.First(b => b.Id == id);
                Console.WriteLine(book.Author.Name);
            }
            """);

        [Fact]
        public Task LoopOverTheNavigation() => Verify("""
            public void Print(int id)
            {
                var book = _db.Books.First(b => b.Id == id);
                foreach (var tag in book.Tags)
                    Console.WriteLine(tag.Name);
            }
            """);

        [Fact]
        public Task Written() => Verify("""
            public void Assign(Author author)
            {
                foreach (var book in _db.Books.Take(500).ToList())
                    book.Author = author;
            }
            """);

        [Fact]
        public Task FilledByAnotherQuery() => Verify("""
            public void Print()
            {
                var authors = _db.Authors.Take(500).ToList();
                foreach (var book in _db.Books.Take(500).ToList())
                    Console.WriteLine(book.Author.Name);
            }
            """);

        [Fact]
        public Task MadeInMemory() => Verify("""
            public void Print(int n)
            {
                var books = new List<Book>();
                for (var i = 0; i < n; i++)
                    books.Add(new Book { Author = new Author() });
                foreach (var book in books)
                    Console.WriteLine(book.Author.Name);
            }
            """);

        [Fact]
        public Task InsideTheQuery() => Verify("""
            public List<Book> Find(List<string> names)
            {
                var result = new List<Book>();
                var books = _db.Books.Where(b => names.Contains(b.Author.Name)).Take(500).ToList();
                foreach (var book in books)
                    result.Add(book);
                return result;
            }
            """);

        // seen in fullstackhero/dotnet-starter-kit: SessionService.cs
        [Fact]
        public Task WithoutProxiesHere() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Take(500).ToList())
                    Console.WriteLine(book.Author.Name);
            }
            """, hasProxies: false);

        [Fact]
        public Task ProviderConfiguredWithoutProxies() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Take(500).ToList())
                    Console.WriteLine(book.Author.Name);
            }
            --- types
            public static class Startup { public static void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql("Host=db"); }
            """, hasProxies: false);

        [Fact]
        public Task AutoIncluded() => Verify("""
            public void Print()
            {
                foreach (var book in _db.Books.Take(500).ToList())
                    Console.WriteLine(book.Author.Name);
            }
            --- types
            public static class Mapping { public static void Map(ModelBuilder builder) => builder.Entity<Book>().Navigation(b => b.Author).AutoInclude(); }
            """, hasProxies: false);

        [Fact]
        public Task TheOnlyCallerIncludes() => Verify("""
            public void Print() => Print(_db.Books.Include(b => b.Author).Take(500).ToList());

            private void Print(List<Book> books)
            {
                foreach (var book in books)
                    Console.WriteLine(book.Author.Name);
            }
            """);

        [Fact]
        public Task Marked() => Verify("""
            public void Print()
            {
                // lifeops:per-item a handful of books
                foreach (var book in _db.Books.Take(500).ToList())
                    Console.WriteLine(book.Author.Name);
            }
            """);
    }
}
