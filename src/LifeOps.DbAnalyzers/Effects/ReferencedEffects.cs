using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What referenced assemblies say of their members that reach the database; nothing of those that say nothing.</summary>
internal sealed class ReferencedEffects
{
    private readonly Dictionary<string, List<EffectSummary>> _summaries = [];
    private readonly HashSet<string> _names = [];
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public ReferencedEffects(Compilation compilation)
    {
        var attribute = compilation.GetTypeByMetadataName("System.Reflection.AssemblyMetadataAttribute");
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach (var data in assembly.GetAttributes())
            {
                if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute)
                    && data.ConstructorArguments is { Length: 2 } arguments && arguments[0].Value as string == EffectSummary.MetadataKey && arguments[1].Value is string text)
                {
                    Add(text);
                }
            }
        }
    }

    /// <summary>Whether an assembly says that the member reaches the database.</summary>
    public bool Knows(ISymbol member) =>
        _names.Count > 0 && _names.Contains(member.Name)
        && _known.GetOrAdd(DeclarationOf(member), symbol => symbol.GetDocumentationCommentId() is { } id && _summaries.ContainsKey(id));

    /// <summary>What a known member waits for besides the database.</summary>
    public OutsideWork OutsideOf(ISymbol member)
    {
        var result = OutsideWork.None;
        if (DeclarationOf(member).GetDocumentationCommentId() is { } id && _summaries.TryGetValue(id, out var summaries))
        {
            foreach (var summary in summaries)
                result |= summary.Outside;
        }

        return result;
    }

    /// <summary>Whether a member of that name may be one that reaches the database.</summary>
    public bool MayKnow(string name) => _names.Contains(name);

    /// <summary>The members that the functions call, as functions with the queries that their assemblies tell of.</summary>
    public IReadOnlyList<FunctionNode> FunctionsCalledBy(IEnumerable<FunctionNode> functions, CancellationToken cancellationToken)
    {
        var result = new List<FunctionNode>();
        if (_names.Count == 0)
            return result;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var function in functions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var site in function.Sites)
            {
                if (site.Callee is { } callee && Knows(callee) && seen.Add(callee))
                    result.Add(NodeOf(callee));
            }
        }

        return result;
    }

    private FunctionNode NodeOf(ISymbol member)
    {
        var node = new FunctionNode(member);
        foreach (var summary in _summaries[member.GetDocumentationCommentId()!])
        {
            node.Sites.Add(new CallSite
            {
                Owner = node,
                Query = summary.Query,
                Location = null,
                Loops = [],
                Guards = [],
                Arguments = [summary.Dependence],
                Database = summary.Database,
                IsConditional = !summary.IsNarrow,
            });
        }

        return node;
    }

    private void Add(string text)
    {
        foreach (var summary in EffectSummary.Read(text))
        {
            if (!_summaries.TryGetValue(summary.Member, out var list))
                _summaries[summary.Member] = list = [];
            list.Add(summary);
            _names.Add(NameIn(summary.Member));
        }
    }

    // GetAsync of M:Shop.Orders.GetAsync``1(System.Int32); constructors and indexers stand with their own names.
    private static string NameIn(string id)
    {
        var end = id.IndexOf('(');
        var member = end < 0 ? id : id.Substring(0, end);
        var name = member.Substring(member.LastIndexOf('.') + 1);
        var arity = name.IndexOf('`');
        return (arity < 0 ? name : name.Substring(0, arity)).Replace("#ctor", ".ctor");
    }

    private static ISymbol DeclarationOf(ISymbol member) => member is IMethodSymbol method ? method.Declared() : member.OriginalDefinition;
}
