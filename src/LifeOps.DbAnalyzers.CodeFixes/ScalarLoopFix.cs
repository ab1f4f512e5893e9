using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: a command of ADO.NET that each iteration makes for one value by a unique key (<c>ExecuteScalar</c>) becomes one command with = ANY
/// and a dictionary. No row gives null and NULL gives DBNull, as before.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ScalarLoopFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Read all values with one command in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (found.Call is not { Library: DataAccessLibrary.AdoNet, Shape: ResultShape.Scalar, Command: { } executed } || executed.WithoutConversions() is not ILocalReferenceOperation { Local: { Type.Name: "NpgsqlCommand" } command }
            || LoopCall.Find(found, cancellationToken) is not { } call || call.Loop.Statement is not BlockSyntax { Statements: var statements }
            || Declaration(command, statements) is not var (declaration, creation)
            || Parameter(command, statements, found.Model) is not var (added, name, value)
            || !HasOwnLines(declaration) || !HasOwnLines(added) || Mentions(command, call.Loop, found.Model) != 2 || !creation.ArgumentList!.Arguments.All(argument => call.OutlivesLoop(argument.Expression))
            || !found.Syntax.ArgumentList.Arguments.All(argument => call.OutlivesLoop(argument.Expression))
            || found.ReadSql(cancellationToken) is not { } text || found.ReadSchema(cancellationToken) is not { } schema
            || KeyLookup.FindValue(text.Parse(cancellationToken), schema) is not var (lookup, column, start) || lookup.Parameter != name
            || call.KeyOf(value) is not { IsNullable: false } key || !KeyTypes.AreAlike(lookup.Column.Type, key.Type))
        {
            return null;
        }

        var keys = found.FreeName(LoopCall.PluralOf(name), "keys", "allKeys");
        if (text.MapEdit(lookup.Comparison, $"{lookup.ColumnText} = ANY(@{keys})") is not { } comparison || !creation.Span.Contains(comparison.Location.SourceSpan)
            || text.MapEdit(new(start, 0), lookup.ColumnText + ", ") is not { } results || !creation.Span.Contains(results.Location.SourceSpan))
        {
            return null;
        }

        var made = creation.ToString();
        foreach (var edit in new[] { comparison, results }.OrderByDescending(edit => edit.Location.SourceSpan.Start))
            made = made.Remove(edit.Location.SourceSpan.Start - creation.SpanStart, edit.Location.SourceSpan.Length).Insert(edit.Location.SourceSpan.Start - creation.SpanStart, edit.NewText);

        var byKey = found.FreeName(CodeText.Camel(column.Name.Replace("_", "")).TrimStart('@') + "ByKey", "valuesByKey");
        var all = found.FreeName("command", "allCommand");
        var reader = found.FreeName("reader", "rows");
        var hit = found.FreeName("existing", "hit", "found");
        var keyName = call.NameOf(key.Type);
        var (wait, async, configure) = call.IsAsync ? ("await ", "Async", call.ConfigureAwait) : ("", "", "");
        var token = string.Join(", ", found.Syntax.ArgumentList.Arguments.Select(argument => argument.ToString()));
        var outer = CodeText.IndentationOf(call.Loop);
        var lines = string.Join(CodeText.LineBreakOf(call.Loop) + outer, new[]
        {
            $"var {keys} = {key.AllOf(call.Loop, keyName)}.ToArray();",
            $"var {byKey} = new {call.NameOf("System.Collections.Generic", "Dictionary")}<{keyName}, object>();",
            $"if ({keys}.Length > 0)",
            "{",
            $"    {wait}using var {all} = {made};",
            $"    {all}.Parameters.AddWithValue(\"{keys}\", {keys});",
            $"    {wait}using var {reader} = {wait}{all}.ExecuteReader{async}({token}){configure};",
            $"    while ({wait}{reader}.Read{async}({token}){configure})",
            $"        {byKey}.Add({reader}.GetFieldValue<{keyName}>(0), {reader}.GetValue(1));",
            "}",
            "",
        });
        return
        [
            new(new TextSpan(call.Loop.SpanStart, 0), lines),
            new(LineOf(declaration), ""),
            new(LineOf(added), ""),
            new(call.Whole.Span, $"({key.Test(byKey + ".TryGetValue(", $", out var {hit})", "")} ? {hit} : null)"),
        ];
    }

    // using var cmd = new NpgsqlCommand("...", connection);
    private static (LocalDeclarationStatementSyntax Statement, ObjectCreationExpressionSyntax Creation)? Declaration(ILocalSymbol command, SyntaxList<StatementSyntax> statements)
    {
        foreach (var statement in statements)
        {
            if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } declaration && variables[0].Identifier.ValueText == command.Name)
                return variables[0].Initializer?.Value is ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments.Count: > 1 } creation ? (declaration, creation) : null;
        }

        return null;
    }

    // cmd.Parameters.AddWithValue("id", item.Id);
    private static (StatementSyntax Statement, string Name, ExpressionSyntax Value)? Parameter(ILocalSymbol command, SyntaxList<StatementSyntax> statements, SemanticModel model)
    {
        foreach (var statement in statements)
        {
            if (statement is ExpressionStatementSyntax
                {
                    Expression: InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddWithValue", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters", Expression: IdentifierNameSyntax owner } },
                        ArgumentList.Arguments: { Count: 2 } arguments,
                    },
                }
                && owner.Identifier.ValueText == command.Name && model.GetConstantValue(arguments[0].Expression) is { HasValue: true, Value: string name })
            {
                return (statement, name.TrimStart('@', ':'), arguments[1].Expression);
            }
        }

        return null;
    }

    private static int Mentions(ILocalSymbol command, ForEachStatementSyntax loop, SemanticModel model) =>
        loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>().Count(name => name.Identifier.ValueText == command.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, command));

    private static bool HasOwnLines(StatementSyntax statement) => statement.SyntaxTree.GetText().ToString(LineOf(statement)).Trim() == statement.ToString();

    private static TextSpan LineOf(StatementSyntax statement)
    {
        var text = statement.SyntaxTree.GetText();
        var (first, last) = (text.Lines.GetLineFromPosition(statement.SpanStart), text.Lines.GetLineFromPosition(statement.Span.End));
        return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
    }
}
