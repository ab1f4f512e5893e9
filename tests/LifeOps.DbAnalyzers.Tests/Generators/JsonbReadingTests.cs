using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>Which reads go through the class that reads jsonb, and when it is there; that it reads right is tested on servers.</summary>
public class JsonbReadingTests
{
    private const string Path = "/0/db/app.schema.sql";
    private const string ClassFile = "App.Data.LifeOpsJsonb.g.cs";

    private const string Schema = """
        CREATE DOMAIN document AS jsonb NOT NULL;
        CREATE TABLE articles (id int PRIMARY KEY, body jsonb NOT NULL, notes jsonb, draft document);
        CREATE TABLE plain_texts (id int PRIMARY KEY, body text NOT NULL, raw json NOT NULL, parts jsonb[] NOT NULL);
        CREATE VIEW all_bodies AS SELECT body FROM articles;
        """;

    [Theory]
    [InlineData("Article", "Body = global::App.Data.LifeOpsJsonb.GetString(reader, firstOrdinal + 1),")]
    [InlineData("Article", "Notes = reader.IsDBNull(firstOrdinal + 2) ? null : global::App.Data.LifeOpsJsonb.GetString(reader, firstOrdinal + 2),")]
    [InlineData("Article", "Draft = global::App.Data.LifeOpsJsonb.GetString(reader, firstOrdinal + 3),")]
    [InlineData("AllBody", "Body = reader.IsDBNull(firstOrdinal) ? null : global::App.Data.LifeOpsJsonb.GetString(reader, firstOrdinal),")]
    public void JsonbColumn_IsReadByTheClassFromNpgsqlAlone(string record, string line)
    {
        var lines = Emit(Schema)[$"App.Data.{record}.g.cs"].Split('\n').Select(text => text.Trim()).ToList();

        Assert.Equal(1, lines.Count(text => text == line));
        Assert.Equal(1, lines.Count(text => text == line.Replace("global::App.Data.LifeOpsJsonb.GetString(reader, ", "reader.GetString(")));
    }

    [Fact]
    public void OtherColumns_AreReadByTheReader() => Assert.DoesNotContain("LifeOpsJsonb", Emit(Schema)["App.Data.PlainText.g.cs"]);

    [Fact]
    public void PositionalRecord_ReadsByTheClassToo()
    {
        var files = Emit(Schema, GeneratedSources.Options with { Shape = RecordShape.Positional });

        Assert.Contains("Body: global::App.Data.LifeOpsJsonb.GetString(reader, firstOrdinal + 1),", files["App.Data.Article.g.cs"]);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a text, b json, c jsonb[])")]
    [InlineData("CREATE TYPE pair AS (a jsonb); CREATE TABLE t (p pair)")]
    [InlineData("CREATE TABLE t (id int) PARTITION BY RANGE (id)")]
    [InlineData("")]
    public void SchemaWithoutAJsonbColumn_HasNoClass(string schema)
    {
        var files = Emit(schema);

        Assert.DoesNotContain(ClassFile, files.Keys);
        Assert.DoesNotContain(files.Values, text => text.Contains("LifeOpsJsonb"));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9, true)]
    [InlineData(LanguageVersion.Latest, true)]
    [InlineData(LanguageVersion.Latest, false)]
    public void Class_CompilesWithoutWarning(LanguageVersion version, bool isInternal)
    {
        var files = GeneratedSources.EmitAndCompile(SchemaBuilder.Build(Schema), TestReferences.Npgsql, version, GeneratedSources.Options with { IsInternal = isInternal });

        Assert.Contains("internal static class LifeOpsJsonb", files[ClassFile]);
    }

    [Fact]
    public void ProjectWithoutNpgsql_ReadsByTheReader()
    {
        var files = GeneratedSources.EmitAndCompile(SchemaBuilder.Build(Schema), TestReferences.Framework);

        Assert.DoesNotContain(files, file => file.Key == ClassFile || file.Value.Contains("LifeOpsJsonb"));
    }

    /// <summary>Npgsql 7: "GetBytes() not supported for type".</summary>
    [Fact]
    public void NpgsqlWhoseGetBytesRefusesJsonb_ReadsByTheReader()
    {
        var traits = GeneratedSources.TraitsOf(TestReferences.Npgsql);
        Assert.True(traits.HasBytesOfAnyType);

        var files = GeneratedSources.Emit(GeneratedSources.BuildModel(SchemaBuilder.Build(Schema)), traits with { HasUnmappedTypesSwitch = false });

        Assert.DoesNotContain(files, file => file.Key == ClassFile || file.Value.Contains("LifeOpsJsonb"));
        Assert.Contains("Read(global::Npgsql.NpgsqlDataReader reader)", files["App.Data.Article.g.cs"]);
    }

    [Fact]
    public void TableOfTheClassesName_GetsAnother()
    {
        var files = GeneratedSources.EmitAndCompile(SchemaBuilder.Build("CREATE TABLE life_ops_jsonb (life_ops_jsonb jsonb, get_string jsonb NOT NULL, app jsonb)"));

        Assert.Equal([ClassFile, "App.Data.LifeOpsTypes.g.cs", "App.Data.PublicLifeOpsJsonb.g.cs"], files.Keys);
        Assert.Contains("GetString = global::App.Data.LifeOpsJsonb.GetString(reader, firstOrdinal + 1),", files["App.Data.PublicLifeOpsJsonb.g.cs"]);
    }

    [Theory]
    [InlineData("body text NOT NULL", "body text")]
    [InlineData("body jsonb NOT NULL", "body jsonb")]
    [InlineData("notes jsonb", "notes text")]
    public void EditOfOneTable_RewritesItsFileOnly(string from, string to)
    {
        const string Tables = "CREATE TABLE articles (id int, body jsonb NOT NULL, notes jsonb); CREATE TABLE texts (body text NOT NULL, settings jsonb);";
        var run = new GeneratorRun((Path, Tables));
        Assert.Contains("App.Database.LifeOpsJsonb.g.cs", run.HintNames);

        run.EditFile(Path, Tables.Replace(from, to));

        Assert.Single(run.OutputReasons, reason => reason != IncrementalStepRunReason.Cached);
        Assert.Single(run.Reasons(RowRecordGenerator.Steps.Relations), reason => reason == IncrementalStepRunReason.Modified);
        Assert.All(run.Reasons(RowRecordGenerator.Steps.JsonbReadings), reason => Assert.Contains(reason, (IncrementalStepRunReason[])[IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]));
        Assert.Empty(run.CompilationErrors);
    }

    [Fact]
    public void CSharpEdit_RewritesNothing()
    {
        var run = new GeneratorRun((Path, Schema));

        run.EditCSharp("public class B { }");

        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(RowRecordGenerator.Steps.JsonbReadings));
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void FirstJsonbColumn_BringsTheClassAndTheLastTakesItAway()
    {
        const string Without = "CREATE TABLE texts (body text NOT NULL); CREATE TABLE others (id int);";
        var run = new GeneratorRun((Path, Without));
        Assert.DoesNotContain("App.Database.LifeOpsJsonb.g.cs", run.HintNames);

        run.EditFile(Path, Without.Replace("body text", "body jsonb"));
        Assert.Contains("App.Database.LifeOpsJsonb.g.cs", run.HintNames);
        Assert.Empty(run.CompilationErrors);

        run.EditFile(Path, Without);
        Assert.DoesNotContain("App.Database.LifeOpsJsonb.g.cs", run.HintNames);
        Assert.Empty(run.CompilationErrors);
    }

    private static SortedDictionary<string, string> Emit(string schema, GeneratorOptions? options = null) => GeneratedSources.EmitAndCompile(SchemaBuilder.Build(schema), options: options);
}
