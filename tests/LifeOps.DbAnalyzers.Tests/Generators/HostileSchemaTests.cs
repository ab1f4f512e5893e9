using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>A snapshot is untrusted: whatever stands in it, the output compiles and says nothing else than it should.</summary>
public class HostileSchemaTests
{
    /// <summary>Names and comments that would end, open or break something if they were written as they are.</summary>
    public static readonly string[] HostileTexts =
    [
        "*/", "/*", "//", "\"", "\"\"\"", "'", "\\", "\\u0022", "{0}", "{", "}", "]]>", "<script>", "&amp;", "</summary>", "#endif", "#if X", "\n#error boom\n",
        "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\0", "\u0001", "\t", "\u202e", "\u200d", "\ud83d\ude00", "\ud83d", "\ude00", "\uffff", "\ufeff",
        "class", "int", "record", "value", "field", "this", "null", "await", "var", "dynamic", "__arglist", "global", "required", "file", "@class", "_", "__", "",
        "1", "1st", "a b", "a-b", "a.b", "a\"b", "ä", "İ", "ı", "用户", "é", "e\u0301", "SELECT", "Id", "ID", "id", "i_d", "equals", "get_hash_code", "to_string", "clone",
        "read", "columns", "table_name", "select_list", "to_new", "add_to", "copy", "write_to", "equality_contract", "print_members", "get_type", "deconstruct", "optional",
        "life_ops_types", "new_user", "user", "users", "User", "system", "npgsql", "npgsql_types", "string", "object", "guid", "app", "data", "reader", "first_ordinal", "cancellation_token",
        "importer", "primary_key", "to_key", "find_async", "key", "sql", "parameters", "other", "row", "rows", "first", "connection", "command", "returning_row", "task", "tasks", "action", "actions", "list", "lists", "exception", "attribute", "type", "date_time", "func", "nullable", "enumerable", "columns_of", "enumerator", "get_value", "is_given",
    ];

    public static TheoryData<TestReferences, LanguageVersion> Consumers { get; } = new()
    {
        { TestReferences.All, LanguageVersion.Latest },
        { TestReferences.Framework, LanguageVersion.CSharp9 },
    };

    [Theory]
    [MemberData(nameof(Consumers))]
    public void HostileColumns_CompileWithoutWarning(TestReferences references, LanguageVersion version)
    {
        var columns = HostileTexts.Select((text, index) => SampleSchemas.Column(text, "text", notNull: index % 2 == 0) with
        {
            Comment = text,
            DefaultExpression = index % 3 == 0 ? text : null,
        });
        var table = SampleSchemas.Table("users", [.. columns]) with { PrimaryKey = new KeyConstraint { Name = "*/", Columns = HostileTexts.Where((_, index) => index % 2 == 0).ToValueList() } };
        GeneratedSources.EmitAndCompile(SampleSchemas.Of(table), references, version);
        GeneratedSources.EmitAndCompile(SampleSchemas.Of(table), references, version, GeneratedSources.Options with { Shape = RecordShape.Positional, TypedIds = true });
    }

    [Theory]
    [MemberData(nameof(Consumers))]
    public void HostileTablesAndTypes_CompileWithoutWarning(TestReferences references, LanguageVersion version)
    {
        var schema = new DatabaseSchema
        {
            Tables = HostileTexts.Select(text => SampleSchemas.Table(text, SampleSchemas.Column("id", "uuid"), SampleSchemas.Column(text, "int4")) with { Comment = text }).ToValueList(),
            Views = HostileTexts.Select(text => new View { Schema = text, Name = text, Definition = text, Columns = ValueList.Of(SampleSchemas.Column(text, "int4")) }).ToValueList(),
            Enums = HostileTexts.Select(text => new EnumType("s", text, new(HostileTexts), text, default)).ToValueList(),
            Composites = HostileTexts.Select(text => new CompositeType("c", text, ValueList.Of(SampleSchemas.Column(text, new SqlType("s", text))), text, default)).ToValueList(),
        };
        GeneratedSources.EmitAndCompile(schema, references, version);
    }

    [Fact]
    public void NameOfTheRecordItself_IsNotTakenByAColumn()
    {
        var files = GeneratedSources.EmitAndCompile(SampleSchemas.Of(SampleSchemas.Table("values", SampleSchemas.Column("value", "int4"))));

        Assert.Contains("public required int ValueColumn { get => this.value; init => this.value = value; }", files["App.Data.Value.g.cs"]);
    }

    [Fact]
    public void TwoTablesWithOneName_GetDistinctNamesWhateverTheirOrder()
    {
        Table[] tables = [SampleSchemas.Table("users"), SampleSchemas.Table("user"), SampleSchemas.Table("users") with { Schema = "internal" }];

        var model = GeneratedSources.BuildModel(SampleSchemas.Of(tables));
        var reversed = GeneratedSources.BuildModel(SampleSchemas.Of([.. tables.Reverse()]));

        Assert.Equal(["public.user=User", "public.users=PublicUser", "internal.users=InternalUser"], model.Relations.Select(Names).OrderBy(name => name.Contains("internal")).ThenBy(name => name, StringComparer.Ordinal));
        Assert.Equal(model.Relations.Select(Names).Order(), reversed.Relations.Select(Names).Order());
        Assert.Equal(2, model.Collisions.Count);
        Assert.Equal(("table public.user", "table public.users", "User", "PublicUser"), (model.Collisions[0].First, model.Collisions[0].Second, model.Collisions[0].Name, model.Collisions[0].GivenName));

        static string Names(DbAnalyzers.Generators.Model.RelationModel relation) => relation.Schema + "." + relation.Name + "=" + relation.TypeName;
    }

    [Fact]
    public void TwoColumnsWithOneName_GetDistinctNames()
    {
        var model = GeneratedSources.BuildModel(SampleSchemas.Of(SampleSchemas.Table(
            "users", SampleSchemas.Column("full_name", "text"), SampleSchemas.Column("fullName", "text"), SampleSchemas.Column("fullname", "text"))));

        Assert.Equal(["FullName", "FullName2", "Fullname3"], model.Relations[0].Members.Select(member => member.Name));
        Assert.Equal(["column public.users.full_name", "column public.users.full_name"], model.Collisions.Select(collision => collision.First));
    }

    [Fact]
    public void TableAndEnumWithOneName_TheTableKeepsIt()
    {
        var schema = SampleSchemas.Of(SampleSchemas.Table("item_kinds")) with { Enums = ValueList.Of(new EnumType("public", "item_kind", ValueList.Of("a"), null, default)) };

        var model = GeneratedSources.BuildModel(schema);

        Assert.Equal("ItemKind", model.Relations[0].TypeName);
        Assert.Equal("PublicItemKind", model.Enums[0].TypeName);
    }

    [Fact]
    public void SameObjectTwice_GivesOneFile()
    {
        var schema = new DatabaseSchema
        {
            Tables = ValueList.Of(SampleSchemas.Table("a"), SampleSchemas.Table("a")),
            Views = ValueList.Of(new View { Schema = "public", Name = "a", Definition = "" }),
            Enums = ValueList.Of(new EnumType("public", "a", default, null, default)),
        };

        Assert.Equal(["App.Data.A.g.cs", "App.Data.LifeOpsTypes.g.cs"], GeneratedSources.EmitAndCompile(schema).Keys);
    }

    [Fact]
    public void DomainOfItself_EndsAsObject()
    {
        var schema = SampleSchemas.Of(SampleSchemas.Table("a", SampleSchemas.Column("b", new SqlType("public", "d")))) with
        {
            Domains = ValueList.Of(new DomainType { Schema = "public", Name = "d", BaseType = new SqlType("public", "d") }),
        };

        Assert.Contains("public required object B { get; init; }", GeneratedSources.EmitAndCompile(schema)["App.Data.A.g.cs"]);
    }

    [Theory]
    [InlineData(RecordShape.Init)]
    [InlineData(RecordShape.Positional)]
    public void TableWithAllColumnsThatAServerTakes_Compiles(object shape) => GeneratedSources.EmitAndCompile(
        SampleSchemas.Of(SampleSchemas.Table("wide", [.. Enumerable.Range(1, 1600).Select(number => SampleSchemas.Column("column_" + number, "int4", notNull: number % 2 == 0))])),
        options: GeneratedSources.Options with { Shape = (RecordShape)shape });

    [Fact]
    public void TableWithoutColumns_ReturnsNothingOfARow()
    {
        var files = GeneratedSources.EmitAndCompile(SampleSchemas.Of(SampleSchemas.Table("empty")));

        // RETURNING with an empty list is no SQL, a SELECT with one is.
        Assert.Contains("sql + \" RETURNING \" + \"NULL\"", files["App.Data.Empty.g.cs"]);
    }

    [Fact]
    public void TableWithoutColumns_Compiles() => GeneratedSources.EmitAndCompile(SampleSchemas.Of(SampleSchemas.Table("empty")));
}
