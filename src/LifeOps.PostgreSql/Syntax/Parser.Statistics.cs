namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE STATISTICS and ALTER STATISTICS.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE STATISTICS, at STATISTICS (gram.y: CreateStatsStmt).</summary>
    private CreateStatsStmt ParseCreateStatistics(int start)
    {
        Take();
        var ifNotExists = ParseIfNotExists();
        var name = !ifNotExists && Current is TokenKind.OnKeyword or TokenKind.OpenParen ? default : ParseAnyName();
        var types = ParseOptColumnList();
        Expect(TokenKind.OnKeyword);
        var elements = NewList<StatsElem>();
        do
        {
            var elementStart = Start;
            ParseIndexedExpression(out var column, out var expression);
            elements.Add(new StatsElem(column, expression, SpanFrom(elementStart)));
        }
        while (Accept(TokenKind.Comma));
        var list = elements.ToValueList();
        Expect(TokenKind.FromKeyword);
        var relations = ParseFromList();
        return new CreateStatsStmt(name, types, list, relations, ifNotExists, SpanFrom(start));
    }

    /// <summary>ALTER STATISTICS, at STATISTICS (gram.y: AlterStatsStmt, and the actions that all objects have).</summary>
    private Statement ParseAlterStatistics(int start)
    {
        Take();
        var missingOk = ParseIfExists();
        var name = ParseAnyNameNode();
        if (!missingOk && (Current != TokenKind.SetKeyword || Peek() == TokenKind.SchemaKeyword))
            return ParseAlterNamedObject(start, ObjectType.StatisticsExtended, name, AlterActions.All);

        Expect(TokenKind.SetKeyword);
        Expect(TokenKind.StatisticsKeyword);
        int? target = Accept(TokenKind.DefaultKeyword) ? null : ParseSignedIconst().IntegerValue;
        return new AlterStatsStmt(name.Names, target, missingOk, SpanFrom(start));
    }
}
