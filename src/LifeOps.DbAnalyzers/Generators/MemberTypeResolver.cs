using System.Collections.Generic;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.DbAnalyzers.Generators.Naming;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>What the domains of a column's type add to it.</summary>
internal readonly record struct DomainFacts(bool IsNotNull, bool HasDefault);

/// <summary>Follows a column's type through domains to what its values are.</summary>
internal sealed class MemberTypeResolver
{
    // A domain cannot be based on itself; a broken snapshot can say so.
    private const int MaxDepth = 32;

    /// <summary>Types of extensions that Npgsql reads by name, in whatever schema they were installed.</summary>
    private static readonly HashSet<string> ExtensionTypes = ["citext", "hstore", "ltree", "lquery", "ltxtquery"];

    private readonly Dictionary<QualifiedName, DomainType> _domains = [];
    private readonly Dictionary<QualifiedName, RangeType> _ranges = [];
    private readonly Dictionary<QualifiedName, RangeType> _multiranges = [];
    private readonly HashSet<QualifiedName> _enums = [];
    private readonly HashSet<QualifiedName> _composites = [];
    private readonly TypeNames _names;

    public MemberTypeResolver(DatabaseSchema schema, TypeNames names)
    {
        _names = names;
        foreach (var domain in schema.Domains)
            _domains[domain.QualifiedName] = domain;
        foreach (var range in schema.Ranges)
        {
            _ranges[range.QualifiedName] = range;
            _multiranges[new(range.Schema, range.MultirangeName)] = range;
        }

        foreach (var type in schema.Enums)
            _enums.Add(type.QualifiedName);
        foreach (var type in schema.Composites)
            _composites.Add(type.QualifiedName);
    }

    public MemberType Resolve(SqlType type) => Resolve(type, depth: 0);

    /// <summary>NOT NULL and DEFAULT of the column's domain, or of the domains below it.</summary>
    public DomainFacts FindDomain(SqlType type)
    {
        var facts = default(DomainFacts);
        bool? hasDefault = null;
        for (var depth = 0; depth < MaxDepth && !type.IsArray && _domains.TryGetValue(NameOf(type), out var domain); depth++)
        {
            // The outermost default is the one that counts, also when it says NULL.
            hasDefault ??= domain.DefaultExpression is { } expression ? !DefaultValue.IsNull(expression) : null;
            facts = new(facts.IsNotNull || domain.IsNotNull, hasDefault == true);
            type = domain.BaseType;
        }

        return facts;
    }

    private MemberType Resolve(SqlType type, int depth)
    {
        if (type.IsUnknown || depth > MaxDepth)
            return MemberType.Unknown;

        var name = NameOf(type);
        if (_domains.TryGetValue(name, out var domain))
            return ResolveDomain(type, domain, depth);

        var dataTypeName = name.Schema + "." + name.Name + (type.IsArray ? "[]" : "");
        if (_enums.Contains(name))
            return new(MemberTypeKind.Enum, _names.Of(name), type.IsArray, default, null, dataTypeName);
        if (_composites.Contains(name))
            return new(MemberTypeKind.Composite, _names.Of(name), type.IsArray, default, null, dataTypeName);
        if (_ranges.TryGetValue(name, out var range))
            return new(MemberTypeKind.Range, "", type.IsArray, default, Resolve(range.SubType, depth + 1), dataTypeName);
        if (_multiranges.TryGetValue(name, out range))
            return new(MemberTypeKind.Multirange, "", type.IsArray, default, Resolve(range.SubType, depth + 1), dataTypeName);
        if (type.IsBuiltIn || ExtensionTypes.Contains(type.Name))
            return new(MemberTypeKind.Known, type.Name, type.IsArray, type.Modifiers, null, null);
        return MemberType.Unknown;
    }

    private MemberType ResolveDomain(SqlType type, DomainType domain, int depth)
    {
        var @base = Resolve(domain.BaseType, depth + 1);
        if (!type.IsArray)
            return @base;
        // An array of arrays has no CLR type that Npgsql reads.
        if (@base.IsArray)
            return MemberType.Unknown;
        // The server checks the element type that a binary array names, so a domain's array has to be called by its own name.
        return @base with { IsArray = true, DataTypeName = domain.Schema + "." + domain.Name + "[]" };
    }

    private static QualifiedName NameOf(SqlType type) => new(type.Schema, type.Name);
}
