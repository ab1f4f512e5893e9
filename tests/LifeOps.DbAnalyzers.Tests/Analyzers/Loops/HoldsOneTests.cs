using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Loops over what holds one element or none.</summary>
public sealed class HoldsOneTests
{
    private const string Option = """
        --- types
        public readonly struct Option<T> : IEnumerable<T>
        {
            public static implicit operator Option<T>(T value) => default;
            public IEnumerator<T> GetEnumerator() => throw new NotSupportedException();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
        public readonly struct Either<TLeft, TRight>
        {
            public static implicit operator Either<TLeft, TRight>(TRight value) => default;
            public IEnumerable<TRight> ToSeq() => throw new NotSupportedException();
        }
        public sealed class Bag<T> : List<T> { }
        """;

    // seen in ErsatzTV/ErsatzTV: MediaCollectionRepository.cs, MediaServerTelevisionLibraryScanner.cs
    [Fact]
    public Task OneOrNone_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Print(Option<int> id, Either<string, Order> order)
        {
            foreach (var one in id)
                Console.WriteLine(await _db.Orders.SingleAsync(o => o.Id == one));
            foreach (var one in order.ToSeq())
                Console.WriteLine(await _db.Lines.CountAsync(l => l.OrderId == one.Id));
        }
        """ + Option);

    // seen in smartstore/Smartstore: DatabaseInitializer.cs
    [Fact]
    public Task TypesOfTheProgram_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Write(List<Type> makers)
        {
            foreach (var maker in makers)
            {
                _db.Customers.Add(new Customer { Name = maker.Name });
                await _db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task OneOfEachElement() => LoopTest.Verify("""
        public async Task Print(List<Option<int>> ids, Bag<int> bag)
        {
            foreach (var id in ids)
            {
                foreach (var one in id)
                    Console.WriteLine(await _db.Orders.{|LDB1001:SingleAsync|}(o => o.Id == one));
            }

            foreach (var one in bag)
                Console.WriteLine(await _db.Orders.{|LDB1001:SingleAsync|}(o => o.Id == one));
        }
        """ + Option);
}
