using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Binding;

/// <summary>The operator class that an index key has when none is written (src/backend/commands/indexcmds.c: GetDefaultOpClass).</summary>
internal sealed class OperatorClassFinder(TypeSystem types, IEnumerable<CatalogSection> extensions)
{
    /// <summary>The name, or null when the access method has no default for the type.</summary>
    public string? FindDefault(string method, SqlType type)
    {
        type = types.BaseOf(type);
        string? coercible = null;
        string? preferred = null;
        foreach (var candidate in Candidates(method))
        {
            if (TypeSystem.Same(candidate.InputType, type) || (candidate.InputType.Schema.Length == 0 && candidate.InputType.Name == type.Name && candidate.InputType.IsArray == type.IsArray))
                return candidate.Name;
            if (!types.CanCoerce(type, candidate.InputType, CastContext.Implicit))
                continue;
            // A polymorphic class, or one whose values have the same bytes; a preferred type first.
            if (TypeSystem.IsPreferred(candidate.InputType))
                preferred ??= candidate.Name;
            else if (TypeSystem.IsPolymorphic(candidate.InputType) || candidate.InputType.Is("record") || types.Category(candidate.InputType) == types.Category(type))
                coercible ??= candidate.Name;
        }

        return preferred ?? coercible;
    }

    private IEnumerable<CatalogOperatorClass> Candidates(string method)
    {
        foreach (var candidate in PostgresCatalog.Instance.BuiltIn.OperatorClasses)
        {
            if (candidate.IsDefault && candidate.Method == method)
                yield return candidate;
        }

        foreach (var extension in extensions)
        {
            foreach (var candidate in extension.OperatorClasses)
            {
                if (candidate.IsDefault && candidate.Method == method)
                    yield return candidate;
            }
        }
    }
}
