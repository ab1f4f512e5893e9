using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules;

/// <summary>Checks what one rule says about SQL; expected places stand in the text as <c>[|...|]</c>.</summary>
internal static class RuleVerifier
{
    public const string File = "app.schema.sql";

    /// <summary>The rule's findings in statements are exactly the marked ones. The text may have the placeholders of C# libraries.</summary>
    public static IReadOnlyList<SqlFinding> Statements(Rule rule, string markup, string? schema = null, RuleOptions? options = null, SqlPurpose purpose = SqlPurpose.DataCode)
    {
        var (text, expected) = Parse(markup);
        var script = SqlParser.Parse(text, new SqlParseOptions { Placeholders = PlaceholderStyles.At });
        Assert.Empty(script.Diagnostics);
        var findings = SqlRules.Check(script, options ?? RuleOptions.Default, schema is null ? null : Fold(schema).Schema, purpose);
        return Verify(rule, text, expected, findings);
    }

    /// <summary>The rule's findings in a schema file are exactly the marked ones.</summary>
    public static IReadOnlyList<SqlFinding> Schema(Rule rule, string markup, RuleOptions? options = null)
    {
        var (text, expected) = Parse(markup);
        var (schema, script) = Fold(text);
        Assert.Empty(schema.Problems);
        var findings = SqlRules.CheckSchema([new SchemaScript(File, script)], schema, options ?? RuleOptions.Default);
        Assert.All(findings, finding => Assert.Equal(File, finding.File));
        return Verify(rule, text, expected, findings);
    }

    /// <summary>Statements with all edits of the rule applied.</summary>
    public static void Fix(Rule rule, string markup, string expected, string? schema = null)
    {
        var findings = Statements(rule, markup, schema);
        Assert.Equal(expected, Apply(Parse(markup).Text, findings));
    }

    /// <summary>A schema file with all edits of the rule applied.</summary>
    public static void FixSchema(Rule rule, string markup, string expected, RuleOptions? options = null)
    {
        var findings = Schema(rule, markup, options);
        Assert.Equal(expected, Apply(Parse(markup).Text, findings));
    }

    private static IReadOnlyList<SqlFinding> Verify(Rule rule, string text, IReadOnlyList<TextSpan> expected, IReadOnlyList<SqlFinding> all)
    {
        var findings = all.Where(finding => finding.Rule == rule).ToList();
        Assert.Equal(expected.Select(span => $"{span} {span.Of(text)}"), findings.Select(finding => $"{finding.Span} {finding.Span.Of(text)}"));
        return findings;
    }

    private static (DatabaseSchema Schema, SqlScript Script) Fold(string text) =>
        (SchemaBuilder.Build([(File, text)]), SqlParser.Parse(text));

    private static string Apply(string text, IReadOnlyList<SqlFinding> findings)
    {
        foreach (var edit in findings.SelectMany(finding => finding.Edits).Distinct().OrderByDescending(edit => edit.Span.Start))
            text = text[..edit.Span.Start] + edit.NewText + text[edit.Span.End..];
        return text;
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
