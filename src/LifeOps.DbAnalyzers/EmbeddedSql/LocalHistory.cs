using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// The text a string local has at the place where it is read: follows declaration, <c>=</c> and <c>+=</c> through the statements of
/// its block, through if and switch as choices. What it cannot follow (a loop that appends, ref, lambdas that assign) becomes a hole.
/// </summary>
internal sealed class LocalHistory
{
    private readonly ILocalSymbol _local;
    private readonly ILocalReferenceOperation _reference;
    private readonly IReadOnlyList<ILocalReferenceOperation> _writes;
    private readonly SqlPartReader _reader;

    /// <summary>Where in the source something happens to the local, in order.</summary>
    private readonly int[] _positions;

    /// <summary>Null before the first assignment.</summary>
    private SqlPart? _value;
    private bool _isUnreachable;

    private LocalHistory(ILocalReferenceOperation reference, SyntaxNode declaration, IReadOnlyList<ILocalReferenceOperation> writes, SqlPartReader reader)
    {
        _positions = writes.Select(write => write.Syntax.SpanStart).Append(declaration.SpanStart).Append(reference.Syntax.SpanStart).OrderBy(position => position).ToArray();
        _local = reference.Local;
        _reference = reference;
        _writes = writes;
        _reader = reader;
    }

    /// <summary>The value of the local that is read here; null when it cannot be told.</summary>
    public static SqlPart? ValueAt(ILocalReferenceOperation reference, SqlPartReader reader)
    {
        var local = reference.Local;
        if (local.RefKind != RefKind.None
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(reader.CancellationToken) is not VariableDeclaratorSyntax declaration)
        {
            return null;
        }

        var crossesFunction = false;
        IBlockOperation? block = null;
        for (IOperation? operation = reference.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IBlockOperation candidate && candidate.Locals.Contains(local, SymbolEqualityComparer.Default))
            {
                block = candidate;
                break;
            }

            crossesFunction |= operation is IAnonymousFunctionOperation or ILocalFunctionOperation;
        }

        if (block is null)
            return null;

        if (reader.WritesIn(block).Of(local) is not { } writes)
            return null;
        if (crossesFunction && writes.Count > 0)
            return null;

        var history = new LocalHistory(reference, declaration, writes, reader);
        history.RunAll(block.Operations);
        return history._value;
    }

    private bool ContainsRead(IOperation operation) => operation.Syntax.Span.Contains(_reference.Syntax.Span);

    private bool ContainsWrite(IOperation operation)
    {
        foreach (var write in _writes)
        {
            if (operation.Syntax.Span.Contains(write.Syntax.Span))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Follows statements in order; true when the place of reading was reached. Only those that hold the declaration, an assignment or the
    /// read are looked at: a method may have thousands of others.
    /// </summary>
    private bool RunAll(IReadOnlyList<IOperation> statements)
    {
        var last = -1;
        foreach (var position in _positions)
        {
            var index = IndexOf(statements, position);
            if (index <= last)
                continue;
            last = index;
            if (Run(statements[index]))
                return true;
            if (_isUnreachable)
                return false;
        }

        // What leaves the block stands at its end.
        return statements.Count > 0 && statements.Count - 1 > last && Run(statements[statements.Count - 1]);
    }

    /// <summary>The statement at a position of the source; -1 when it is in none.</summary>
    private static int IndexOf(IReadOnlyList<IOperation> statements, int position)
    {
        var low = 0;
        var high = statements.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var span = statements[middle].Syntax.Span;
            if (position < span.Start)
                high = middle - 1;
            else if (position >= span.End)
                low = middle + 1;
            else
                return middle;
        }

        return -1;
    }

    private bool Run(IOperation statement)
    {
        var reads = ContainsRead(statement);
        switch (statement)
        {
            case IVariableDeclarationGroupOperation declarations:
                return RunDeclarations(declarations, reads);

            case IReturnOperation or IBranchOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation when !reads:
                _isUnreachable = true;
                return false;
        }

        if (!ContainsWrite(statement))
            return reads;

        switch (statement)
        {
            case IExpressionStatementOperation { Operation: IAssignmentOperation assignment }:
                if (reads)
                    return true;
                Assign(assignment);
                return false;

            case IBlockOperation block:
                return RunAll(block.Operations);

            case IConditionalOperation conditional:
                return RunConditional(conditional);

            case ISwitchOperation switchOperation:
                return RunSwitch(switchOperation);

            case IUsingOperation { Body: { } body } when !reads || ContainsRead(body):
                return Run(body);

            case ILockOperation { Body: { } body } when !reads || ContainsRead(body):
                return Run(body);

            case ITryOperation { Body: { } body } when reads && ContainsRead(body):
                return Run(body);

            default:
                _value = AfterUnknown(statement);
                return reads;
        }
    }

    private bool RunDeclarations(IVariableDeclarationGroupOperation group, bool reads)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (SymbolEqualityComparer.Default.Equals(declarator.Symbol, _local))
                    _value = (declarator.Initializer ?? declaration.Initializer) is { } initializer ? _reader.Read(initializer.Value) : null;
            }
        }

        return reads;
    }

    private void Assign(IAssignmentOperation assignment)
    {
        var before = _value ?? SqlPart.Empty;
        var added = _reader.Read(assignment.Value, _local, before);
        _value = assignment is ICompoundAssignmentOperation && added is not null ? SqlPart.Concat(before, added) : added;
    }

    private bool RunConditional(IConditionalOperation conditional)
    {
        if (ContainsRead(conditional.Condition))
            return true;
        if (ContainsRead(conditional.WhenTrue))
            return Run(conditional.WhenTrue);
        if (conditional.WhenFalse is { } otherwise && ContainsRead(otherwise))
            return Run(otherwise);

        var before = _value;
        var whenTrue = Branch(conditional.WhenTrue, before);
        var whenFalse = conditional.WhenFalse is { } branch ? Branch(branch, before) : (before, false);
        var condition = SqlPartReader.ConditionOf(conditional.Condition, out var isNegated);
        Merge(condition, isNegated ? [whenFalse, whenTrue] : [whenTrue, whenFalse], conditional);
        return false;
    }

    private bool RunSwitch(ISwitchOperation operation)
    {
        var before = _value;
        var ends = new List<(SqlPart? Value, bool IsUnreachable)>();
        var hasDefault = false;
        foreach (var section in operation.Cases)
        {
            if (ContainsRead(section))
                return RunAll(section.Body);

            // A break in the middle of a section leaves it with a value of its own.
            var statements = section.Body.SelectMany(statement => statement is IBlockOperation block ? block.Operations : Enumerable.Repeat(statement, 1)).ToList();
            var isBroken = statements.Count > 0 && statements[statements.Count - 1] is IBranchOperation { BranchKind: BranchKind.Break };
            if (isBroken)
                statements.RemoveAt(statements.Count - 1);
            if (statements.Any(HasBreak))
            {
                _value = AfterUnknown(operation);
                return false;
            }

            hasDefault |= section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default);
            _value = before;
            _isUnreachable = false;
            RunAll(statements);
            ends.Add((_value, _isUnreachable));
        }

        _isUnreachable = false;
        if (!hasDefault)
            ends.Add((before, false));
        Merge(operation.Value.Syntax + " switch", ends, operation);
        return false;
    }

    private static bool HasBreak(IOperation statement) =>
        statement.DescendantsAndSelf().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.Break });

    private (SqlPart? Value, bool IsUnreachable) Branch(IOperation branch, SqlPart? before)
    {
        _value = before;
        _isUnreachable = false;
        Run(branch);
        var result = (_value, _isUnreachable);
        _isUnreachable = false;
        return result;
    }

    private void Merge(string condition, IReadOnlyList<(SqlPart? Value, bool IsUnreachable)> ends, IOperation source)
    {
        _isUnreachable = ends.All(end => end.IsUnreachable);
        _value = SqlPartReader.Choose(condition, ends.Where(end => !end.IsUnreachable).Select(end => end.Value), source);
    }

    /// <summary>The value behind a statement that changes it in a way that is not followed: appends keep what was there.</summary>
    private SqlPart? AfterUnknown(IOperation statement)
    {
        var onlyAppends = _writes.All(write => !statement.Syntax.Span.Contains(write.Syntax.Span) || write.Parent is ICompoundAssignmentOperation);
        var hole = new SqlPart.Hole(HoleKind.Fragment, _reference.Syntax);
        return onlyAppends && _value is not null ? SqlPart.Concat(_value, hole) : hole;
    }
}
