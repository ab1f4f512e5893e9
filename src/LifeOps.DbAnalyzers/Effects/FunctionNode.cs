using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>A member, local function or lambda with the places in it that matter.</summary>
internal sealed class FunctionNode(ISymbol symbol)
{
    public ISymbol Symbol { get; } = symbol;

    public List<CallSite> Sites { get; } = [];

    /// <summary>Entities that it puts into fields and properties of its own type.</summary>
    public List<EntityStore> EntityStores { get; } = [];

    /// <summary>Navigations that it reads.</summary>
    public List<NavigationRead> NavigationReads { get; } = [];

    /// <summary>Entities that it hands to other members.</summary>
    public List<EntityArgument> EntityArguments { get; } = [];

    /// <summary>Where the entities that it returns come from; null when it returns none, or that cannot be told.</summary>
    public EntityOrigin? Returns { get; set; }

    /// <summary>What it waits for besides the database.</summary>
    public Awaited Awaited { get; } = new();

    /// <summary>Whether it changes what a context tracks: it adds, updates or removes entities.</summary>
    public bool ChangesTracked { get; set; }

    /// <summary>Whether it adds entities to what a context tracks.</summary>
    public bool AddsTracked { get; set; }

    /// <summary>Whether a message can name it: lambdas have no name.</summary>
    public bool HasName => Symbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction };

    /// <summary>The name in a path: <c>OrderRepository.GetByCustomerAsync</c>, for local functions the name alone.</summary>
    public string QualifiedName => Symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => Symbol.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "new " + Symbol.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property.ContainingType.Name + "." + property.Name,
        _ => Symbol.ContainingType is { } type ? type.Name + "." + Symbol.Name : Symbol.Name,
    };

    public string Name => Symbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } ? property.Name
        : Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "new " + Symbol.ContainingType.Name
        : Symbol.Name;
}
