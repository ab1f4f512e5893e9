using System;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using GeneratedKind = LifeOps.PostgreSql.Schema.GeneratedKind;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>Whether a column left out of an INSERT gets a value.</summary>
internal static class DefaultValue
{
    /// <summary>By an identity, a generation expression, or a default of the column, which stands before that of its domain.</summary>
    public static bool IsGiven(Column column, DomainFacts domain) => column switch
    {
        { Identity: not IdentityKind.None } or { Generated: not GeneratedKind.None } => true,
        { DefaultExpression: { } expression } => !IsNull(expression),
        _ => domain.HasDefault,
    };

    /// <summary>
    /// DEFAULT NULL, with a cast or without: the catalog keeps one where the server converts the NULL to a length or a domain, and it gives what
    /// no default gives.
    /// </summary>
    public static bool IsNull(string expression)
    {
        if (expression.IndexOf("null", StringComparison.OrdinalIgnoreCase) < 0)
            return false;
        if (SqlParser.Parse("SELECT " + expression).Statements is not { Count: 1 } statements || statements[0] is not { HasErrors: false } statement || statement.Stmt is not SelectStmt { TargetList: { Count: 1 } targets })
            return false;

        var value = targets[0].Val;
        while (value is TypeCast cast)
            value = cast.Arg;
        return value is A_Const { Kind: ConstantKind.Null };
    }
}
