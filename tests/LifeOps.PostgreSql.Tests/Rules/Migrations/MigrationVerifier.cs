using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

/// <summary>Checks what one rule says about a migration; expected places stand in the text as <c>[|...|]</c>.</summary>
internal sealed class MigrationVerifier(Rule rule, string? schema = null, RuleOptions? options = null, CodeReferences? code = null)
{
    /// <summary>The rule's findings in a file are exactly the marked ones.</summary>
    public IReadOnlyList<SqlFinding> Finds(string markup, string path = "db/changes.sql")
    {
        var (text, expected) = Parse(markup);
        var script = SqlParser.Parse(text);
        Assert.Empty(script.Diagnostics);
        var migration = MigrationTool.Read(path, script, (options ?? RuleOptions.Default).MigrationTransaction);
        var findings = migration is null
            ? []
            : SqlRules.CheckMigration(migration, options ?? RuleOptions.Default, schema is null ? null : SchemaBuilder.Build(schema), code).Where(finding => finding.Rule == rule).ToList();
        Assert.Equal(expected.Select(span => $"{span} {span.Of(text)}"), findings.Select(finding => $"{finding.Span} {finding.Span.Of(text)}"));
        return findings;
    }

    /// <summary>The file after all edits of the rule, which has nothing more to say about it.</summary>
    public void Fixes(string markup, string expected)
    {
        var findings = Finds(markup);
        var text = Parse(markup).Text;
        foreach (var edit in findings.SelectMany(finding => finding.Edits).Distinct().OrderByDescending(edit => edit.Span.Start))
            text = text[..edit.Span.Start] + edit.NewText + text[edit.Span.End..];
        Assert.Equal(expected, text);
        Finds(text);
    }

    private static (string Text, IReadOnlyList<TextSpan> Spans) Parse(string markup)
    {
        var text = "";
        var spans = new List<TextSpan>();
        foreach (var piece in markup.Split("[|"))
        {
            if (piece.Split("|]") is [var marked, var rest])
            {
                spans.Add(new(text.Length, marked.Length));
                text += marked + rest;
            }
            else
            {
                text += piece;
            }
        }

        return (text, spans);
    }
}
