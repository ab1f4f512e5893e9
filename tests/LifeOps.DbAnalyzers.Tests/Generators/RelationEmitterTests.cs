using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Generators.Emit;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

public class RelationEmitterTests
{
    public static TheoryData<TestReferences, LanguageVersion> Consumers { get; } = new()
    {
        { TestReferences.All, LanguageVersion.Latest },
        { TestReferences.Npgsql, LanguageVersion.Latest },
        { TestReferences.Framework, LanguageVersion.Latest },
        { TestReferences.All, LanguageVersion.CSharp9 },
        { TestReferences.Npgsql, LanguageVersion.CSharp10 },
        { TestReferences.Framework, LanguageVersion.CSharp9 },
    };

    [Theory]
    [MemberData(nameof(Consumers))]
    public void Sample_CompilesWithoutWarning(TestReferences references, LanguageVersion version) =>
        GeneratedSources.EmitAndCompile(SampleSchemas.SensorReadings, references, version);

    [Theory]
    [MemberData(nameof(Consumers))]
    public void EveryKnownType_CompilesWithoutWarning(TestReferences references, LanguageVersion version) =>
        GeneratedSources.EmitAndCompile(SampleSchemas.AllTypes, references, version);

    [Theory]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    public void TimestampType_IsTheTypeOfTimestamptz(string type)
    {
        var options = GeneratedSources.Options with { Timestamps = Enum.Parse<TimestampType>(type) };

        var files = GeneratedSources.EmitAndCompile(SampleSchemas.SensorReadings, options: options);

        Assert.Contains($"public global::System.{type} ReadingAt", files["App.Data.SensorReading.g.cs"]);
    }

    [Fact]
    public void InstantWithoutNodaTime_WarnsOnceAndStaysDateTime()
    {
        var options = GeneratedSources.Options with { Timestamps = TimestampType.Instant };

        var files = GeneratedSources.Emit(GeneratedSources.BuildModel(SampleSchemas.SensorReadings, options), GeneratedSources.TraitsOf(TestReferences.All));

        Assert.Contains("#warning LifeOpsTimestampType is Instant", files["App.Data.LifeOpsTypes.g.cs"]);
        Assert.Contains("public global::System.DateTime ReadingAt", files["App.Data.SensorReading.g.cs"]);
    }

    [Fact]
    public void CSharp8_IsToldWhyNothingIsGenerated()
    {
        var traits = GeneratedSources.TraitsOf(TestReferences.All, LanguageVersion.CSharp8);

        Assert.False(traits.HasRecords);
        var registration = TypeRegistrationEmitter.Emit(GeneratedSources.BuildModel(SampleSchemas.SensorReadings).Registration, traits)!.ToString();
        Assert.Equal(2, registration.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("#warning LifeOps.DbAnalyzers generates records, which need C# 9", registration);
    }

    [Fact]
    public void Arguments_AreCheckedAsTheFrameworkCan()
    {
        var model = GeneratedSources.BuildModel(SampleSchemas.SensorReadings);
        var traits = GeneratedSources.TraitsOf(TestReferences.All);

        Assert.True(traits.HasThrowIfNull);
        Assert.Contains("global::System.ArgumentNullException.ThrowIfNull(reader);", GeneratedSources.Emit(model, traits)["App.Data.SensorReading.g.cs"]);
        var old = GeneratedSources.Emit(model, traits with { HasThrowIfNull = false })["App.Data.SensorReading.g.cs"];
        Assert.DoesNotContain("ThrowIfNull", old);
        Assert.Contains("throw new global::System.ArgumentNullException(nameof(reader));", old);
    }

    [Theory]
    [InlineData("Init")]
    [InlineData("Positional")]
    public void FrameworkWithoutInit_GetsPropertiesThatCanBeSet(string shape)
    {
        var model = GeneratedSources.BuildModel(SampleSchemas.SensorReadings, GeneratedSources.Options with { Shape = Enum.Parse<RecordShape>(shape) });

        var files = GeneratedSources.Emit(model, GeneratedSources.TraitsOf(TestReferences.All, LanguageVersion.CSharp10) with { HasInit = false });

        Assert.DoesNotContain("init", files["App.Data.SensorReading.g.cs"]);
        GeneratedSources.Compile(files, TestReferences.All, LanguageVersion.CSharp10);
    }

    [Fact]
    public void Rules_AreSwitchedOffOnlyWhereTheyDoNotHold()
    {
        var files = GeneratedSources.Emit(GeneratedSources.BuildModel(SampleSchemas.SensorReadings), GeneratedSources.TraitsOf(TestReferences.All));

        Assert.Contains("#pragma warning disable CA1034 //", files["App.Data.SensorReading.g.cs"]);
        Assert.Contains("#pragma warning disable CA1819 //", files["App.Data.SensorReading.g.cs"]);
        Assert.DoesNotContain(files.Values, text => text.Contains("CA1812"));
        Assert.DoesNotContain("CA1034", GeneratedSources.Emit(GeneratedSources.BuildModel(SampleSchemas.SensorReadings, GeneratedSources.Options with { IsInternal = true }), GeneratedSources.TraitsOf(TestReferences.All))["App.Data.SensorReading.g.cs"]);
    }

    [Fact]
    public void InternalVisibility_AppliesToEveryType()
    {
        var files = GeneratedSources.EmitAndCompile(SampleSchemas.SensorReadings, options: GeneratedSources.Options with { IsInternal = true });

        Assert.DoesNotContain(files.Values, text => text.Contains("\n    public "));
    }

    [Fact]
    public void Names_FollowTheSchema()
    {
        var files = GeneratedSources.EmitAndCompile(SampleSchemas.SensorReadings);

        Assert.Equal(
            ["App.Data.GeoPosition.g.cs", "App.Data.LatestReading.g.cs", "App.Data.LifeOpsJsonb.g.cs", "App.Data.LifeOpsTypes.g.cs", "App.Data.MetricKind.g.cs", "App.Data.SensorReading.g.cs"],
            files.Keys);
    }

    [Theory]
    [InlineData("public long Id { get; init; }")]
    [InlineData("public required global::System.Guid UserId { get => this.user_id; init => this.user_id = value; }")]
    [InlineData("public required string Key { get; init; }")]
    [InlineData("public required global::App.Data.MetricKind Metric { get; init; }")]
    [InlineData("public required global::App.Data.MetricKind[] Metrics { get; init; }")]
    [InlineData("public double? Value { get; init; }")]
    [InlineData("public required decimal Quality { get; init; }")]
    [InlineData("public required decimal[] Qualities { get; init; }")]
    [InlineData("public global::App.Data.GeoPosition? Place { get; init; }")]
    [InlineData("public required global::NpgsqlTypes.NpgsqlRange<global::System.TimeOnly> Quiet { get; init; }")]
    [InlineData("public global::NpgsqlTypes.NpgsqlRange<global::System.TimeOnly>[]? Quiets { get; init; }")]
    [InlineData("public required string Payload { get; init; }")]
    [InlineData("public global::NpgsqlTypes.NpgsqlTsVector? Search { get; init; }")]
    [InlineData("/// <summary>Raw values &lt;of&gt; sensors &amp; more</summary>")]
    [InlineData("/// <para>Table: public.sensor_readings, about 200,000 rows.</para>")]
    [InlineData("[global::System.ComponentModel.DataAnnotations.Schema.Column(\"payload\", TypeName = \"jsonb\")]")]
    [InlineData("[global::Microsoft.EntityFrameworkCore.PrimaryKey(nameof(Id), nameof(ReadingAt))]")]
    [InlineData("public const string UserId = \"user_id\";")]
    [InlineData("UserId = reader.GetGuid(firstOrdinal + 1),")]
    [InlineData("Value = reader.IsDBNull(firstOrdinal + 6) ? null : reader.GetDouble(firstOrdinal + 6),")]
    [InlineData("public sealed record PrimaryKey(long Id, global::System.DateTime ReadingAt)")]
    [InlineData("public PrimaryKey ToKey() => new PrimaryKey(Id, ReadingAt);")]
    public void RowRecord_HasTheLine(string line) => Assert.Contains(line, Lines(SensorReading()));

    [Theory]
    [InlineData("public required global::System.Guid UserId { get; init; }")]
    [InlineData("public global::System.DateTime? ReadingAt { get; init; }")]
    [InlineData("public global::App.Data.Optional<string?> Note { get; init; }")]
    [InlineData("public global::App.Data.Optional<int?> Score { get; init; }")]
    [InlineData("importer.Write(Qualities, \"public.percentage[]\");")]
    public void InsertShape_HasTheLine(string line) =>
        Assert.Contains(line, Lines(InsertShape()));

    [Theory]
    [InlineData("Id")]
    [InlineData("Search")]
    public void InsertShape_HasNoGeneratedColumn(string property) =>
        Assert.DoesNotContain(Lines(InsertShape()), line => line.Contains($" {property} {{ get; init; }}"));

    /// <summary>As emitted; that it compiles is tested above.</summary>
    private static string SensorReading() =>
        GeneratedSources.Emit(GeneratedSources.BuildModel(SampleSchemas.SensorReadings), GeneratedSources.TraitsOf(TestReferences.All))["App.Data.SensorReading.g.cs"];

    private static string InsertShape()
    {
        var text = SensorReading();
        return text[text.IndexOf("record NewSensorReading", StringComparison.Ordinal)..];
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim())];
}
