using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>A place that reads a navigation which may be loaded lazily.</summary>
/// <param name="Property">The navigation.</param>
/// <param name="Origin">Where the entity comes from.</param>
/// <param name="Loop">The loop whose element the entity is; null when it is read once per call.</param>
/// <param name="Location">The name of the property.</param>
internal sealed record NavigationRead(IPropertySymbol Property, EntityOrigin Origin, BodyLoop? Loop, Location Location)
{
    /// <summary>The path of the navigation from the entities of the query.</summary>
    public string Path => EntityOrigin.Join(Origin.Path, Property.Name);
}

/// <summary>An entity, or a list of them, that a call hands over.</summary>
/// <param name="Callee">The member called, as it was declared.</param>
/// <param name="Ordinal">The parameter.</param>
/// <param name="Origin">Where the entity comes from.</param>
/// <param name="Loop">The loop whose element it is; null when it is none's.</param>
/// <param name="Location">The name of the method.</param>
internal sealed record EntityArgument(ISymbol Callee, int Ordinal, EntityOrigin Origin, BodyLoop? Loop, Location Location);

/// <summary>An assignment of entities to a field or property that only its own type writes.</summary>
/// <param name="Holder">The field or property.</param>
/// <param name="Origin">Where the entities come from; null when that cannot be told.</param>
internal sealed record EntityStore(ISymbol Holder, EntityOrigin? Origin);

/// <summary>A navigation that is loaded once per element of a loop.</summary>
/// <param name="Property">The navigation.</param>
/// <param name="Path">Its path from the entities of the query.</param>
/// <param name="Loop">The loop.</param>
/// <param name="Location">The read, or the call inside the loop that leads to it.</param>
/// <param name="Query">The query that did not include it.</param>
internal sealed record NavigationFinding(IPropertySymbol Property, string Path, BodyLoop Loop, Location Location, Location Query);
