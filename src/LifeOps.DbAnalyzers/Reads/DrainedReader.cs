using LifeOps.DbAnalyzers.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>Tells whether a data reader is read to its end into a collection.</summary>
internal static class DrainedReader
{
    /// <param name="call">The call that returns the reader.</param>
    public static bool IsCollected(IOperation call)
    {
        if (ResultUse.Of(call).Local is not { } reader)
            return false;

        var root = call;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IWhileLoopOperation { Condition: { } condition } loop when Advances(condition, reader):
                    return Collects(loop);
                case IInvocationOperation { TargetMethod: { Name: "Load", ContainingType.Name: "DataTable" } } load when load.Mentions(reader):
                    return true;
            }
        }

        return false;
    }

    private static bool Advances(IOperation condition, ILocalSymbol reader)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Read" or "ReadAsync", Instance: ILocalReferenceOperation local }
                && SymbolEqualityComparer.Default.Equals(local.Local, reader))
            {
                return true;
            }
        }

        return false;
    }

    // Rows that go somewhere else at once, or of which only some are read, are not held in memory.
    private static bool Collects(IWhileLoopOperation loop)
    {
        var collects = false;
        foreach (var operation in loop.Body.Descendants())
        {
            switch (operation)
            {
                case IReturnOperation:
                case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo }:
                    return false;
                case IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "Enqueue" or "Push" or "AddLast", Instance: { } collection } add
                    when add.Arguments.Length is 1 or 2 && OutlivesLoop(collection.Root(), loop) && IsCollection(collection.Type):
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } dictionary } }
                    when OutlivesLoop(dictionary.Root(), loop) && IsCollection(dictionary.Type):
                    collects = true;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Clear" or "Dequeue" or "Pop" }:
                    return false;
            }
        }

        return collects;
    }

    private static bool IsCollection(ITypeSymbol? type) => type is not null && IterationSymbols.ElementType(type) is not null;

    private static bool OutlivesLoop(ISymbol? variable, IWhileLoopOperation loop)
    {
        if (variable is not ILocalSymbol local)
            return variable is not null;
        foreach (var reference in local.DeclaringSyntaxReferences)
        {
            if (loop.Syntax.Span.Contains(reference.Span))
                return false;
        }

        return true;
    }
}
