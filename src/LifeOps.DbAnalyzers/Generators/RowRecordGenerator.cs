using System;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Generators.Emit;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>
/// Generates a record per table and view of every <c>*.schema.sql</c> file. Files to text to one schema per namespace to one
/// model per generated file; the compilation joins only at the end, reduced to <see cref="ConsumerTraits"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class RowRecordGenerator : IIncrementalGenerator
{
    /// <summary>The steps' names, for the tests of what runs again.</summary>
    internal static class Steps
    {
        public const string Files = "LifeOps.Files";
        public const string Groups = "LifeOps.Groups";
        public const string Schemas = "LifeOps.Schemas";
        public const string Relations = "LifeOps.Relations";
        public const string Enums = "LifeOps.Enums";
        public const string Composites = "LifeOps.Composites";
        public const string Registrations = "LifeOps.Registrations";
        public const string JsonbReadings = "LifeOps.JsonbReadings";
        public const string Collisions = "LifeOps.Collisions";
        public const string UnknownOptions = "LifeOps.UnknownOptions";
        public const string Traits = "LifeOps.Traits";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(SchemaFile.IsSchemaFile)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellationToken) => SchemaFile.Read(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(Steps.Files);

        var schemas = files
            .Collect()
            .SelectMany((collected, _) => SchemaGroup.Form(collected))
            .WithTrackingName(Steps.Groups)
            .Select(BuildModel)
            .WithTrackingName(Steps.Schemas);

        var traits = context.CompilationProvider
            .Select((compilation, _) => ConsumerTraits.Of(compilation))
            .WithTrackingName(Steps.Traits);

        var relations = schemas.SelectMany((schema, _) => schema.Relations).WithTrackingName(Steps.Relations);
        context.RegisterSourceOutput(relations.Combine(traits), (output, pair) =>
        {
            if (pair.Right.HasRecords)
                output.AddSource(RelationEmitter.HintName(pair.Left), RelationEmitter.Emit(pair.Left, pair.Right));
        });

        var enums = schemas.SelectMany((schema, _) => schema.Enums).WithTrackingName(Steps.Enums);
        context.RegisterSourceOutput(enums.Combine(traits), (output, pair) =>
        {
            if (pair.Right.HasRecords)
                output.AddSource(EnumEmitter.HintName(pair.Left), EnumEmitter.Emit(pair.Left, pair.Right));
        });

        var composites = schemas.SelectMany((schema, _) => schema.Composites).WithTrackingName(Steps.Composites);
        context.RegisterSourceOutput(composites.Combine(traits), (output, pair) =>
        {
            if (pair.Right.HasRecords)
                output.AddSource(CompositeEmitter.HintName(pair.Left), CompositeEmitter.Emit(pair.Left, pair.Right));
        });

        var registrations = schemas.Select((schema, _) => schema.Registration).WithTrackingName(Steps.Registrations);
        context.RegisterSourceOutput(registrations.Combine(traits), (output, pair) =>
        {
            if (TypeRegistrationEmitter.Emit(pair.Left, pair.Right) is { } source)
                output.AddSource(TypeRegistrationEmitter.HintName(pair.Left), source);
        });

        var jsonbReadings = schemas.SelectMany((schema, _) => schema.JsonbReading is { } options ? [options] : Array.Empty<GeneratorOptions>()).WithTrackingName(Steps.JsonbReadings);
        context.RegisterSourceOutput(jsonbReadings.Combine(traits), (output, pair) =>
        {
            if (pair.Right.HasRecords && JsonbReaderEmitter.Emit(pair.Left, pair.Right) is { } source)
                output.AddSource(JsonbReaderEmitter.HintName(pair.Left), source);
        });

        var collisions = schemas.SelectMany((schema, _) => schema.Collisions).WithTrackingName(Steps.Collisions);
        context.RegisterSourceOutput(collisions, (output, collision) => output.ReportDiagnostic(Diagnostic.Create(
            Descriptors.For(RuleCatalog.CSharpNameCollision), collision.Range.ToLocation(), collision.First, collision.Second, collision.Name, collision.GivenName)));

        var unknownOptions = files.SelectMany((file, _) => file.UnknownOptions).WithTrackingName(Steps.UnknownOptions);
        context.RegisterSourceOutput(unknownOptions, (output, option) => output.ReportDiagnostic(Diagnostic.Create(
            Descriptors.For(RuleCatalog.UnknownOptionValue), FileRange.StartOf(option.Path).ToLocation(), option.Key, option.Value, option.Allowed)));
    }

    private static GeneratedSchema BuildModel(SchemaGroup group, CancellationToken cancellationToken)
    {
        var schema = SchemaBuilder.Build([.. group.Files.Select(file => (file.Path, file.Text))], cancellationToken);
        return SchemaModelBuilder.Build(schema, group.Options, group.Files.ToDictionary(file => file.Path, file => file.Text), cancellationToken);
    }
}
