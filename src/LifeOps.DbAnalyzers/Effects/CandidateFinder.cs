using System.Collections.Generic;
using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Picks the operations of a body that run a query, or call what may.</summary>
internal sealed class CandidateFinder(Compilation compilation, DataAccessSymbols dataAccess, IterationSymbols symbols, LazyNavigations? navigations, ReferencedEffects referenced)
{
    /// <summary>The kinds of operations that <see cref="Add"/> looks at.</summary>
    public static readonly ImmutableArray<OperationKind> Kinds = ImmutableArray.Create(
        OperationKind.Invocation, OperationKind.Loop, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.MethodReference);

    private readonly CallableBodies _bodies = new(compilation, dataAccess, referenced, readsNavigations: navigations is not null);

    /// <summary>Adds the operation to the candidates when it is one.</summary>
    public void Add(IOperation operation, List<Candidate> candidates)
    {
        if (operation is IInvocationOperation called)
            navigations?.Read(called);
        if (dataAccess.Recognize(operation) is { } query)
        {
            candidates.Add(new(operation, query));
            return;
        }

        var isCandidate = operation switch
        {
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation } => true,
            IInvocationOperation invocation => IsFollowed(invocation.TargetMethod) || symbols.RequestOf(invocation) is not null,
            IObjectCreationOperation { Constructor: { IsImplicitlyDeclared: false } constructor } => IsFollowed(constructor),
            IPropertyReferenceOperation { Property: { ContainingType.IsAnonymousType: false } property } => IsFollowed(property) || navigations?.MayLoad(property) == true,
            IMethodReferenceOperation reference => IsFollowed(reference.Method),
            _ => false,
        };
        if (isCandidate)
            candidates.Add(new(operation, null));
    }

    private bool IsFollowed(ISymbol member) => symbols.IsFromSource(member) ? _bodies.MayReachMore(member) : referenced.Knows(member);
}
