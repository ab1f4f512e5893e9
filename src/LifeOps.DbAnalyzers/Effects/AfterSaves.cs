using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Whether code goes on with what it has just saved: it reads the key that the database gave to a new entity, uses the entity that a call
/// returns, or tells somebody who is to find the changes there: a queue of jobs, an event, another member of the project.
/// </summary>
internal sealed class AfterSaves(IterationSymbols symbols)
{
    /// <param name="block">A block around the save.</param>
    /// <param name="statement">Its statement that has the save in it.</param>
    /// <param name="result">The local that gets what a call returns that saves: the entity as it is now.</param>
    public bool UsesSaved(IBlockOperation block, IOperation statement, ILocalSymbol? result)
    {
        var index = block.Operations.IndexOf(statement);
        for (var i = index + 1; i < block.Operations.Length && index >= 0; i++)
        {
            foreach (var operation in block.Operations[i].DescendantsAndSelf())
            {
                if (operation switch
                {
                    IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var entity } } read =>
                        (IsGivenKey(read, entity, block) || IsResult(entity, result) && read.Type is { SpecialType: not SpecialType.System_Boolean }) && !IsOnlyTold(read),
                    IInvocationOperation invocation => IsHandedOn(invocation),
                    _ => false,
                })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsResult(ILocalSymbol local, ILocalSymbol? result) =>
        result is { Type.SpecialType: SpecialType.None } && SymbolEqualityComparer.Default.Equals(result, local);

    private bool IsHandedOn(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (symbols.IsFromSource(method))
            return method is { ReturnsVoid: true, MethodKind: MethodKind.Ordinary } && !invocation.Arguments.IsEmpty && invocation.Parent is IExpressionStatementOperation;
        return method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension && !symbols.IsOfFramework(method) && !IterationSymbols.OnlyTells(method)
            && !symbols.IsOfDataAccess(method.ContainingType);
    }

    // var order = new Order { ... }; db.Add(order); await db.SaveChangesAsync(); ... order.Id: only the save gives it a value.
    private static bool IsGivenKey(IPropertyReferenceOperation read, ILocalSymbol entity, IBlockOperation block)
    {
        var property = read.Property;
        if (property.Type.SpecialType is not (SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64) || !IsKeyByConvention(property, entity.Type))
            return false;
        for (IOperation? current = block; current is IBlockOperation or not (ILoopOperation or IAnonymousFunctionOperation or null); current = current.Parent)
        {
            if (current is IBlockOperation around && around.Locals.Contains(entity))
                return IsNew(entity, around);
        }

        return false;
    }

    // EF Core's own convention: Id, or the type's name and Id.
    private static bool IsKeyByConvention(IPropertySymbol property, ITypeSymbol type) =>
        property.Name.Equals("Id", StringComparison.OrdinalIgnoreCase) || property.Name.Equals(type.Name + "Id", StringComparison.OrdinalIgnoreCase);

    private static bool IsNew(ILocalSymbol entity, IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            foreach (var declared in statement.DescendantsAndSelf())
            {
                if (declared is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, entity))
                    return declarator.GetVariableInitializer()?.Value.Unwrap() is IObjectCreationOperation;
            }
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
