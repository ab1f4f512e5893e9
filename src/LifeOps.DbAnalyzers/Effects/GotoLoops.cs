using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Loops that are written with a label and a goto back to it. The block that holds the label stands for the loop: what it declares in
/// front of the label is a variable of the loop as those in front of a while are.
/// </summary>
internal sealed class GotoLoops
{
    private readonly Dictionary<IBlockOperation, List<(int First, int Last)>> _loops = [];

    /// <summary>Whether a statement of the block is run again by a goto to a label in front of it.</summary>
    /// <param name="statement">A direct child of the block.</param>
    public bool Repeats(IBlockOperation block, IOperation statement)
    {
        if (!HasLabel(block))
            return false;
        if (!_loops.TryGetValue(block, out var loops))
            _loops[block] = loops = Find(block);
        var place = block.Operations.IndexOf(statement);
        foreach (var (first, last) in loops)
        {
            if (place >= first && place <= last)
                return true;
        }

        return false;
    }

    private static bool HasLabel(IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            if (statement is ILabeledOperation)
                return true;
        }

        return false;
    }

    private static List<(int First, int Last)> Find(IBlockOperation block)
    {
        var loops = new List<(int First, int Last)>();
        for (var first = 0; first < block.Operations.Length; first++)
        {
            if (block.Operations[first] is not ILabeledOperation labeled)
                continue;
            var last = -1;
            for (var i = first; i < block.Operations.Length; i++)
            {
                if (GoesTo(block.Operations[i], labeled.Label))
                    last = i;
            }

            if (last >= 0)
                loops.Add((first, last));
        }

        return loops;
    }

    // A goto out of a handler is another attempt.
    private static bool GoesTo(IOperation statement, ILabelSymbol label)
    {
        foreach (var operation in statement.DescendantsAndSelf())
        {
            if (operation is IBranchOperation { BranchKind: BranchKind.GoTo } branch && SymbolEqualityComparer.Default.Equals(branch.Target, label) && !IsInHandler(branch, statement))
                return true;
        }

        return false;
    }

    private static bool IsInHandler(IOperation branch, IOperation statement)
    {
        for (IOperation? current = branch; current is not null && !ReferenceEquals(current, statement); current = current.Parent)
        {
            if (current is ICatchClauseOperation)
                return true;
        }

        return false;
    }
}
