using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Where entities come from: a query with what it includes, a parameter, or what another member returns.</summary>
internal sealed class EntityOrigin
{
    private EntityOrigin()
    {
    }

    /// <summary>Navigation paths that the query includes, such as <c>Lines.Product</c>; null when it is no query.</summary>
    public ImmutableHashSet<string>? Included { get; private init; }

    /// <summary>The call that runs the query; null when it is no query of this body.</summary>
    public Location? Query { get; private init; }

    /// <summary>The parameter of the member; -1 when it is none.</summary>
    public int Parameter { get; private init; } = -1;

    /// <summary>The member that returns them, or the field or property that holds them; null when they come from neither.</summary>
    public ISymbol? Callee { get; private init; }

    /// <summary>The navigation that leads from the entities of the query to these; empty when they are the same.</summary>
    public string Path { get; private init; } = "";

    public static EntityOrigin OfQuery(IEnumerable<string> included, Location query) => new() { Included = included.ToImmutableHashSet(), Query = query };

    public static EntityOrigin OfParameter(int ordinal) => new() { Parameter = ordinal };

    public static EntityOrigin OfCall(ISymbol callee) => new() { Callee = callee };

    /// <summary>The entities that a navigation of these leads to.</summary>
    public EntityOrigin Through(string navigation) =>
        new() { Included = Included, Query = Query, Parameter = Parameter, Callee = Callee, Path = Join(Path, navigation) };

    public static string Join(string path, string navigation) => path.Length == 0 ? navigation : navigation.Length == 0 ? path : path + "." + navigation;
}
