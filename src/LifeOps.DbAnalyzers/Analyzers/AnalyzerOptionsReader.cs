using System.Collections.Concurrent;
using System.Linq;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// The rule options of one compilation. An option stands in the section of a source file's .editorconfig, in a global
/// analyzer config, or as an MSBuild property that the package makes visible (<c>build_property.lifeops_db_page_size</c>).
/// The nearest wins.
/// </summary>
internal sealed class AnalyzerOptionsReader(AnalyzerConfigOptionsProvider provider)
{
    private readonly ConcurrentDictionary<SyntaxTree, RuleOptions> _ofTrees = new();

    /// <summary>The options of the compilation as a whole.</summary>
    public RuleOptions Global { get; } = RuleOptions.Read(name => Find(provider.GlobalOptions, name));

    /// <summary>The options of a project as a whole: those of its first file, where an .editorconfig has no more to say than for the others.</summary>
    public static RuleOptions ForProject(Compilation compilation, AnalyzerConfigOptionsProvider provider)
    {
        var reader = new AnalyzerOptionsReader(provider);
        return compilation.SyntaxTrees.FirstOrDefault() is { } first ? reader.For(first) : reader.Global;
    }

    /// <summary>The options of a source file.</summary>
    public RuleOptions For(SyntaxTree tree) => _ofTrees.GetOrAdd(tree, key => Read(provider.GetOptions(key)));

    /// <summary>The options of an additional file: a schema or a migration.</summary>
    public RuleOptions For(AdditionalText file) => Read(provider.GetOptions(file));

    private RuleOptions Read(AnalyzerConfigOptions near)
    {
        var options = RuleOptions.Read(name => Find(near, name) ?? Find(provider.GlobalOptions, name));
        return options == Global ? Global : options;
    }

    private static string? Find(AnalyzerConfigOptions options, string name)
    {
        if (options.TryGetValue(name, out var value))
            return value;

        // MSBuild property names have no dots.
        return options.TryGetValue("build_property." + name.Replace('.', '_'), out value) && value.Length > 0 ? value : null;
    }
}
