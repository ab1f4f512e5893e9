using LifeOps.PostgreSql.Naming;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>
/// LDB6002: a table named in the singular where tables are named in the plural (or the other way round). Nouns without a plural and
/// collective ones (history, data, log) fit both.
/// </summary>
public sealed class TableNameNumber : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TableNameNumber;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        if (context.Options.TableNaming == TableNaming.Any)
            return;
        foreach (var table in NamedTables.Of(context))
        {
            // A name that says nothing, or that the server has cut, has other troubles (LDB6006, LDB6005).
            var word = NameWords.Last(table.Name);
            if (word.Length == 0 || MeaninglessName.IsTable(table.Name) || SqlIdentifier.ByteCount(table.Name) >= SqlIdentifier.MaxBytes)
                continue;
            if (context.Options.TableNaming == TableNaming.Plural && !EnglishNouns.IsPlural(word))
                context.Report(Rule, table.NameLocation, ValueList.Of(table.Name, "plural"));
            else if (context.Options.TableNaming == TableNaming.Singular && EnglishNouns.HasSingular(word))
                context.Report(Rule, table.NameLocation, ValueList.Of(table.Name, "singular"));
        }
    }
}
