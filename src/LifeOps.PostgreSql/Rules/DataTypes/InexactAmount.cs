using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Naming;
using LifeOps.PostgreSql.Rules.Naming;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>
/// LDB2023: money, and real or double precision where the name says an amount of money. A measurement (weight, temperature, a price
/// index) may be a floating-point number.
/// </summary>
public sealed class InexactAmount : IStatementRule
{
    /// <summary>What is counted in a currency, in the singular.</summary>
    private static readonly HashSet<string> MoneyWords = new(StringComparer.Ordinal)
    {
        "amount", "balance", "budget", "commission", "cost", "debt", "deposit", "expense", "fee", "fine", "income", "invoice", "payment", "payout",
        "price", "profit", "refund", "rent", "revenue", "salary", "subtotal", "surcharge", "tariff", "tax", "tip", "toll", "turnover", "vat", "wage",
    };

    private static readonly HashSet<string> Currencies = new(StringComparer.Ordinal)
    {
        "eur", "usd", "gbp", "chf", "jpy", "sek", "nok", "dkk", "pln", "czk", "cad", "aud", "cny", "inr", "euro", "dollar",
    };

    /// <summary>Words that are amounts where the table has a currency beside them.</summary>
    private static readonly HashSet<string> AmountWords = new(StringComparer.Ordinal) { "total", "value", "sum", "discount", "net", "gross" };

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.InexactAmount;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var use in context.TypeUses)
        {
            var isMoney = use.IsBuiltIn("money");
            if (!isMoney && !(use.IsBuiltIn("float4") || use.IsBuiltIn("float8")) || use.Kind == TypeUseKind.Cast)
                continue;
            if (isMoney || (NameOf(use) is { } name && IsAmount(name, use)))
                context.Report(Rule, use.ElementSpan, ValueList.Of(use.Subject, use.Written), EditsOf(context, use));
        }
    }

    private static string? NameOf(TypeUse use) => use.Place.Node switch
    {
        ColumnDef { ColName.IsMissing: false } column => column.ColName.Value,
        ColumnDef when use.Place.Parent?.Node is AlterTableCmd command => command.Name.Value,
        CreateDomainStmt { DomainName: { IsEmpty: false } name } => name[name.Count - 1].Value,
        FunctionParameter parameter => parameter.Name.Value,
        _ => null,
    };

    private static bool IsAmount(string name, TypeUse use)
    {
        var words = NameWords.Split(name);
        if (words.Count == 0)
            return false;
        var last = EnglishNouns.Singularize(words[words.Count - 1]);
        if (MoneyWords.Contains(last) || AmountWords.Contains(last) && HasCurrency(use))
            return true;

        // price_eur, total_usd: the currency is the unit.
        if (!Currencies.Contains(last))
            return false;
        for (var i = 0; i < words.Count - 1; i++)
        {
            if (MoneyWords.Contains(words[i]) || AmountWords.Contains(words[i]))
                return true;
        }

        return false;
    }

    private static bool HasCurrency(TypeUse use)
    {
        if (use.Place.Parent?.Node is not CreateStmt table)
            return false;
        foreach (var element in table.TableElts)
        {
            if (element is ColumnDef { ColName.Value: { } name } && NameWords.Split(name) is { Count: > 0 } words && words[0] == "currency")
                return true;
        }

        return false;
    }

    private static ValueList<FindingEdit> EditsOf(StatementContext context, TypeUse use)
    {
        // The body of a function depends on the types of its parameters and result.
        if (use.Kind is TypeUseKind.Parameter or TypeUseKind.Result || use.ChangeTo("numeric") is not { } change)
            return default;
        var edits = new List<FindingEdit> { change };
        foreach (var cast in use.CastsInDefault(context.TypeUses))
        {
            if (cast.ChangeTo("numeric") is not { } castChange)
                return default;
            edits.Add(castChange);
        }

        return new(edits.ToArray());
    }
}
