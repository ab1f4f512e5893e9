using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>
/// All that generated code depends on in the project it is compiled into: the language version and which libraries are there.
/// Read anew for every compilation, but equal as long as no reference changes, so nothing behind it runs again.
/// </summary>
internal readonly record struct ConsumerTraits
{
    /// <summary>C# 9: records.</summary>
    public bool HasRecords { get; init; }

    /// <summary>C# 11 and System.Runtime.CompilerServices.RequiredMemberAttribute.</summary>
    public bool HasRequired { get; init; }

    /// <summary>System.Runtime.CompilerServices.IsExternalInit, without which init does not compile.</summary>
    public bool HasInit { get; init; }

    /// <summary>DateOnly and TimeOnly.</summary>
    public bool HasDateOnly { get; init; }

    /// <summary>ArgumentNullException.ThrowIfNull.</summary>
    public bool HasThrowIfNull { get; init; }

    /// <summary>System.ComponentModel.DataAnnotations.Schema: what EF Core reads table and column names from.</summary>
    public bool HasMappingAttributes { get; init; }

    public bool HasNpgsql { get; init; }

    /// <summary>Npgsql 8 and later: types without a mapping (ranges of the schema's own) must be switched on.</summary>
    public bool HasUnmappedTypesSwitch { get; init; }

    /// <summary>Npgsql 8 and later: GetBytes gives a column of any type as the server sent it; before, it refuses all but bytea.</summary>
    public bool HasBytesOfAnyType => HasUnmappedTypesSwitch;

    /// <summary>Npgsql 10 reads cidr as IPNetwork and calls its own NpgsqlCidr obsolete.</summary>
    public bool HasObsoleteCidr { get; init; }

    public bool HasNodaTime { get; init; }

    /// <summary>C# 10: record structs.</summary>
    public bool HasRecordStructs { get; init; }

    public bool HasDapper { get; init; }

    /// <summary>EF Core 6's ModelConfigurationBuilder.</summary>
    public bool HasEfConventions { get; init; }

    /// <summary>EF Core's KeylessAttribute.</summary>
    public bool HasEfKeyless { get; init; }

    /// <summary>EF Core 7's PrimaryKeyAttribute, for keys of several columns.</summary>
    public bool HasEfPrimaryKey { get; init; }

    /// <summary>Npgsql's EF Core provider 9 and later, where enums are mapped on the options.</summary>
    public bool HasEfMapEnum { get; init; }

    /// <summary>RequiresDynamicCodeAttribute and RequiresUnreferencedCodeAttribute.</summary>
    public bool HasAotAttributes { get; init; }

    public static ConsumerTraits Of(Compilation compilation)
    {
        bool Has(string type) => compilation.GetTypeByMetadataName(type) is { } symbol && compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

        var version = compilation is CSharpCompilation csharp ? csharp.LanguageVersion : LanguageVersion.CSharp1;
        return new()
        {
            HasRecords = version >= LanguageVersion.CSharp9,
            HasRequired = version >= LanguageVersion.CSharp11
                && Has("System.Runtime.CompilerServices.RequiredMemberAttribute")
                && Has("System.Runtime.CompilerServices.CompilerFeatureRequiredAttribute"),
            HasInit = Has("System.Runtime.CompilerServices.IsExternalInit"),
            HasDateOnly = Has("System.DateOnly"),
            HasThrowIfNull = compilation.GetTypeByMetadataName("System.ArgumentNullException") is { } exception && !exception.GetMembers("ThrowIfNull").IsEmpty,
            HasMappingAttributes = Has("System.ComponentModel.DataAnnotations.Schema.TableAttribute")
                && Has("System.ComponentModel.DataAnnotations.KeyAttribute"),
            HasNpgsql = Has("Npgsql.NpgsqlDataReader"),
            HasUnmappedTypesSwitch = compilation.GetTypeByMetadataName("Npgsql.TypeMapping.INpgsqlTypeMapper") is { } mapper
                && !mapper.GetMembers("EnableUnmappedTypes").IsEmpty,
            HasObsoleteCidr = compilation.GetTypeByMetadataName("NpgsqlTypes.NpgsqlCidr") is not { } cidr || IsObsolete(cidr),
            HasNodaTime = Has("NodaTime.Instant"),
            HasRecordStructs = version >= LanguageVersion.CSharp10,
            HasDapper = Has("Dapper.SqlMapper"),
            HasEfConventions = Has("Microsoft.EntityFrameworkCore.ModelConfigurationBuilder"),
            HasEfKeyless = Has("Microsoft.EntityFrameworkCore.KeylessAttribute"),
            HasEfPrimaryKey = Has("Microsoft.EntityFrameworkCore.PrimaryKeyAttribute"),
            HasEfMapEnum = compilation.GetTypeByMetadataName("Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder") is { } efOptions
                && !efOptions.GetMembers("MapEnum").IsEmpty,
            HasAotAttributes = Has("System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute"),
        };
    }

    private static bool IsObsolete(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }
}
