using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>Tells the classes of migrations, whose code runs once for each database: its loops and reads are no load of a service.</summary>
internal sealed class MigrationTypes
{
    private readonly ImmutableArray<INamedTypeSymbol> _bases;

    public MigrationTypes(Compilation compilation)
    {
        var bases = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        foreach (var name in new[] { "Microsoft.EntityFrameworkCore.Migrations.Migration", "FluentMigrator.MigrationBase" })
        {
            if (compilation.GetTypeByMetadataName(name) is { } type)
                bases.Add(type);
        }

        _bases = bases.ToImmutable();
    }

    /// <summary>Whether a member belongs to such a class, or to a type inside one.</summary>
    public bool Contains(ISymbol? member)
    {
        if (_bases.IsEmpty)
            return false;
        for (var type = member?.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var migration in _bases)
            {
                if (type.IsOrInherits(migration))
                    return true;
            }
        }

        return false;
    }
}
