using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

public class LexerTests
{
    private static string Kinds(string text, SqlParseOptions? options = null) =>
        string.Join(' ', SqlParser.Tokenize(text, options ?? SqlParseOptions.Default).Select(token => token.Kind == TokenKind.EndOfFile ? "." : token.Span.Of(text)));

    private static (string Message, int Start) Error(string text)
    {
        var diagnostic = Assert.Single(SqlParser.Parse(text).Diagnostics);
        return (diagnostic.Message, diagnostic.Span.Start);
    }

    [Theory]
    [InlineData("a=-1", "a = - 1 .")]
    [InlineData("a@-1", "a @- 1 .")]
    [InlineData("a<=-b", "a <= - b .")]
    [InlineData("a+/* c */b", "a + b .")]
    [InlineData("a||--c\nb", "a || b .")]
    [InlineData("a::b:=c=>d", "a :: b := c => d .")]
    [InlineData("1..10", "1 .. 10 .")]
    [InlineData(".5e-3", ".5e-3 .")]
    [InlineData("1.5.6", "1.5 .6 .")]
    [InlineData("x'1f' b'01'", "x'1f' b'01' .")]
    [InlineData("n'x'", "n 'x' .")]
    [InlineData("$a$ $b$ $a$", "$a$ $b$ $a$ .")]
    [InlineData("'a' -- c\n 'b'", "'a' -- c\n 'b' .")]
    [InlineData("'a' 'b'", "'a' 'b' .")]
    [InlineData("E'a\\'b'", "E'a\\'b' .")]
    [InlineData("/* a /* b */ c */ d", "d .")]
    [InlineData("grüße", "grüße .")]
    public void Text_IsCutAsTheServerCutsIt(string text, string tokens) => Assert.Equal(tokens, Kinds(text));

    [Theory]
    [InlineData("SELECT 'abc", "unterminated quoted string at or near \"'abc\"", 7)]
    [InlineData("SELECT \"abc", "unterminated quoted identifier at or near \"\"abc\"", 7)]
    [InlineData("SELECT \"\"", "zero-length delimited identifier at or near \"\"\"\"", 7)]
    [InlineData("SELECT $$abc", "unterminated dollar-quoted string at or near \"$$abc\"", 7)]
    [InlineData("SELECT /* abc", "unterminated /* comment at or near \"/* abc\"", 7)]
    [InlineData("SELECT 123abc", "trailing junk after numeric literal at or near \"123abc\"", 7)]
    [InlineData("SELECT 1e+", "trailing junk after numeric literal at or near \"1e+\"", 7)]
    [InlineData("SELECT 0x", "invalid hexadecimal integer at or near \"0x\"", 7)]
    [InlineData("SELECT 0xg", "trailing junk after numeric literal at or near \"0xg\"", 7)]
    [InlineData("SELECT $1a", "trailing junk after parameter at or near \"$1a\"", 7)]
    [InlineData("SELECT $99999999999", "parameter number too large at or near \"$99999999999\"", 7)]
    [InlineData("SELECT E'\\u00'", "invalid Unicode escape", 9)]
    [InlineData("SELECT E'\\ud800x'", "invalid Unicode surrogate pair at or near \"x\"", 15)]
    [InlineData("SELECT U&'\\zzzz'", "invalid Unicode escape", 10)]
    [InlineData("SELECT U&'a' UESCAPE 5", "UESCAPE must be followed by a simple string literal at or near \"5\"", 21)]
    [InlineData("SELECT U&'a' UESCAPE '+'", "invalid Unicode escape character at or near \"'+'\"", 21)]
    [InlineData("SELECT $foo", "syntax error at or near \"$\"", 7)]
    [InlineData("SELECT {a}", "syntax error at or near \"{\"", 7)]
    public void WhatTheScannerRefuses_IsReportedWithItsMessage(string text, string message, int start) => Assert.Equal((message, start), Error(text));

    [Fact]
    public void Keywords_AreFoundInAnyCase()
    {
        foreach (var (word, _, _) in KeywordTable.Keywords)
        {
            var lower = SqlParser.Tokenize(word, SqlParseOptions.Default)[0].Kind;
            Assert.Equal(word, KeywordTable.Word(lower));
            Assert.Equal(lower, SqlParser.Tokenize(word.ToUpperInvariant(), SqlParseOptions.Default)[0].Kind);
            Assert.Equal(TokenKind.Identifier, SqlParser.Tokenize(word + "_", SqlParseOptions.Default)[0].Kind);
        }
    }

    [Theory]
    [InlineData("a = @id", "a = @id .")]
    [InlineData("a=@id", "a = @id .")]
    [InlineData("a <@ b", "a <@ b .")]
    [InlineData("a @> b", "a @> b .")]
    [InlineData("a @@to_tsquery('x')", "a @@ to_tsquery ( 'x' ) .")]
    [InlineData("a = :id::text", "a = :id :: text .")]
    [InlineData("a[1:n]", "a [ 1 : n ] .")]
    [InlineData("{=id} {0}", "{=id} {0} .")]
    [InlineData("a = ? and b ? 'k'", "a = ? and b ? 'k' .")]
    [InlineData("a=?", "a = ? .")]
    [InlineData("a = ?id?", "a = ?id? .")]
    [InlineData("a ?| b", "a ?| b .")]
    public void Placeholders_AreFoundWhereTheyCannotBeOperators(string text, string tokens) =>
        Assert.Equal(tokens, Kinds(text, SqlParseOptions.Embedded));

    [Fact]
    public void PsqlLinesAndCopyData_AreNotForTheServer()
    {
        const string Dump = """
            \restrict abc
            SET x = 1;
            COPY t (a, b) FROM stdin;
            1	SELECT 'x
            2	\N
            \.

            \connect other
            SELECT 1;
            """;
        var script = SqlParser.Parse(Dump);
        Assert.Empty(script.Diagnostics);
        Assert.Equal(3, script.Statements.Count);
        Assert.Equal([@"\restrict abc", "1\tSELECT 'x\n2\t\\N\n\\.", @"\connect other"], script.ClientText.Select(span => span.Of(Dump).Replace("\r", "")));
    }
}
