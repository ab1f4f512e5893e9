using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.DbAnalyzers.Generators.Naming;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>Decides every name and type that is generated for a schema; the emitters only write down what stands here.</summary>
internal sealed class SchemaModelBuilder
{
    private readonly DatabaseSchema _schema;
    private readonly GeneratorOptions _options;
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly TypeNames _names;
    private readonly MemberTypeResolver _types;
    private readonly TypedIds? _ids;
    private readonly List<NameCollision> _collisions = [];
    private bool _needsOptional;

    private SchemaModelBuilder(DatabaseSchema schema, GeneratorOptions options, IReadOnlyDictionary<string, string> texts)
    {
        _schema = schema;
        _options = options;
        _texts = texts;
        _names = TypeNames.Assign(schema, options.SingularNames, options.TypedIds);
        _types = new MemberTypeResolver(schema, _names);
        _ids = options.TypedIds ? new TypedIds(schema, _types, _names) : null;
    }

    /// <param name="texts">The text of every file by its path, to place findings in it.</param>
    public static GeneratedSchema Build(DatabaseSchema schema, GeneratorOptions options, IReadOnlyDictionary<string, string> texts, CancellationToken cancellationToken) =>
        new SchemaModelBuilder(schema, options, texts).Build(cancellationToken);

    private GeneratedSchema Build(CancellationToken cancellationToken)
    {
        // The server lets tables, views and types share one name space; a broken snapshot may not, and one name is one file.
        var seen = new HashSet<QualifiedName>();
        var relations = new List<RelationModel>();
        foreach (var table in _schema.Tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TypeNames.HasRecord(table) && seen.Add(table.QualifiedName))
                relations.Add(BuildTable(table));
        }

        foreach (var view in _schema.Views)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (seen.Add(view.QualifiedName))
                relations.Add(BuildView(view));
        }

        var enums = _schema.Enums.Where(type => seen.Add(type.QualifiedName)).Select(BuildEnum).ToValueList();
        var composites = _schema.Composites.Where(type => seen.Add(type.QualifiedName)).Select(BuildComposite).ToValueList();
        foreach (var collision in _names.Collisions)
            Report(collision.First, collision.Second, collision.Name, collision.GivenName, collision.Location);

        return new()
        {
            Relations = relations.ToValueList(),
            Enums = enums,
            Composites = composites,
            Registration = BuildRegistration(relations, enums, composites),
            JsonbReading = relations.Exists(relation => relation.Members.Any(member => member.Type.IsJsonb)) ? _options : null,
            Collisions = _collisions.ToValueList(),
        };
    }

    private RelationModel BuildTable(Table table)
    {
        var typeName = _names.Of(table.QualifiedName);
        var newTypeName = TypeNames.InsertShape(typeName);
        var members = BuildMembers(table.Columns, "column " + table.QualifiedName + ".", [typeName, newTypeName], isView: false);
        if (_ids is { } ids)
            members = members.Select((member, index) => member with { IdType = ids.Of(table, table.Columns[index]) }).ToValueList();
        _needsOptional |= members.Any(member => member.Insert == InsertRole.NullableDefaulted);

        return new()
        {
            Options = _options,
            TypeName = typeName,
            NewTypeName = newTypeName,
            IdTypeName = _ids?.Declared(table),
            Schema = table.Schema,
            Name = table.Name,
            SourceFile = FileName(table.Location),
            KindText = RelationText.KindOf(table),
            Comment = table.Comment,
            RowEstimate = table.RowEstimate,
            KeyText = table.PrimaryKey is { } key ? RelationText.Key(key) : null,
            IndexTexts = RelationText.Indexes(table.Indexes),
            Members = members,
            KeyMembers = KeyPositions(table),
        };
    }

    private RelationModel BuildView(View view)
    {
        var typeName = _names.Of(view.QualifiedName);
        return new()
        {
            Options = _options,
            TypeName = typeName,
            Schema = view.Schema,
            Name = view.Name,
            SourceFile = FileName(view.Location),
            KindText = RelationText.KindOf(view),
            Comment = view.Comment,
            RowEstimate = view.RowEstimate,
            IndexTexts = RelationText.Indexes(view.Indexes),
            Members = BuildMembers(view.Columns, "column " + view.QualifiedName + ".", [typeName], isView: true),
        };
    }

    private EnumModel BuildEnum(EnumType type)
    {
        var scope = new NameScope();
        // The one name that the runtime itself gives a member of every enum.
        scope.Reserve("value__");
        var members = new List<EnumMemberModel>();
        foreach (var label in type.Labels)
            members.Add(new(TakeMemberName(scope, CSharpName.Pascal(label), "label " + type.QualifiedName + "." + label, type.Location), label));

        return new()
        {
            Options = _options,
            TypeName = _names.Of(type.QualifiedName),
            Schema = type.Schema,
            Name = type.Name,
            SourceFile = FileName(type.Location),
            Comment = type.Comment,
            Members = members.ToValueList(),
        };
    }

    private CompositeModel BuildComposite(CompositeType type)
    {
        var typeName = _names.Of(type.QualifiedName);
        return new()
        {
            Options = _options,
            TypeName = typeName,
            Schema = type.Schema,
            Name = type.Name,
            SourceFile = FileName(type.Location),
            Comment = type.Comment,
            Members = BuildMembers(type.Attributes, "attribute " + type.QualifiedName + ".", [typeName], isView: false),
        };
    }

    private TypeRegistrationModel BuildRegistration(List<RelationModel> relations, ValueList<EnumModel> enums, ValueList<CompositeModel> composites) => new()
    {
        Options = _options,
        SourceFiles = _texts.Keys.Select(path => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1)).OrderBy(name => name, StringComparer.Ordinal).ToValueList(),
        Enums = enums.Select(type => new RegisteredType(type.Schema, type.Name, type.TypeName)).ToValueList(),
        Composites = composites.Select(type => new RegisteredType(type.Schema, type.Name, type.TypeName)).ToValueList(),
        Ranges = _schema.Ranges.Select(type => new RegisteredRange(type.Schema, type.Name, _types.Resolve(type.SubType))).ToValueList(),
        Ids = relations
            .Where(relation => relation.IdTypeName is not null)
            .Select(relation => new RegisteredId(relation.IdTypeName!, relation.Members[relation.KeyMembers[0]].Type))
            .ToValueList(),
        NeedsOptional = _needsOptional,
    };

    private ValueList<MemberModel> BuildMembers(ValueList<Column> columns, string ownerPrefix, string[] typeNames, bool isView)
    {
        var scope = new NameScope(ReservedMemberNames.InAnyCase);
        foreach (var name in typeNames)
            scope.Reserve(name);

        var members = new List<MemberModel>(columns.Count);
        foreach (var column in columns)
        {
            var name = TakeMemberName(scope, CSharpName.Pascal(column.Name), ownerPrefix + column.Name, column.NameLocation);
            members.Add(BuildMember(column, name, isView));
        }

        AddFields(members, typeNames);
        return members.ToValueList();
    }

    /// <summary>Gives a field of the column's name to each property that Dapper would not find; no property yields its name to one.</summary>
    private static void AddFields(List<MemberModel> members, string[] typeNames)
    {
        var taken = new HashSet<string>(typeNames, StringComparer.Ordinal);
        foreach (var member in members)
            taken.Add(member.Name);
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (!string.Equals(member.Name, member.ColumnName, StringComparison.OrdinalIgnoreCase)
                && CSharpName.AsField(member.ColumnName) is { } field
                && !ReservedMemberNames.Exact.Contains(member.ColumnName)
                && taken.Add(member.ColumnName))
            {
                members[i] = member with { FieldName = field };
            }
        }
    }

    private MemberModel BuildMember(Column column, string name, bool isView)
    {
        var domain = _types.FindDomain(column.Type);
        // NOT NULL of a domain does not hold behind an outer join, so it says nothing about a view's column.
        var isNotNull = column.IsNotNull || (!isView && domain.IsNotNull);
        var hasDefault = DefaultValue.IsGiven(column, domain);
        return new()
        {
            Name = name,
            ColumnName = column.Name,
            Type = _types.Resolve(column.Type),
            IsNullable = !isNotNull,
            Insert = RoleOf(column, isNotNull, hasDefault),
            IsIdentity = column.Identity != IdentityKind.None,
            IsComputed = column.Generated != GeneratedKind.None,
            HasDefault = hasDefault,
            Comment = column.Comment,
            Declaration = RelationText.Declaration(column),
        };
    }

    private static InsertRole RoleOf(Column column, bool isNotNull, bool hasDefault)
    {
        if (column.Identity == IdentityKind.Always || column.Generated != GeneratedKind.None)
            return InsertRole.Absent;
        return (isNotNull, hasDefault) switch
        {
            (true, false) => InsertRole.Required,
            (true, true) => InsertRole.Defaulted,
            (false, false) => InsertRole.Nullable,
            (false, true) => InsertRole.NullableDefaulted,
        };
    }

    private string TakeMemberName(NameScope scope, string name, string owner, SchemaLocation location)
    {
        if (scope.IsFree(name))
        {
            scope.Take(name, owner);
            return name;
        }

        var first = scope.OwnerOf(name);
        // The generated code's own members win quietly: there is no second column that the reader could take it for.
        var given = first is null && scope.IsFree(name + "Column") ? name + "Column" : NameScope.Numbered(name, scope.IsFree);
        scope.Take(given, owner);
        if (first is not null)
            Report(first, owner, name, given, location);
        return given;
    }

    private void Report(string first, string second, string name, string given, SchemaLocation location) =>
        _collisions.Add(new(first, second, name, given, FileRange.Of(location, _texts.TryGetValue(location.File ?? "", out var text) ? text : "")));

    private static ValueList<int> KeyPositions(Table table)
    {
        if (table.PrimaryKey is not { } key)
            return default;

        var positions = new List<int>();
        foreach (var name in key.Columns)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                if (table.Columns[i].Name == name)
                    positions.Add(i);
            }
        }

        // A key that names a column which is not there (a broken snapshot) is no key.
        return positions.Count == key.Columns.Count ? positions.ToValueList() : default;
    }

    private static string FileName(SchemaLocation location)
    {
        var path = location.File ?? "";
        return path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
    }
}
