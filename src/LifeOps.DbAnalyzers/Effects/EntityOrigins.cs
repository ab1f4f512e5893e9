using System.Collections.Generic;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Follows entities of one body back to the query that read them, the parameter or the call that handed them over.</summary>
internal sealed class EntityOrigins(ISymbol member, BodyOperations body, IterationSymbols symbols, DataAccessSymbols dataAccess)
{
    private const int MaxDepth = 12;

    /// <summary>The origin of an entity or of a sequence of them; null when it cannot be told.</summary>
    public EntityOrigin? Of(IOperation value) => Of(value, 0);

    private EntityOrigin? Of(IOperation value, int depth)
    {
        if (depth > MaxDepth)
            return null;
        value = value.Unwrap();
        switch (value)
        {
            case ILocalReferenceOperation local:
                return OfVariable(local.Local, depth);
            case IParameterReferenceOperation { Parameter: var parameter } when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, member):
                return body.Flows.Any(flow => !flow.IsPart && SymbolEqualityComparer.Default.Equals(flow.Target, parameter)) ? null : EntityOrigin.OfParameter(parameter.Ordinal);
            case IParameterReferenceOperation parameter:
                return OfVariable(parameter.Parameter, depth);
            case IPropertyReferenceOperation { Instance: { } owner, Property: { IsIndexer: false } property } when owner is not IInstanceReferenceOperation && IsNavigation(property):
                return Of(owner, depth + 1)?.Through(property.Name);
            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } when HeldEntities.IsHolder(field):
                return EntityOrigin.OfCall(field.OriginalDefinition);
            case IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Property: var held } when HeldEntities.IsHolder(held):
                return EntityOrigin.OfCall(held.OriginalDefinition);
            case IPropertyReferenceOperation { Instance: { } list, Property.IsIndexer: true }:
                return Of(list, depth + 1);
            case IArrayElementReferenceOperation element:
                return Of(element.ArrayReference, depth + 1);
            case IConditionalAccessInstanceOperation:
                return AccessOf(value) is { } access ? Of(access.Operation, depth + 1) : null;
            case IForEachLoopOperation loop:
                return OfQueryable(loop, loop.Collection);
            case IInvocationOperation invocation:
                return OfInvocation(invocation, depth);
            default:
                return dataAccess.EfCore?.IsQuery(value) == true ? OfQueryable(value, value) : null;
        }
    }

    private EntityOrigin? OfInvocation(IInvocationOperation invocation, int depth)
    {
        if (dataAccess.Recognize(invocation) is { } call)
            return call is { Kind: DataAccessKind.Query, Query: { } query, Shape: ResultShape.BufferedRows or ResultShape.StreamedRows or ResultShape.SingleRow } ? OfQueryable(call.Operation, query) : null;
        var method = invocation.TargetMethod;
        if (symbols.IsSequenceOperator(method))
            return KeepsElements(method.Name) && invocation.Arguments.Length > 0 ? Of(invocation.Arguments[0].Value, depth + 1) : null;
        if (symbols.IsFromSource(method))
            return EntityOrigin.OfCall(method.Declared());
        if (dataAccess.EfCore?.IsQuery(invocation) == true)
            return OfQueryable(invocation, invocation);
        return invocation.Instance is { } list && IterationSymbols.ElementType(invocation.Type ?? list.Type!) is not null && method.Name is "ToArray" or "FindAll" or "GetRange" or "AsReadOnly"
            ? Of(invocation.Instance!, depth + 1)
            : null;
    }

    private static bool KeepsElements(string method) =>
        method is "Where" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Take" or "Skip" or "TakeWhile" or "SkipWhile" or "ToList" or "ToArray"
            or "AsEnumerable" or "Reverse" or "Distinct" or "DistinctBy" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ElementAt" or "ToHashSet" or "Chunk";

    private EntityOrigin? OfVariable(ISymbol variable, int depth)
    {
        EntityOrigin? origin = null;
        foreach (var flow in body.Flows)
        {
            if (!SymbolEqualityComparer.Default.Equals(flow.Target, variable))
                continue;

            // A list that is filled by hand, or a variable with several values, has no one origin.
            if (flow.IsPart || origin is not null || Of(flow.Value, depth + 1) is not { } found)
                return null;
            origin = found;
        }

        return origin;
    }

    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        for (var current = instance; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, current))
                return access;
        }

        return null;
    }

    private static bool IsNavigation(IPropertySymbol property) =>
        (IterationSymbols.ElementType(property.Type) ?? property.Type) is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None };

    // Null as soon as an operator is not known: it may include, or return other entities.
    private EntityOrigin? OfQueryable(IOperation execution, IOperation query)
    {
        var included = new HashSet<string>();
        return ReadQuery(query, included, 0) ? EntityOrigin.OfQuery(included, OperationNames.LocationOf(execution)) : null;
    }

    private bool ReadQuery(IOperation query, HashSet<string> included, int depth)
    {
        if (depth > MaxDepth)
            return false;
        query = query.Unwrap();
        switch (query)
        {
            case IPropertyReferenceOperation { Property.Type: INamedTypeSymbol { Name: "DbSet", Arity: 1 } }:
                return true;
            case ILocalReferenceOperation local:
                var any = false;
                foreach (var flow in body.Flows)
                {
                    if (!SymbolEqualityComparer.Default.Equals(flow.Target, local.Local))
                        continue;
                    any = true;

                    // query = query.Include(...): what any of the values includes may be included.
                    if (!flow.Value.Mentions(local.Local) && !ReadQuery(flow.Value, included, depth + 1) || flow.Value.Mentions(local.Local) && !ReadOperators(flow.Value, local.Local, included))
                        return false;
                }

                return any;
            case IInvocationOperation { TargetMethod: { Name: "Set", TypeArguments.Length: 1 } method, Arguments.IsEmpty: true } when symbols.IsDatabase(method.ContainingType):
                return true;
            case IInvocationOperation invocation when ReadOperator(invocation, included) && invocation.ReceiverOf() is { } source:
                return ReadQuery(source, included, depth + 1);
            default:
                return false;
        }
    }

    private bool ReadOperators(IOperation query, ISymbol start, HashSet<string> included)
    {
        while (true)
        {
            query = query.Unwrap();
            if (query is ILocalReferenceOperation local)
                return SymbolEqualityComparer.Default.Equals(local.Local, start);
            if (query is not IInvocationOperation invocation || !ReadOperator(invocation, included) || invocation.ReceiverOf() is not { } source)
                return false;
            query = source;
        }
    }

    private bool ReadOperator(IInvocationOperation invocation, HashSet<string> included)
    {
        var method = invocation.TargetMethod;
        if (symbols.IsFromSource(method) || !symbols.IsQueryableOperator(method) && !symbols.IsOfFramework(method))
            return false;
        switch (method.Name)
        {
            case "Include" or "ThenInclude":
                if (PathOf(invocation) is not { } path)
                    return false;
                AddPath(path, included);
                return true;
            case "Where" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Take" or "Skip" or "Distinct" or "Reverse" or "AsQueryable"
                or "AsTracking" or "AsNoTracking" or "AsNoTrackingWithIdentityResolution" or "AsSplitQuery" or "AsSingleQuery" or "IgnoreQueryFilters" or "TagWith" or "TagWithCallSite"
                or "FromSqlRaw" or "FromSql" or "FromSqlInterpolated" or "AsAsyncEnumerable":
                return true;
            default:
                return false;
        }
    }

    private static void AddPath(string path, HashSet<string> included)
    {
        for (var dot = path.IndexOf('.'); dot >= 0; dot = path.IndexOf('.', dot + 1))
            included.Add(path.Substring(0, dot));
        included.Add(path);
    }

    // Include("Lines.Product"), Include(o => o.Lines.Where(...)), ThenInclude(l => l.Product); null when it cannot be read.
    private static string? PathOf(IInvocationOperation include)
    {
        if (include.Arguments.Length < 2)
            return null;
        var argument = include.Arguments[1].Value;
        if (argument.ConstantValue is { HasValue: true, Value: string name })
            return name;
        if (argument.Unwrap() is not IAnonymousFunctionOperation { Body.Operations: { Length: 1 } body } || body[0] is not IReturnOperation { ReturnedValue: { } value })
            return null;

        var path = "";
        for (var current = value.Unwrap(); current is not IParameterReferenceOperation;)
        {
            switch (current)
            {
                case IPropertyReferenceOperation { Instance: { } owner, Property.Name: var navigation }:
                    path = EntityOrigin.Join(navigation, path);
                    current = owner.Unwrap();
                    break;
                case IInvocationOperation filter when filter.ReceiverOf() is { } filtered:
                    current = filtered.Unwrap();
                    break;
                default:
                    return null;
            }
        }

        if (include.TargetMethod.Name == "Include")
            return path;
        return include.ReceiverOf()?.Unwrap() is IInvocationOperation { TargetMethod.Name: "Include" or "ThenInclude" } before && PathOf(before) is { } start ? EntityOrigin.Join(start, path) : null;
    }
}
