using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>LifeOpsTypedIds and LifeOpsRecordShape.</summary>
public class RecordOptionsTests
{
    private const string Schema = """
        CREATE TABLE users (id uuid PRIMARY KEY, name text NOT NULL, nick text);
        CREATE TABLE profiles (user_id uuid PRIMARY KEY REFERENCES users (id), bio text);
        CREATE TABLE orders (id bigint PRIMARY KEY, buyer uuid NOT NULL REFERENCES profiles (user_id), gift_for uuid REFERENCES users (id), parent_id bigint REFERENCES orders (id));
        CREATE TABLE order_lines (order_id bigint, line_number smallint, parent integer REFERENCES orders (id), PRIMARY KEY (order_id, line_number), FOREIGN KEY (order_id) REFERENCES orders (id));
        CREATE TABLE notes (order_id bigint, line_number smallint, code text PRIMARY KEY, FOREIGN KEY (order_id, line_number) REFERENCES order_lines);
        CREATE TABLE tags (code text PRIMARY KEY, note text REFERENCES notes (code));
        """;

    private static readonly GeneratorOptions TypedIds = GeneratedSources.Options with { TypedIds = true };

    private static readonly GeneratorOptions Positional = GeneratedSources.Options with { Shape = RecordShape.Positional };

    private static SortedDictionary<string, string> Emit(GeneratorOptions options, string schema = Schema, LanguageVersion version = LanguageVersion.Latest) =>
        GeneratedSources.EmitAndCompile(SchemaBuilder.Build(schema), TestReferences.All, version, options);

    [Theory]
    [InlineData("User", "public readonly record struct UserId(global::System.Guid Value) : global::System.IComparable<UserId>")]
    [InlineData("User", "public required global::App.Data.UserId Id { get; init; }")]
    [InlineData("User", "Id = new global::App.Data.UserId(reader.GetGuid(firstOrdinal)),")]
    [InlineData("User", "public sealed record PrimaryKey(global::App.Data.UserId Id)")]
    [InlineData("User", "command.Parameters.Add(new global::Npgsql.NpgsqlParameter<global::System.Guid> { TypedValue = Id.Value, NpgsqlDbType = global::NpgsqlTypes.NpgsqlDbType.Uuid });")]
    [InlineData("Profile", "public required global::App.Data.UserId UserId { get => this.user_id; init => this.user_id = value; }")]
    [InlineData("Order", "public readonly record struct OrderId(long Value) : global::System.IComparable<OrderId>")]
    [InlineData("Order", "public required global::App.Data.UserId Buyer { get; init; }")]
    [InlineData("Order", "public global::App.Data.UserId? GiftFor { get => this.gift_for; init => this.gift_for = value; }")]
    [InlineData("Order", "GiftFor = reader.IsDBNull(firstOrdinal + 2) ? null : new global::App.Data.UserId(reader.GetGuid(firstOrdinal + 2)),")]
    [InlineData("Order", "importer.Write(GiftFor.Value.Value, global::NpgsqlTypes.NpgsqlDbType.Uuid);")]
    [InlineData("Order", "public global::App.Data.OrderId? ParentId { get => this.parent_id; init => this.parent_id = value; }")]
    [InlineData("OrderLine", "public required global::App.Data.OrderId OrderId { get => this.order_id; init => this.order_id = value; }")]
    [InlineData("OrderLine", "public required short LineNumber { get => this.line_number; init => this.line_number = value; }")]
    [InlineData("OrderLine", "public int? Parent { get; init; }")]
    [InlineData("Note", "public global::App.Data.OrderId? OrderId { get => this.order_id; init => this.order_id = value; }")]
    [InlineData("Tag", "public string? Note { get; init; }")]
    public void TypedIds_AreSharedByForeignKeys(string record, string line) =>
        Assert.Contains(line, Emit(TypedIds)["App.Data." + record + ".g.cs"].Split('\n').Select(text => text.Trim()));

    [Theory]
    [InlineData("Profile")]
    [InlineData("OrderLine")]
    [InlineData("Note")]
    [InlineData("Tag")]
    public void KeysOfOthersOfSeveralColumnsOrText_HaveNoIdOfTheirOwn(string record) => Assert.DoesNotContain("record struct", Emit(TypedIds)["App.Data." + record + ".g.cs"]);

    [Fact]
    public void TypedIds_AreRegisteredInDapperAndEfCore()
    {
        var registration = Emit(TypedIds)["App.Data.LifeOpsTypes.g.cs"];

        Assert.Contains("global::Dapper.SqlMapper.AddTypeHandler(new IdHandler<OrderId, long>(key => new OrderId(key), id => id.Value));", registration);
        Assert.Contains("configuration.Properties<UserId>().HaveConversion<UserIdConverter>();", registration);
    }

    [Fact]
    public void TypedIds_NeedRecordStructs() => Assert.All(Emit(TypedIds, version: LanguageVersion.CSharp9).Values, file => Assert.DoesNotContain("record struct", file));

    [Fact]
    public void KeysThatReferToEachOther_HaveNoType()
    {
        var files = Emit(TypedIds, """
            CREATE TABLE a (id uuid PRIMARY KEY);
            CREATE TABLE b (id uuid PRIMARY KEY REFERENCES a (id));
            ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b (id);
            """);

        Assert.All(files.Values, file => Assert.DoesNotContain("record struct", file));
    }

    [Fact]
    public void TableWithTheNameOfAnId_IsReported()
    {
        var model = GeneratedSources.BuildModel(SchemaBuilder.Build("CREATE TABLE users (id uuid PRIMARY KEY); CREATE TABLE user_ids (id uuid PRIMARY KEY);"), TypedIds);

        var collision = Assert.Single(model.Collisions);
        Assert.Equal(("table public.user_ids", "table public.users", "User"), (collision.First, collision.Second, collision.Name));
    }

    [Theory]
    [InlineData("public sealed partial record User(")]
    [InlineData("global::System.Guid Id,")]
    [InlineData("string? Nick)")]
    [InlineData("/// <param name=\"Name\">Column name.</param>")]
    [InlineData("public string Name { get; init; } = Name;")]
    [InlineData(": this(Id: default, Name: null!, Nick: default)")]
    [InlineData("return new User(")]
    [InlineData("Nick: reader.IsDBNull(firstOrdinal + 2) ? null : reader.GetString(firstOrdinal + 2));")]
    public void PositionalRecord_HasTheLine(string line) => Assert.Contains(line, Emit(Positional)["App.Data.User.g.cs"].Split('\n').Select(text => text.Trim()));

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.Latest)]
    public void PositionalRecords_CompileForEveryType(LanguageVersion version)
    {
        var options = GeneratedSources.Options with { Shape = RecordShape.Positional, TypedIds = true };
        GeneratedSources.EmitAndCompile(SampleSchemas.AllTypes, TestReferences.All, version, options);
        GeneratedSources.EmitAndCompile(SampleSchemas.SensorReadings, TestReferences.All, version, options);
        GeneratedSources.EmitAndCompile(SchemaBuilder.Build("CREATE TABLE nothing (); CREATE TABLE one_text (id text PRIMARY KEY); CREATE TABLE one_number (id int);"), TestReferences.All, version, options);
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void ProjectsOfEveryNullableContext_CompileTheCode(NullableContextOptions nullable) =>
        GeneratedSources.Compile(
            GeneratedSources.Emit(GeneratedSources.BuildModel(SampleSchemas.SensorReadings), GeneratedSources.TraitsOf(TestReferences.All)),
            TestReferences.All,
            nullable: nullable);
}
