using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>A read that asks for the same in every turn of a loop.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Callees">Members called in the loop that could write, as far as the body shows: their bodies decide.</param>
internal sealed record RepeatedRead(BodyLoop Loop, IReadOnlyList<ISymbol> Callees);
