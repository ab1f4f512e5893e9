using System.Collections.Generic;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Finds reads whose text, values and database are the same in every turn of a loop, in which nothing is written that they could
/// see. What cannot be followed counts as different: a call in an argument, a clock, a sequence.
/// </summary>
internal sealed class RepeatedReads(BodyOperations body, IterationSymbols symbols, QueryText text, IReadOnlyList<Candidate> candidates)
{
    private const int MaxDepth = 6;

    /// <param name="query">The query.</param>
    /// <param name="around">What stands around it.</param>
    /// <param name="loops">The loops of <paramref name="around"/>.</param>
    public RepeatedRead? Find(DataAccessCall query, Surroundings around, IReadOnlyList<BodyLoop> loops)
    {
        if (query.Kind != DataAccessKind.Query || around.IsCached || around.IsSelective || IsTracked(query) || !text.IsRepeatable(query))
            return null;
        for (var i = 0; i < loops.Count; i++)
        {
            if ((around.Guards[i] & ~CallGuards.Isolated) != 0 || loops[i].Has(LoopTraits.IsArriving | LoopTraits.IsPerDatabase | LoopTraits.IsDeliberate | LoopTraits.IsBatched | LoopTraits.HasStride))
                return null;
            if (loops[i].Has(LoopTraits.IsSmallConstant))
                continue;
            var loop = around.Loops[i];
            return loops[i].Has(LoopTraits.HasElements) && !body.WaitsIn(loop) && IsSame(query.Operation, query.Operation, loop, 0) && CalleesOf(loop, query.Operation) is { } callees
                ? new(loops[i], callees)
                : null;
        }

        return null;
    }

    // Find asks the change tracker first: the second turn costs nothing.
    private static bool IsTracked(DataAccessCall query) => query is { Library: DataAccessLibrary.EfCore, Query: null, SqlTexts.IsEmpty: true };

    private bool IsSame(IOperation value, IOperation whole, IOperation loop, int depth)
    {
        if (depth > MaxDepth)
            return false;
        if (value is IForEachLoopOperation forEach)
            return IsSame(forEach.Collection, forEach.Collection, loop, depth);
        foreach (var operation in value.DescendantsAndSelf())
        {
            var isSame = operation switch
            {
                ILocalReferenceOperation local => IsSameVariable(local.Local, whole, loop, depth),
                IParameterReferenceOperation parameter => IsSameVariable(parameter.Parameter, whole, loop, depth),
                IFieldReferenceOperation { Instance: null, Field: var field } => field.IsConst || field.IsReadOnly,
                IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } => !body.IsFilledIn(field, loop),

                // A clock is another value in each turn, in a tree too: it becomes now().
                IPropertyReferenceOperation { Property: { IsStatic: true } property } => symbols.IsFixed(property),
                IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Property: var property } => !body.IsFilledIn(property, loop),
                IInvocationOperation invocation => symbols.BuildsQueries(invocation.TargetMethod),
                IObjectCreationOperation { Type: { IsAnonymousType: false } type } => symbols.IsDataType(type),
                IDynamicInvocationOperation or IAwaitOperation { Operation: ILocalReferenceOperation } => false,
                _ => true,
            };
            if (!isSame)
                return false;
        }

        return true;
    }

    private bool IsSameVariable(ISymbol variable, IOperation whole, IOperation loop, int depth)
    {
        if (IsDeclaredIn(variable, whole))
            return true;
        if (!IsDeclaredIn(variable, loop))
            return !body.IsFilledIn(variable, loop);
        if (variable is not ILocalSymbol local || body.ForEachLoops.Exists(each => each.Locals.Contains(local)))
            return false;

        // A local of the loop: the same when all that goes into it is.
        var any = false;
        foreach (var flow in body.Flows)
        {
            if (!SymbolEqualityComparer.Default.Equals(flow.Target, variable))
                continue;
            any = true;
            if (!IsSame(flow.Value, flow.Value, loop, depth + 1))
                return false;
        }

        foreach (var (stepped, _) in body.Steps)
        {
            if (SymbolEqualityComparer.Default.Equals(stepped, variable))
                return false;
        }

        return any;
    }

    private static bool IsDeclaredIn(ISymbol variable, IOperation place)
    {
        foreach (var reference in variable.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == place.Syntax.SyntaxTree && place.Syntax.Span.Contains(reference.Span))
                return true;
        }

        return false;
    }

    // Null when something in the loop writes, or does what nobody can say.
    private List<ISymbol>? CalleesOf(IOperation loop, IOperation query)
    {
        var callees = new List<ISymbol>();
        foreach (var candidate in candidates)
        {
            if (!candidate.Operation.IsWithin(loop) || candidate.Operation.IsWithin(query))
                continue;
            if (candidate.Query is { } access)
            {
                if (access.Kind != DataAccessKind.Query)
                    return null;
                continue;
            }

            switch (candidate.Operation)
            {
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }:
                    return null;
                case IInvocationOperation invocation:
                    callees.Add(invocation.TargetMethod.Declared());
                    break;
                case IObjectCreationOperation { Constructor: { } constructor }:
                    callees.Add(constructor.OriginalDefinition);
                    break;
                case IPropertyReferenceOperation { Property: var property }:
                    callees.Add((ISymbol?)property.OriginalDefinition.GetMethod ?? property.OriginalDefinition);
                    break;
                case IMethodReferenceOperation reference:
                    callees.Add(reference.Method.Declared());
                    break;
            }
        }

        foreach (var operation in loop.DescendantsAndSelf())
        {
            if (operation is IDynamicInvocationOperation or IDynamicMemberReferenceOperation
                || operation is IInvocationOperation { TargetMethod: var method } && !symbols.IsFromSource(method) && !symbols.IsOfFramework(method))
            {
                return null;
            }
        }

        return callees;
    }
}
