using System.Collections.Generic;
using LifeOps.DbAnalyzers.Reads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Whether code goes on with what it has just saved: it reads the key that the database gave to a new entity, uses the entity that a call
/// returns, or tells somebody who is to find the changes there: a queue of jobs, an event, another member of the project.
/// </summary>
internal sealed class AfterSaves(BodyOperations body, IterationSymbols symbols)
{
    // The last statement of a block that goes on with whatever was saved before it; the same for every place in the block.
    private readonly Dictionary<IBlockOperation, int> _lastUses = [];

    /// <param name="block">A block around the save.</param>
    /// <param name="statement">Its statement that has the save in it.</param>
    /// <param name="result">The local that gets what a call returns that saves: the entity as it is now.</param>
    public bool UsesSaved(IBlockOperation block, IOperation statement, ILocalSymbol? result)
    {
        var index = block.Operations.IndexOf(statement);
        if (index < 0)
            return false;
        if (!_lastUses.TryGetValue(block, out var last))
            _lastUses[block] = last = LastUseIn(block);
        return index < last || result is { Type.SpecialType: SpecialType.None } && IsWorkedOn(result, block, index + 1);
    }

    private int LastUseIn(IBlockOperation block)
    {
        for (var i = block.Operations.Length - 1; i > 0; i--)
        {
            foreach (var operation in block.Operations[i].DescendantsAndSelf())
            {
                if (operation is IInvocationOperation invocation ? IsHandedOn(invocation) : operation is IPropertyReferenceOperation read && IsGivenKey(read, block) && !IsOnlyTold(read))
                    return i;
            }
        }

        return 0;
    }

    private bool IsWorkedOn(ILocalSymbol entity, IBlockOperation block, int first)
    {
        for (var i = first; i < block.Operations.Length; i++)
        {
            foreach (var operation in block.Operations[i].DescendantsAndSelf())
            {
                if (operation is IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var local }, Type.SpecialType: not SpecialType.System_Boolean } read
                    && SymbolEqualityComparer.Default.Equals(local, entity) && !IsOnlyTold(read))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsHandedOn(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (symbols.IsFromSource(method))
            return method is { ReturnsVoid: true, MethodKind: MethodKind.Ordinary } && !invocation.Arguments.IsEmpty && invocation.Parent is IExpressionStatementOperation;
        return method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension && !symbols.IsOfFramework(method) && !IterationSymbols.OnlyTells(method)
            && !symbols.IsOfDataAccess(method.ContainingType);
    }

    // var order = new Order { ... }; db.Add(order); await db.SaveChangesAsync(); ... order.Id: only the save gives it a value.
    private bool IsGivenKey(IPropertyReferenceOperation read, IBlockOperation block) =>
        read is { Instance: ILocalReferenceOperation { Local: var entity }, Property: { Type.SpecialType: SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 } property }
        && SymbolEqualityComparer.Default.Equals(EntityKeys.KeyOf(entity.Type), property)
        && body.InitializerOf(entity)?.Unwrap() is IObjectCreationOperation && IsOfTheTurn(entity, block);

    private static bool IsOfTheTurn(ILocalSymbol local, IBlockOperation block)
    {
        for (IOperation? current = block; current is not (ILoopOperation or IAnonymousFunctionOperation or null); current = current.Parent)
        {
            if (current is IBlockOperation around && around.Locals.Contains(local))
                return true;
        }

        return false;
    }

    // Logged, or collected: that can wait until all are saved.
    private bool IsOnlyTold(IOperation read)
    {
        for (var current = read.Parent; current is not null and not IBlockOperation; current = current.Parent)
        {
            if (current is IInvocationOperation { TargetMethod: var method })
                return !symbols.IsFromSource(method) && (symbols.IsOfFramework(method) && !symbols.IsQueryableOperator(method) && !symbols.IsOfDataAccess(method.ContainingType) || IterationSymbols.OnlyTells(method));
        }

        return false;
    }
}
