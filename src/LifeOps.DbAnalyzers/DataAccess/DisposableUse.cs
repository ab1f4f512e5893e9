using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>What becomes of a disposable object that a local holds, as far as its own method shows.</summary>
internal sealed class DisposableUse
{
    private DisposableUse(bool isSettled, bool isOpened)
    {
        IsSettled = isSettled;
        IsOpened = isOpened;
    }

    /// <summary>Whether it is disposed or closed somewhere, or handed to somebody who may do that.</summary>
    public bool IsSettled { get; }

    /// <summary>Whether Open or OpenAsync is called on it.</summary>
    public bool IsOpened { get; }

    public static DisposableUse Of(ILocalSymbol local, IOperation declaration, DataAccessSymbols symbols)
    {
        var function = FunctionOf(declaration);
        var isOpened = false;
        foreach (var operation in BlockFacts.RootOf(declaration).DescendantsAndSelf())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            if (FunctionOf(reference) != function || IsSettling(reference, symbols))
                return new(true, isOpened);
            isOpened |= reference.Parent is IInvocationOperation { TargetMethod.Name: "Open" or "OpenAsync" } call && call.Instance == reference;
        }

        return new(false, isOpened);
    }

    private static bool IsSettling(IOperation reference, DataAccessSymbols symbols)
    {
        var value = reference;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        switch (value.Parent)
        {
            case IInvocationOperation call when call.Instance == value:
                return IsEnd(call.TargetMethod.Name);
            case IConditionalAccessOperation access when access.Operation == value:
                return access.WhenNotNull is not IInvocationOperation guarded || IsEnd(guarded.TargetMethod.Name);
            case IMemberReferenceOperation:
            case IBinaryOperation:
            case IIsPatternOperation:
            case IExpressionStatementOperation:
                return false;
            case IArgumentOperation argument:
                return !IsBorrowed(argument, symbols);
            case IForEachLoopOperation:
                return false;

            // A property of the command: command.Connection = connection.
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Connection", ContainingType: { } owner } } } assignment when assignment.Value == value:
                return symbols.AdoNet?.IsCommand(owner) != true;
            default:
                return true;
        }
    }

    // A command uses a connection, it does not own it; neither do Dapper and the libraries' other extension methods.
    private static bool IsBorrowed(IArgumentOperation argument, DataAccessSymbols symbols) => argument.Parent switch
    {
        IObjectCreationOperation creation => symbols.AdoNet?.IsCommand(creation.Type) == true,
        IInvocationOperation call => symbols.Recognize(call) is { Library: DataAccessLibrary.Dapper },
        _ => false,
    };

    private static bool IsEnd(string method) => method is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";

    private static IOperation? FunctionOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return parent;
        }

        return null;
    }

    /// <summary>Whether a declaration is that of a using statement or declaration.</summary>
    public static bool IsUsing(IOperation declarator)
    {
        for (var parent = declarator.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IUsingDeclarationOperation || parent is IUsingOperation { Resources: { } resources } && resources.DescendantsAndSelf().Contains(declarator))
                return true;
        }

        return false;
    }
}
