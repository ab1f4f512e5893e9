using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Binding;

/// <summary>
/// Chooses among overloads as the server does (PostgreSQL manual, chapter 10 "Type Conversion"; src/backend/parser/parse_func.c:
/// func_get_detail, func_select_candidate; parse_oper.c).
/// </summary>
internal sealed class FunctionResolver(TypeSystem types)
{
    /// <summary>The function that a call means and the type of its value; null when no one or more than one fits.</summary>
    public (CatalogFunction Function, SqlType Result, ValueList<SqlType> Declared)? ResolveFunction(IEnumerable<CatalogFunction> functions, IReadOnlyList<SqlType> arguments, bool isVariadicCall)
    {
        var candidates = new List<Candidate>();
        foreach (var function in functions)
        {
            if (Expand(function, arguments.Count, isVariadicCall) is { } declared)
                candidates.Add(new(function, declared));
        }

        if (Choose(candidates, arguments) is not { } chosen || types.ResolvePolymorphic(chosen.Function!.Result, chosen.Arguments, arguments) is not { } result)
            return null;
        return (chosen.Function, result, chosen.Arguments);
    }

    /// <summary>The type of the value of an operator; null when no one or more than one fits.</summary>
    /// <param name="left">Null for a prefix operator.</param>
    public SqlType? ResolveOperator(string name, SqlType? left, SqlType right)
    {
        var arguments = left is null ? new[] { right } : [left, right];
        // A literal next to a typed operand is taken to be of the same type when that gives an operator.
        var probe = left is null ? arguments : left.IsUnknown ? [right, right] : right.IsUnknown ? [left, left] : arguments;
        var candidates = new List<Candidate>();
        foreach (var candidate in types.Objects.FindOperators(name))
        {
            if (candidate.Left is null != (left is null))
                continue;
            var declared = candidate.Left is null ? ValueList.Of(candidate.Right) : ValueList.Of(candidate.Left, candidate.Right);
            if (IsExact(declared, probe))
                return types.ResolvePolymorphic(candidate.Result, declared, probe);
            candidates.Add(new(null, declared, candidate.Result));
        }

        if (left is not null && !left.IsUnknown && right.IsUnknown)
        {
            var based = types.BaseOf(left);
            foreach (var candidate in candidates)
            {
                if (TypeSystem.Same(candidate.Arguments[0], based) && TypeSystem.Same(candidate.Arguments[1], based))
                    return candidate.Result;
            }
        }

        return Choose(candidates, arguments) is { } chosen ? types.ResolvePolymorphic(chosen.Result!, chosen.Arguments, arguments) : null;
    }

    /// <summary>The argument types as this call sees them: defaults left out, VARIADIC spread; null when the number does not fit.</summary>
    private static ValueList<SqlType>? Expand(CatalogFunction function, int count, bool isVariadicCall)
    {
        var declared = function.Arguments;
        if (declared.Count == count && (!function.IsVariadic || isVariadicCall))
            return declared;
        if (function.IsVariadic && !isVariadicCall && count >= declared.Count - 1 - function.DefaultCount)
        {
            var last = declared[declared.Count - 1];
            var element = last.IsArray ? last.ElementType
                : last.Is("anyarray") ? SqlType.BuiltIn("anyelement")
                : last.Is("anycompatiblearray") ? SqlType.BuiltIn("anycompatible")
                : last;
            var expanded = new SqlType[count];
            for (var i = 0; i < count; i++)
                expanded[i] = i < declared.Count - 1 ? declared[i] : element;
            return count < declared.Count && function.DefaultCount == 0 && count != declared.Count - 1 ? null : expanded;
        }

        if (count >= declared.Count || declared.Count - count > function.DefaultCount)
            return null;
        var shorter = new SqlType[count];
        for (var i = 0; i < count; i++)
            shorter[i] = declared[i];
        return shorter;
    }

    private static bool IsExact(ValueList<SqlType> declared, IReadOnlyList<SqlType> arguments)
    {
        for (var i = 0; i < declared.Count; i++)
        {
            if (!TypeSystem.Same(declared[i], arguments[i]))
                return false;
        }

        return true;
    }

    private Candidate? Choose(List<Candidate> candidates, IReadOnlyList<SqlType> arguments)
    {
        foreach (var candidate in candidates)
        {
            if (IsExact(candidate.Arguments, arguments))
                return candidate;
        }

        candidates = candidates.FindAll(candidate => Fits(candidate.Arguments, arguments));
        if (candidates.Count <= 1)
            return candidates.Count == 1 ? candidates[0] : null;

        var bases = new SqlType[arguments.Count];
        for (var i = 0; i < bases.Length; i++)
            bases[i] = types.BaseOf(arguments[i]);

        candidates = Best(candidates, bases, countPreferred: false);
        if (candidates.Count == 1)
            return candidates[0];
        candidates = Best(candidates, bases, countPreferred: true);
        if (candidates.Count == 1)
            return candidates[0];

        var unknowns = 0;
        foreach (var type in bases)
            unknowns += type.IsUnknown ? 1 : 0;
        if (unknowns == 0)
            return FirstOfUser(candidates);

        candidates = ByCategory(candidates, bases);
        if (candidates.Count == 1)
            return candidates[0];

        // The last resort: untyped literals are taken to be of the type of the others, when those have one type.
        if (unknowns < bases.Length)
        {
            SqlType? known = null;
            foreach (var type in bases)
            {
                if (type.IsUnknown)
                    continue;
                if (known is not null && !TypeSystem.Same(known, type))
                    return null;
                known = type;
            }

            var same = candidates.FindAll(candidate =>
            {
                for (var i = 0; i < bases.Length; i++)
                {
                    if (!types.CanCoerce(known!, candidate.Arguments[i], CastContext.Implicit))
                        return false;
                }

                return true;
            });
            if (same.Count == 1)
                return same[0];
        }

        return null;
    }

    /// <summary>The same signature in two schemas of search_path: the first one hides the other.</summary>
    private static Candidate? FirstOfUser(List<Candidate> candidates)
    {
        for (var i = 1; i < candidates.Count; i++)
        {
            if (candidates[i].Arguments != candidates[0].Arguments)
                return null;
        }

        return candidates[0];
    }

    private bool Fits(ValueList<SqlType> declared, IReadOnlyList<SqlType> arguments)
    {
        for (var i = 0; i < declared.Count; i++)
        {
            if (!types.CanCoerce(arguments[i], declared[i], CastContext.Implicit))
                return false;
        }

        return types.ResolvePolymorphic(TypeSystem.Boolean, declared, arguments) is not null;
    }

    /// <summary>The candidates with the most exact matches; with <paramref name="countPreferred"/> a preferred type of the category counts too.</summary>
    private List<Candidate> Best(List<Candidate> candidates, SqlType[] bases, bool countPreferred)
    {
        var best = new List<Candidate>();
        var bestCount = -1;
        foreach (var candidate in candidates)
        {
            var count = 0;
            for (var i = 0; i < bases.Length; i++)
            {
                if (bases[i].IsUnknown)
                    continue;
                if (TypeSystem.Same(bases[i], candidate.Arguments[i])
                    || (countPreferred && TypeSystem.IsPreferred(candidate.Arguments[i]) && types.Category(bases[i]) == types.Category(candidate.Arguments[i])))
                {
                    count++;
                }
            }

            if (count > bestCount)
            {
                best.Clear();
                bestCount = count;
            }

            if (count == bestCount)
                best.Add(candidate);
        }

        return best;
    }

    /// <summary>For each untyped literal: string types first, else the one category that all candidates take; preferred types win.</summary>
    private List<Candidate> ByCategory(List<Candidate> candidates, SqlType[] bases)
    {
        for (var i = 0; i < bases.Length; i++)
        {
            if (!bases[i].IsUnknown)
                continue;

            char? category = null;
            var conflict = false;
            var hasPreferred = false;
            foreach (var candidate in candidates)
            {
                var current = types.Category(candidate.Arguments[i]);
                var preferred = TypeSystem.IsPreferred(candidate.Arguments[i]);
                if (category is null)
                {
                    category = current;
                    hasPreferred = preferred;
                }
                else if (category == current)
                {
                    hasPreferred |= preferred;
                }
                else if (current == 'S')
                {
                    category = 'S';
                    conflict = false;
                    hasPreferred = preferred;
                }
                else if (category != 'S')
                {
                    conflict = true;
                }
            }

            if (conflict && category != 'S')
                return candidates;
            var kept = candidates.FindAll(candidate =>
                types.Category(candidate.Arguments[i]) == category && (!hasPreferred || TypeSystem.IsPreferred(candidate.Arguments[i])));
            if (kept.Count > 0)
                candidates = kept;
        }

        return candidates;
    }

    private sealed record Candidate(CatalogFunction? Function, ValueList<SqlType> Arguments, SqlType? Result = null);
}
