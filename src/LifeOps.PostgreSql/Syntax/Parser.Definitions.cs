namespace LifeOps.PostgreSql.Syntax;

/// <summary>Lists of options in parentheses (gram.y: definition, reloptions).</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: definition: <c>(a = b, c)</c>.</summary>
    private ValueList<DefElem> ParseDefinition()
    {
        Expect(TokenKind.OpenParen);
        var options = NewList<DefElem>();
        do
        {
            var start = Start;
            var name = ParseColLabel();
            var value = Accept(TokenKind.Equals) ? ParseDefArg() : null;
            options.Add(new DefElem(default, name, value, DefElemAction.Unspecified, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return options.ToValueList();
    }

    /// <summary>gram.y: reloptions: <c>(ns.a = b, c)</c>.</summary>
    private ValueList<DefElem> ParseReloptions()
    {
        Expect(TokenKind.OpenParen);
        var options = NewList<DefElem>();
        do
        {
            var start = Start;
            Identifier nameSpace = default;
            var name = ParseColLabel();
            if (Accept(TokenKind.Dot))
            {
                nameSpace = name;
                name = ParseColLabel();
            }

            var value = Accept(TokenKind.Equals) ? ParseDefArg() : null;
            options.Add(new DefElem(nameSpace, name, value, DefElemAction.Unspecified, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return options.ToValueList();
    }

    /// <summary>
    /// gram.y: def_arg: a type (also any plain name), a reserved word or NONE as <see cref="StringValue"/>, an operator as
    /// <see cref="QualifiedName"/>, a number or a string as <see cref="A_Const"/>.
    /// </summary>
    private SqlNode ParseDefArg()
    {
        var kind = Current;
        if (IsSconst(kind))
            return TakeConst(ConstantKind.String);
        if (kind is TokenKind.IntegerLiteral or TokenKind.NumericLiteral)
            return ParseNumericOnly();
        if (kind is TokenKind.Plus or TokenKind.Minus && Peek() is TokenKind.IntegerLiteral or TokenKind.NumericLiteral)
            return ParseNumericOnly();

        var start = Start;
        if (kind == TokenKind.NoneKeyword || KeywordTable.Category(kind) == KeywordCategory.Reserved)
            return new StringValue(TakeName(), SpanFrom(start));
        if ((kind == TokenKind.OperatorKeyword && Peek() == TokenKind.OpenParen) || OperatorText(_tokens[_position]) is not null)
        {
            var operatorName = ParseQualAllOp();
            return new QualifiedName(operatorName, SpanFrom(start));
        }

        return ParseFuncType();
    }
}
