using System.Collections.Generic;
using System.Threading;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>Where the locals of a block are assigned: one walk for all of them.</summary>
internal sealed class LocalWrites
{
    private static readonly IReadOnlyList<ILocalReferenceOperation> None = [];

    private readonly Dictionary<ILocalSymbol, List<ILocalReferenceOperation>?> _writes = new(SymbolEqualityComparer.Default);
    private readonly bool _hasGoto;

    public LocalWrites(IBlockOperation block, CancellationToken cancellationToken)
    {
        foreach (var operation in block.Descendants())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _hasGoto |= operation is IBranchOperation { BranchKind: BranchKind.GoTo };
            if (operation is not ILocalReferenceOperation { Type.SpecialType: SpecialType.System_String } reference || !IsWritten(reference))
                continue;

            // Only plain statements of the block's own function can be put in order.
            if (AssignmentOf(reference) is null || IsInsideFunction(reference, block))
                _writes[reference.Local] = null;
            else if (!_writes.TryGetValue(reference.Local, out var writes))
                _writes[reference.Local] = [reference];
            else
                writes?.Add(reference);
        }
    }

    /// <summary>The assignments of a local, each a statement of its own, in the order of the text; null when there are others.</summary>
    public IReadOnlyList<ILocalReferenceOperation>? Of(ILocalSymbol local)
    {
        if (_hasGoto)
            return null;
        return _writes.TryGetValue(local, out var writes) ? writes : None;
    }

    private static bool IsWritten(ILocalReferenceOperation reference)
    {
        IOperation operation = reference;
        while (operation.Parent is ITupleOperation or IConversionOperation)
            operation = operation.Parent;
        return operation.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == operation,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation argument => argument.Parameter is null or { RefKind: RefKind.Ref or RefKind.Out },
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } => true,
            IAddressOfOperation => true,
            _ => false,
        };
    }

    /// <summary>The statement <c>local = ...;</c> or <c>local += ...;</c> the reference is the target of.</summary>
    private static IAssignmentOperation? AssignmentOf(ILocalReferenceOperation write) => write.Parent switch
    {
        ISimpleAssignmentOperation { IsRef: false, Parent: IExpressionStatementOperation } simple => simple,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Parent: IExpressionStatementOperation } compound => compound,
        _ => null,
    };

    private static bool IsInsideFunction(IOperation operation, IOperation outer)
    {
        for (var parent = operation.Parent; parent is not null && parent != outer; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}
