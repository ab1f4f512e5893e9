using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// A method that reads one row by a key, and its sibling that reads the rows of many: <c>GetByIdAsync(int id)</c> and
/// <c>GetManyByIdsAsync(IReadOnlyCollection&lt;int&gt; ids)</c>. Their bodies prove it, not their names: the same text but for the comparison of the key.
/// </summary>
/// <param name="Sibling">The method for many, as the type of the receiver declares it.</param>
/// <param name="RowKey">The property of a row that holds its key.</param>
/// <param name="ThrowsWhenMissing">Whether the method for one throws when there is no row; it returns null otherwise.</param>
internal sealed record PluralSibling(IMethodSymbol Sibling, IPropertySymbol RowKey, bool ThrowsWhenMissing)
{
    /// <summary>Null when the method has no such sibling, or that cannot be proven.</summary>
    public static PluralSibling? Find(IMethodSymbol method, SemanticModel model, DataAccessSymbols symbols, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        method = method.Declared();
        if (method.Parameters.Length is 0 or > 2 || RowOf(method.ReturnType) is not { } row || ReadBody(method, model, symbols, cancellationToken) is not { } one
            || one.Call.Shape != ResultShape.SingleRow || TextOf(one.Call, model, cancellationToken) is not { } text
            || KeyLookup.Find(text.Parse(cancellationToken), schema) is not { } lookup || !PassesKey(one.Call, method.Parameters[0], lookup.Parameter)
            || KeyOf(row, lookup.Column.Name) is not { } rowKey || !SymbolEqualityComparer.Default.Equals(rowKey.Type, method.Parameters[0].Type))
        {
            return null;
        }

        foreach (var candidate in method.ContainingType.GetMembers().OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, method) || candidate.IsStatic != method.IsStatic || candidate.Parameters.Length != method.Parameters.Length || candidate.DeclaredAccessibility < method.DeclaredAccessibility
                || !SymbolEqualityComparer.Default.Equals(IterationSymbols.ElementType(candidate.Parameters[0].Type), method.Parameters[0].Type)
                || !SymbolEqualityComparer.Default.Equals(IterationSymbols.ElementType(Unwrap(candidate.ReturnType)), row)
                || ReadBody(candidate, model, symbols, cancellationToken) is not { Call.Shape: ResultShape.BufferedRows } many
                || TextOf(many.Call, model, cancellationToken) is not { } manyText || ParameterOf(many.Call, candidate.Parameters[0]) is not { } listName)
            {
                continue;
            }

            var expected = text.Text.Remove(lookup.Comparison.Start, lookup.Comparison.Length).Insert(lookup.Comparison.Start, $"{lookup.ColumnText} = ANY(@{listName})");
            if (Words(expected).SequenceEqual(Words(manyText.Text), StringComparer.OrdinalIgnoreCase))
                return new(candidate, rowKey, !one.Call.DisplayName.Contains("OrDefault"));
        }

        return null;
    }

    private static ITypeSymbol Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } ? results[0] : type;

    private static ITypeSymbol? RowOf(ITypeSymbol type) => Unwrap(type) is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } row ? row : null;

    // The one query of a body that does nothing but return what it gives.
    private static (DataAccessCall Call, IOperation Value)? ReadBody(IMethodSymbol method, SemanticModel model, DataAccessSymbols symbols, CancellationToken cancellationToken)
    {
        if (ImplementationOf(method, model.Compilation) is not { DeclaringSyntaxReferences: { Length: 1 } references } || references[0].GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration)
            return null;
#pragma warning disable RS1030 // A code fix asks about another file when the user wants the fix, not while typing.
        var own = declaration.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
        var value = declaration.ExpressionBody?.Expression
            ?? (declaration.Body is { Statements: { Count: > 0 } statements } && statements.Last() is ReturnStatementSyntax { Expression: { } returned } && statements.Take(statements.Count - 1).All(Opens) ? returned : null);
        if (value is null || own.GetOperation(value, cancellationToken)?.Unwrap() is not { } operation)
            return null;

        // (await query).ToList() and AsList() only pack the rows.
        while (operation is IInvocationOperation { TargetMethod.Name: "ToList" or "AsList" or "ToArray" } packed && symbols.Recognize(packed) is null && packed.ReceiverOf() is { } rows)
            operation = rows.Unwrap();
        return symbols.Recognize(operation) is { Library: DataAccessLibrary.Dapper } call ? (call, operation) : null;
    }

    // await using var conn = await _source.OpenConnectionAsync();
    private static bool Opens(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };

    // An interface with one implementation in the compilation is that implementation.
    private static IMethodSymbol? ImplementationOf(IMethodSymbol method, Compilation compilation)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface)
            return method.IsAbstract || method.IsVirtual || method.IsOverride ? null : method;
        IMethodSymbol? found = null;
        foreach (var type in TypesOf(compilation.Assembly.GlobalNamespace))
        {
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.FindImplementationForInterfaceMember(method) is not IMethodSymbol implementation)
                continue;
            if (found is not null)
                return null;
            found = implementation;
        }

        return found;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol scope)
    {
        foreach (var member in scope.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                if (inner is INamedTypeSymbol type)
                    yield return type;
                foreach (var nested in TypesOf(inner))
                    yield return nested;
            }
        }
    }

    private static SqlText? TextOf(DataAccessCall call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (call.Sql is not { } sql)
            return null;
        var texts = new SqlTextReader(model.Compilation).Read(sql, cancellationToken);
        return texts.Length == 1 && texts[0].IsComplete && texts[0].Parse(cancellationToken).Diagnostics.IsEmpty ? texts[0] : null;
    }

    private static bool PassesKey(DataAccessCall call, IParameterSymbol key, string name) => string.Equals(ParameterOf(call, key), name, StringComparison.OrdinalIgnoreCase);

    // new { id } or new { Id = id }: the name of the one member, when it holds the parameter.
    private static string? ParameterOf(DataAccessCall call, IParameterSymbol parameter)
    {
        if (call.Parameters?.WithoutConversions() is not IAnonymousObjectCreationOperation { Initializers: { Length: 1 } members }
            || members[0] is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value }
            || value.WithoutConversions() is not { } held)
        {
            return null;
        }

        if (held is IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } copied && copied.ReceiverOf() is { } list)
            held = list.WithoutConversions();
        return held is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter.OriginalDefinition.Type, parameter.Type) && reference.Parameter.Ordinal == parameter.Ordinal ? name : null;
    }

    private static IPropertySymbol? KeyOf(ITypeSymbol row, string column)
    {
        for (ITypeSymbol? type = row; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property && string.Equals(property.Name, column, StringComparison.OrdinalIgnoreCase))
                    return property;
            }
        }

        return null;
    }

    // The tokens of a statement: blanks, comments and an end sign mean nothing.
    private static IEnumerable<string> Words(string text)
    {
        foreach (var token in SqlParser.Tokenize(text, SqlParseOptions.Embedded))
        {
            var word = token.Span.Of(text);
            if (word is not ("" or ";"))
                yield return word;
        }
    }
}
