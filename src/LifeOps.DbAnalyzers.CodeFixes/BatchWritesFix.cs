using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: an INSERT, UPDATE or DELETE per element (Dapper's Execute, or a command that is made or reused in the loop) becomes an
/// NpgsqlBatch that is filled in the loop and sent once behind it.
/// </summary>
/// <remarks>
/// Only inside a transaction that the method itself begins: a failure in the middle undoes all commands before and behind the fix. The
/// loop does nothing but prepare the command, and no handler between it and the transaction swallows a failure.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BatchWritesFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Collect the commands in an NpgsqlBatch")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (found.Call.Kind != DataAccessKind.NonQuery || found.Call.Library == DataAccessLibrary.EfCore
            || LoopCall.FindWrite(found.Model, found.Symbols, found.Invocation, found.Syntax, cancellationToken) is not { } call
            || call.Whole.Parent is not ExpressionStatementSyntax statement || !OnlyPrepares(call.Loop, statement) || !ComputesOnly(call.Loop, found.Syntax)
            || ConnectionOf(found) is not { } connection || !call.OutlivesLoop(connection)
            || found.Model.GetTypeInfo(connection).Type is not INamedTypeSymbol { Name: "NpgsqlConnection", ContainingNamespace.Name: "Npgsql" }
            || OpenTransaction.Around(call.Loop, connection, found.Model) is not { Name: var transaction } || !AreSingleStatements(found, cancellationToken))
        {
            return null;
        }

        var batch = found.FreeName("batch", "commands");
        var command = found.FreeName("command", "batchCommand");
        var lines = found.Call.Library == DataAccessLibrary.Dapper
            ? DapperLines(found, call, command, transaction, cancellationToken)
            : CommandLines(found, call, command);
        if (lines is null)
            return null;

        var lineBreak = CodeText.LineBreakOf(call.Loop);
        var outer = CodeText.IndentationOf(call.Loop);
        var inner = CodeText.IndentationOf(statement);
        var prefix = call.IsAsync ? "await using" : "using";
        lines.Add($"{batch}.BatchCommands.Add({command});");
        var added = string.Join(lineBreak + inner, lines);
        if (statement.Parent is not BlockSyntax)
            added = "{" + lineBreak + inner + "    " + string.Join(lineBreak + inner + "    ", lines) + lineBreak + inner + "}";
        var token = TokenOf(found);
        var execute = call.IsAsync ? $"await {batch}.ExecuteNonQueryAsync({token}){call.ConfigureAwait};" : $"{batch}.ExecuteNonQuery();";
        return
        [
            new(new TextSpan(call.Loop.SpanStart, 0), $"{prefix} var {batch} = new {call.NameOf("Npgsql", "NpgsqlBatch")}({connection}, {transaction});" + lineBreak + outer),
            new(statement.Span, added),
            new(new TextSpan(call.Loop.Span.End, 0), lineBreak + outer + $"if ({batch}.BatchCommands.Count > 0)" + lineBreak + outer + "    " + execute),
        ];
    }

    // A command of a batch holds one statement: the server takes each by itself.
    private static bool AreSingleStatements(FoundCall found, CancellationToken cancellationToken)
    {
        var reader = new SqlTextReader(found.Model.Compilation);
        foreach (var sql in found.Call.SqlTexts)
        {
            var texts = reader.Read(sql, cancellationToken);
            if (texts.IsEmpty || texts.Any(text => text.Parse(cancellationToken) is not { Diagnostics.IsEmpty: true, Statements.Count: 1 }))
                return false;
        }

        return !found.Call.SqlTexts.IsEmpty;
    }

    private static string TokenOf(FoundCall found) =>
        found.Call.Library == DataAccessLibrary.AdoNet ? string.Join(", ", found.Syntax.ArgumentList.Arguments.Select(argument => argument.ToString())) : "";

    private static List<string>? DapperLines(FoundCall found, LoopCall call, string command, string transaction, CancellationToken cancellationToken)
    {
        // The text, the values and the transaction; anything else (a timeout, another kind of command) is not for a batch.
        if (found.Call is not { RunsOncePerParameter: false, Sql: { } sql } || found.ReadSql(cancellationToken) is null || !call.OutlivesLoop(sql.Syntax)
            || found.Invocation.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Name is not ("cnn" or "sql" or "param" or "transaction"))
            || found.Invocation.Arguments.GivenArgumentOf("transaction") is not { } given || given.Syntax.ToString() != transaction)
        {
            return null;
        }

        var lines = new List<string> { $"var {command} = new {call.NameOf("Npgsql", "NpgsqlBatchCommand")}({sql.Syntax});" };
        if (found.Call.Parameters is null)
            return null;
        if (found.Call.Parameters.WithoutConversions().Syntax is not AnonymousObjectCreationExpressionSyntax { Initializers: var members })
            return null;
        foreach (var member in members)
        {
            var name = member.NameEquals?.Name.Identifier.ValueText ?? (member.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? (member.Expression as IdentifierNameSyntax)?.Identifier.ValueText;
            if (name is null || found.Model.GetTypeInfo(member.Expression).Type is not { } type || !IsSentAlike(type, out var mayBeNull))
                return null;
            var cast = found.Model.GetNullableContext(found.Syntax.SpanStart).AnnotationsEnabled() ? "(object?)" : "(object)";
            var value = member.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or LiteralExpressionSyntax ? member.Expression.ToString() : "(" + member.Expression + ")";
            lines.Add($"{command}.Parameters.AddWithValue(\"{name}\", {(mayBeNull ? $"{cast}{value} ?? {call.NameOf("System", "DBNull")}.Value" : value)});");
        }

        return lines;
    }

    // Types that Dapper and Npgsql's own mapping send in the same way.
    private static bool IsSentAlike(ITypeSymbol type, out bool mayBeNull)
    {
        mayBeNull = type.IsReferenceType;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            mayBeNull = true;
            type = nullable.TypeArguments[0];
        }

        return type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal
                or SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_String
            || type is { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
    }

    private static List<string>? CommandLines(FoundCall found, LoopCall call, string command)
    {
        if (found.Call.Command?.WithoutConversions() is not ILocalReferenceOperation { Local: { Type: { Name: "NpgsqlCommand" } } local })
            return null;

        // A batch has a timeout and kinds of its own.
        var member = found.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member is null || member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            (assignment.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText is "CommandTimeout" or "CommandType" || assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "CommandTimeout" or "CommandType" }))
        {
            return null;
        }

        var parameter = found.FreeName("parameter", "sent");
        return
        [
            $"var {command} = new {call.NameOf("Npgsql", "NpgsqlBatchCommand")}({local.Name}.CommandText);",
            $"foreach ({call.NameOf("Npgsql", "NpgsqlParameter")} {parameter} in {local.Name}.Parameters)",
            $"    {command}.Parameters.Add({parameter}.Clone());",
        ];
    }

    // Declarations, settings of the command and its parameters, and the call itself; nothing that could fail before an earlier command would.
    private static bool OnlyPrepares(ForEachStatementSyntax loop, ExpressionStatementSyntax call)
    {
        if (loop.Statement == call)
            return true;
        if (loop.Statement is not BlockSyntax { Statements: var statements } || statements.Last() != call)
            return false;
        foreach (var statement in statements)
        {
            var isPreparation = statement == call || statement is LocalDeclarationStatementSyntax
                || statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" or "CommandText" or "NpgsqlValue" or "TypedValue" } } }
                || statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddWithValue" or "Add" or "Clear", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters" } } } };
            if (!isPreparation || statement.DescendantNodes().Any(node => node is AwaitExpressionSyntax && !call.Span.Contains(node.Span)))
                return false;
        }

        return true;
    }

    private static bool ComputesOnly(ForEachStatementSyntax loop, InvocationExpressionSyntax call)
    {
        foreach (var node in loop.Statement.DescendantNodes(node => node != call.Expression))
        {
            switch (node)
            {
                case InvocationExpressionSyntax invocation when invocation != call && !IsHarmless(invocation, call):
                case PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
                case CastExpressionSyntax { Type: not (PredefinedTypeSyntax or NullableTypeSyntax { ElementType: PredefinedTypeSyntax }) }:
                case ThrowExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression or (int)SyntaxKind.ModuloExpression }:
                case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } used when used.Declaration.Variables.Any(variable => variable.Initializer?.Value is not ObjectCreationExpressionSyntax { Type: var type } || type.ToString() is not ("NpgsqlCommand" or "Npgsql.NpgsqlCommand")):
                    return false;
            }
        }

        return true;
    }

    private static bool IsHarmless(InvocationExpressionSyntax invocation, InvocationExpressionSyntax call) =>
        invocation.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured && configured.Expression == call
        || invocation.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddWithValue" or "Add" or "Clear", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters" } }
        || invocation.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" }
        || invocation is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "NewGuid" or "ToUniversalTime" }, ArgumentList.Arguments.Count: 0 };

    private static ExpressionSyntax? ConnectionOf(FoundCall found)
    {
        if (found.Call.Library == DataAccessLibrary.Dapper)
            return (found.Syntax.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (found.Call.Command?.WithoutConversions() is not ILocalReferenceOperation { Local: { } command })
            return null;
        foreach (var value in found.Symbols.Flow.FactsOf(found.Invocation).ValuesOf(command))
        {
            if (value.WithoutConversions() is IObjectCreationOperation creation)
                return creation.Arguments.GivenArgumentOf("connection")?.Syntax as ExpressionSyntax;
        }

        return null;
    }
}
