using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Follows variables to the values they get, within one member. Each member's code is read at most once.</summary>
internal sealed class VariableFlow
{
    /// <summary>How many variables in a row are followed: real code passes a value through two or three.</summary>
    public const int MaxDepth = 8;

    // Keyed by the operation tree, which Roslyn keeps as long as the member's code lives.
    private readonly ConditionalWeakTable<IOperation, BlockFacts> _facts = new();

    /// <summary>What the member that an operation stands in does to its variables.</summary>
    public BlockFacts FactsOf(IOperation operation) => _facts.GetValue(BlockFacts.RootOf(operation), BlockFacts.Read);

    /// <summary>Every expression that the value may come from, as far as this member shows: the expression itself when it is no variable.</summary>
    public ImmutableArray<IOperation> OriginsOf(IOperation expression)
    {
        var origins = ImmutableArray.CreateBuilder<IOperation>();
        AddOrigins(expression, origins, new(SymbolEqualityComparer.Default), 0);
        return origins.ToImmutable();
    }

    // A variable that is made from itself in many places would be followed as often as there are ways through them.
    private void AddOrigins(IOperation expression, ImmutableArray<IOperation>.Builder origins, HashSet<ISymbol> followed, int depth)
    {
        expression = expression.WithoutConversions();
        switch (expression)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                AddOrigins(conditional.WhenTrue, origins, followed, depth);
                AddOrigins(whenFalse, origins, followed, depth);
                return;
            case ICoalesceOperation coalesce:
                AddOrigins(coalesce.Value, origins, followed, depth);
                AddOrigins(coalesce.WhenNull, origins, followed, depth);
                return;
            case ISwitchExpressionOperation switched:
                foreach (var arm in switched.Arms)
                    AddOrigins(arm.Value, origins, followed, depth);
                return;
            case ILocalReferenceOperation local when depth < MaxDepth:
                var values = FactsOf(local).ValuesOf(local.Local);
                if (values.IsEmpty)
                    break;
                if (!followed.Add(local.Local))
                    return;
                foreach (var value in values)
                    AddOrigins(value, origins, followed, depth + 1);
                return;
        }

        origins.Add(expression);
    }
}
