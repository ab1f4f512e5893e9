using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Where an IQueryable comes from.</summary>
internal static class QueryOrigin
{
    /// <summary>How many variables are followed: each takes a part of the stack.</summary>
    private const int MaxVariables = 64;

    /// <summary>
    /// Whether every value of a query starts at a set of an EF Core context that is in sight. A parameter or field of type IQueryable may hold a
    /// list in memory as well.
    /// </summary>
    public static bool IsContext(IOperation query, DataAccessSymbols symbols) => symbols.EfCore is { } ef && IsContext(query, symbols, ef, new(SymbolEqualityComparer.Default));

    private static bool IsContext(IOperation query, DataAccessSymbols symbols, EfCore ef, HashSet<ISymbol> followed)
    {
        while (true)
        {
            query = query.WithoutConversions();
            if (query.Type.IsOrInherits(ef.DbSet))
                return true;
            switch (query)
            {
                case ITranslatedQueryOperation translated:
                    query = translated.Operation;
                    continue;
                case IInvocationOperation { TargetMethod.IsStatic: true, Arguments: { Length: > 0 } arguments } extension:
                    // Database.SqlQuery starts at the database.
                    if (extension.TargetMethod.ContainingType.Name == "RelationalDatabaseFacadeExtensions")
                        return true;
                    query = arguments[0].Value;
                    continue;
                case IInvocationOperation { Instance: { } instance }:
                    query = instance;
                    continue;
                case ILocalReferenceOperation local:
                    var values = symbols.Flow.FactsOf(local).ValuesOf(local.Local);
                    if (values.IsEmpty || followed.Count > MaxVariables)
                        return false;
                    if (!followed.Add(local.Local))
                        return true;
                    foreach (var value in values)
                    {
                        // query = query.Where(...) says nothing about where the query comes from.
                        if (!Mentions(value, local.Local) && !IsContext(value, symbols, ef, followed))
                            return false;
                    }

                    return true;
                default:
                    return false;
            }
        }
    }

    private static bool Mentions(IOperation value, ILocalSymbol local)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
                return true;
        }

        return false;
    }
}
