namespace LifeOps.PostgreSql.Syntax;

/// <summary>The XML functions, and XMLTABLE.</summary>
internal sealed partial class Parser
{
    private XmlExpr ParseXmlElement(int start)
    {
        Expect(TokenKind.NameKeyword);
        var name = ParseColLabel();
        ValueList<ResTarget> attributes = default;
        ValueList<Expression> content = default;
        if (Accept(TokenKind.Comma))
        {
            if (Current == TokenKind.XmlattributesKeyword && Peek() == TokenKind.OpenParen)
            {
                _position += 2;
                attributes = ParseXmlAttributeList();
                Expect(TokenKind.CloseParen);
                if (Accept(TokenKind.Comma))
                    content = ParseExprList();
            }
            else
            {
                content = ParseExprList();
            }
        }

        Expect(TokenKind.CloseParen);
        return new XmlExpr(XmlExprOp.IsXmlElement, name, attributes, content, isDocument: false, SpanFrom(start));
    }

    /// <summary>gram.y: xml_attribute_list.</summary>
    private ValueList<ResTarget> ParseXmlAttributeList()
    {
        var attributes = NewList<ResTarget>();
        do
        {
            var start = Start;
            var value = ParseExpr();
            var name = Accept(TokenKind.AsKeyword) ? ParseColLabel() : default;
            attributes.Add(new ResTarget(name, default, value, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        return attributes.ToValueList();
    }

    private FuncCall ParseXmlExists(SqlToken keyword)
    {
        var path = ParseCExpr();
        var document = ParseXmlPassing();
        return SqlFunction("xmlexists", keyword, new([path, document]));
    }

    /// <summary>gram.y: xmlexists_argument.</summary>
    private Expression ParseXmlPassing()
    {
        Expect(TokenKind.PassingKeyword);
        AcceptXmlPassingMechanism();
        var document = ParseCExpr();
        AcceptXmlPassingMechanism();
        return document;
    }

    /// <summary>gram.y: xml_passing_mech: BY REF or BY VALUE, which mean nothing.</summary>
    private void AcceptXmlPassingMechanism()
    {
        if (!Accept(TokenKind.ByKeyword))
            return;
        if (Current is TokenKind.RefKeyword or TokenKind.ValueKeyword)
            _position++;
        else
            ErrorHere();
    }

    private XmlExpr ParseXmlForest(int start)
    {
        var elements = ParseXmlAttributeList();
        Expect(TokenKind.CloseParen);
        return new XmlExpr(XmlExprOp.IsXmlForest, default, elements, default, isDocument: false, SpanFrom(start));
    }

    private XmlExpr ParseXmlParse(int start)
    {
        var isDocument = ParseDocumentOrContent();
        var text = ParseExpr();
        if (Current is TokenKind.PreserveKeyword or TokenKind.StripKeyword)
        {
            _position++;
            Expect(TokenKind.WhitespaceKeyword);
        }

        Expect(TokenKind.CloseParen);
        return new XmlExpr(XmlExprOp.IsXmlParse, default, default, new([text]), isDocument, SpanFrom(start));
    }

    /// <summary>gram.y: document_or_content; whether DOCUMENT.</summary>
    private bool ParseDocumentOrContent()
    {
        if (Accept(TokenKind.DocumentKeyword))
            return true;
        Expect(TokenKind.ContentKeyword);
        return false;
    }

    private XmlExpr ParseXmlPi(int start)
    {
        Expect(TokenKind.NameKeyword);
        var name = ParseColLabel();
        ValueList<Expression> content = Accept(TokenKind.Comma) ? new([ParseExpr()]) : default;
        Expect(TokenKind.CloseParen);
        return new XmlExpr(XmlExprOp.IsXmlPi, name, default, content, isDocument: false, SpanFrom(start));
    }

    private XmlExpr ParseXmlRoot(int start)
    {
        var xml = ParseExpr();
        Expect(TokenKind.Comma);
        Expect(TokenKind.VersionKeyword);
        var version = Current == TokenKind.NoKeyword && Peek() == TokenKind.ValueKeyword ? ParseNoValue() : ParseExpr();
        if (Accept(TokenKind.Comma))
        {
            Expect(TokenKind.StandaloneKeyword);
            if (Accept(TokenKind.NoKeyword))
                Accept(TokenKind.ValueKeyword);
            else
                Expect(TokenKind.YesKeyword);
        }

        Expect(TokenKind.CloseParen);
        return new XmlExpr(XmlExprOp.IsXmlRoot, default, default, new([xml, version]), isDocument: false, SpanFrom(start));
    }

    private A_Const ParseNoValue()
    {
        var start = Start;
        _position += 2;
        return A_Const.Implied(ConstantKind.Null, "", TokenKind.NullKeyword, start);
    }

    private XmlSerialize ParseXmlSerialize(int start)
    {
        var isDocument = ParseDocumentOrContent();
        var value = ParseExpr();
        Expect(TokenKind.AsKeyword);
        var type = ParseSimpleTypename();
        var indent = Accept(TokenKind.IndentKeyword);
        if (!indent && Accept(TokenKind.NoKeyword))
            Expect(TokenKind.IndentKeyword);
        Expect(TokenKind.CloseParen);
        return new XmlSerialize(isDocument, value, type, indent, SpanFrom(start));
    }

    /// <summary>XMLTABLE (gram.y: xmltable), without its alias.</summary>
    private void ParseXmlTable(
        out ValueList<ResTarget> namespaces, out Expression row, out Expression document, out ValueList<RangeTableFuncCol> columns)
    {
        _position++;
        Expect(TokenKind.OpenParen);
        namespaces = default;
        if (Current == TokenKind.XmlnamespacesKeyword && Peek() == TokenKind.OpenParen)
        {
            _position += 2;
            namespaces = ParseXmlNamespaceList();
            Expect(TokenKind.CloseParen);
            Expect(TokenKind.Comma);
        }

        row = ParseCExpr();
        document = ParseXmlPassing();
        Expect(TokenKind.ColumnsKeyword);
        var list = NewList<RangeTableFuncCol>();
        do
        {
            list.Add(ParseXmlTableColumn());
        }
        while (Accept(TokenKind.Comma));
        columns = list.ToValueList();
        Expect(TokenKind.CloseParen);
    }

    /// <summary>gram.y: xml_namespace_list.</summary>
    private ValueList<ResTarget> ParseXmlNamespaceList()
    {
        var list = NewList<ResTarget>();
        do
        {
            var start = Start;
            var isDefault = Accept(TokenKind.DefaultKeyword);
            var value = ParseBExpr();
            Identifier name = default;
            if (!isDefault && Expect(TokenKind.AsKeyword))
                name = ParseColLabel();
            list.Add(new ResTarget(name, default, value, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        return list.ToValueList();
    }

    /// <summary>gram.y: xmltable_column_el.</summary>
    private RangeTableFuncCol ParseXmlTableColumn()
    {
        var start = Start;
        var name = ParseColId();
        if (Current == TokenKind.ForKeyword)
        {
            _position++;
            Expect(TokenKind.OrdinalityKeyword);
            return new RangeTableFuncCol(name, null, forOrdinality: true, isNotNull: false, null, null, SpanFrom(start));
        }

        var type = ParseTypename();
        Expression? path = null;
        Expression? defaultValue = null;
        var nullability = 0;
        while (true)
        {
            var option = _tokens[_position];
            switch (option.Kind)
            {
                case TokenKind.DefaultKeyword:
                    _position++;
                    var value = ParseBExpr();
                    if (defaultValue is not null)
                        Error(option.Span, "only one DEFAULT value is allowed");
                    defaultValue = value;
                    continue;
                case TokenKind.PathKeyword:
                    _position++;
                    value = ParseBExpr();
                    if (path is not null)
                        Error(option.Span, "only one PATH value per column is allowed");
                    path = value;
                    continue;
                case TokenKind.NotKeyword:
                case TokenKind.NullKeyword:
                    var isNotNull = Accept(TokenKind.NotKeyword);
                    Expect(TokenKind.NullKeyword);
                    if (nullability != 0)
                        Error(option.Span, "conflicting or redundant NULL / NOT NULL declarations for column \"" + name.Value + "\"");
                    nullability = isNotNull ? 1 : 2;
                    continue;
                case TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier:
                    var word = TakeName();
                    ParseBExpr();
                    Error(option.Span, word.Value == "__pg__is_not_null" ? "option name \"__pg__is_not_null\" cannot be used in XMLTABLE" : "unrecognized column option \"" + word.Value + "\"");
                    continue;
            }

            return new RangeTableFuncCol(name, type, forOrdinality: false, nullability == 1, path, defaultValue, SpanFrom(start));
        }
    }
}
