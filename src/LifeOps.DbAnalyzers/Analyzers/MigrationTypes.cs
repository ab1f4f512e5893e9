using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>Tells the classes of migrations, whose code runs once for each database: its loops and reads are no load of a service.</summary>
internal sealed class MigrationTypes
{
    private readonly ImmutableArray<INamedTypeSymbol> _bases;
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _besideMigration = new(SymbolEqualityComparer.Default);

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

    /// <summary>
    /// Whether a member belongs to such a class, to a type inside one, to a type that stands beside one in its file, or to a namespace of migrations: EF Core's
    /// tools put them into <c>Migrations</c>, and migrators that a project wrote itself follow that (<c>DataMigrations</c>, <c>ManualMigrations</c>).
    /// </summary>
    public bool Contains(ISymbol? member)
    {
        for (var scope = member?.ContainingNamespace; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            if (scope.Name == "Migration" || scope.Name.EndsWith("Migrations", StringComparison.Ordinal))
                return true;
        }

        if (_bases.IsEmpty)
            return false;
        INamedTypeSymbol? outermost = null;
        for (var type = member?.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsMigration(type))
                return true;
            outermost = type;
        }

        return outermost is not null && _besideMigration.GetOrAdd(outermost, StandsBesideMigration);
    }

    private bool IsMigration(INamedTypeSymbol type)
    {
        foreach (var migration in _bases)
        {
            if (type.IsOrInherits(migration))
                return true;
        }

        return false;
    }

    // What a migration needs of its own, it has in its own file: rows as they were then, an updater of profiles.
    private bool StandsBesideMigration(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences is not { Length: 1 } declarations)
            return false;
        return declarations[0].SyntaxTree.GetRoot() is CompilationUnitSyntax unit && AnyMigration(unit.Members, type);
    }

    // By the file and not by the namespace, which may have thousands of types.
    private bool AnyMigration(SyntaxList<MemberDeclarationSyntax> members, INamedTypeSymbol type)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner when AnyMigration(inner.Members, type):
                    return true;
                case TypeDeclarationSyntax { BaseList: not null } other:
                    foreach (var found in type.ContainingNamespace.GetTypeMembers(other.Identifier.ValueText, other.TypeParameterList?.Parameters.Count ?? 0))
                    {
                        if (IsMigration(found))
                            return true;
                    }

                    break;
            }
        }

        return false;
    }
}
