using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>Loops over what stands in a configuration: a few elements, written by hand.</summary>
public sealed class ConfiguredElementsTests
{
    private const string Options = """
        --- types
        public sealed class RegionSettings { public List<int> Regions { get; set; } = new(); }
        namespace Microsoft.Extensions.Options
        {
            public interface IOptions<T> { T Value { get; } }
        }
        """;

    [Fact]
    public Task OfOptions_DoesNotTrigger() => LoopTest.Verify("""
        public async Task Print(Microsoft.Extensions.Options.IOptions<RegionSettings> options)
        {
            foreach (var region in options.Value.Regions)
                Console.WriteLine(await _db.Orders.CountAsync(o => o.CustomerId == region));
            var settings = options.Value;
            foreach (var region in settings.Regions.Where(region => region > 0))
                Console.WriteLine(await _db.Orders.CountAsync(o => o.CustomerId == region));
        }
        """ + Options);

    [Fact]
    public Task OfAFieldThatIsGivenAsOptions_DoesNotTrigger() => LoopTest.Verify("""
        --- types
        public sealed class Report
        {
            private readonly ShopContext _db = new();
            private readonly RegionSettings _settings;
            public Report(Microsoft.Extensions.Options.IOptions<RegionSettings> options) => _settings = options.Value;

            public async Task Print()
            {
                foreach (var region in _settings.Regions)
                    Console.WriteLine(await _db.Orders.CountAsync(o => o.CustomerId == region));
            }
        }

        """ + Options.Replace("--- types", ""));

    [Fact]
    public Task OfARequest() => LoopTest.Verify("""
        private RegionSettings _chosen = new();

        public async Task Print(RegionSettings request)
        {
            foreach (var region in request.Regions)
                Console.WriteLine(await _db.Orders.{|LDB1001:CountAsync|}(o => o.CustomerId == region));
            foreach (var region in _chosen.Regions)
                Console.WriteLine(await _db.Orders.{|LDB1001:CountAsync|}(o => o.CustomerId == region));
        }
        """ + Options);
}
