using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2020 in entity classes: the length stays for validation, and [Column(TypeName = "text")] decides the column.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EntityStringLengthFix : CodeFixProvider
{
    private const string ColumnAttribute = "System.ComponentModel.DataAnnotations.Schema.ColumnAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.VarcharColumn.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey(EntityStringLength.LengthAttribute)
                || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Make the column text",
                    cancellationToken => AddColumnTypeAsync(context.Document, property, cancellationToken),
                    equivalenceKey: nameof(EntityStringLengthFix)),
                diagnostic);
        }
    }

    private static async Task<Document> AddColumnTypeAsync(Document document, PropertyDeclarationSyntax property, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var columnAttribute = editor.SemanticModel.Compilation.GetTypeByMetadataName(ColumnAttribute);
        var typeName = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals("TypeName"), null, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("text")));

        foreach (var attribute in property.AttributeLists.SelectMany(list => list.Attributes))
        {
            if (SymbolEqualityComparer.Default.Equals(editor.SemanticModel.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType, columnAttribute))
            {
                editor.ReplaceNode(attribute, attribute.AddArgumentListArguments(typeName).WithAdditionalAnnotations(Formatter.Annotation));
                return editor.GetChangedDocument();
            }
        }

        var added = SyntaxFactory
            .Attribute(SyntaxFactory.ParseName(ColumnAttribute.Substring(0, ColumnAttribute.Length - "Attribute".Length)).WithAdditionalAnnotations(Simplifier.Annotation))
            .AddArgumentListArguments(typeName);
        var last = property.AttributeLists.Last();
        editor.InsertAfter(last, SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(added)).WithAdditionalAnnotations(Formatter.Annotation));
        return editor.GetChangedDocument();
    }
}
