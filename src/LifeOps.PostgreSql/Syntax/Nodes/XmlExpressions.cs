namespace LifeOps.PostgreSql.Syntax;

/// <summary>PostgreSQL: XmlExprOp.</summary>
public enum XmlExprOp : byte
{
    IsXmlConcat,
    IsXmlElement,
    IsXmlForest,
    IsXmlParse,
    IsXmlPi,
    IsXmlRoot,
    IsDocument,
}

/// <summary>The XML functions with a syntax of their own, and IS DOCUMENT (PostgreSQL: XmlExpr).</summary>
/// <param name="name">Of XMLELEMENT and XMLPI.</param>
/// <param name="namedArgs">XMLATTRIBUTES, or the elements of XMLFOREST.</param>
/// <param name="isDocument">DOCUMENT, as opposed to CONTENT, of XMLPARSE.</param>
public sealed class XmlExpr(XmlExprOp op, Identifier name, ValueList<ResTarget> namedArgs, ValueList<Expression> args, bool isDocument, TextSpan span) : Expression(span)
{
    public XmlExprOp Op { get; } = op;

    public Identifier Name { get; } = name;

    public ValueList<ResTarget> NamedArgs { get; } = namedArgs;

    public ValueList<Expression> Args { get; } = args;

    public bool IsDocument { get; } = isDocument;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(NamedArgs);
        children.Add(Args);
    }
}

/// <summary>XMLSERIALIZE (PostgreSQL: XmlSerialize).</summary>
public sealed class XmlSerialize(bool isDocument, Expression expr, TypeName typeName, bool indent, TextSpan span) : Expression(span)
{
    /// <summary>DOCUMENT, as opposed to CONTENT.</summary>
    public bool IsDocument { get; } = isDocument;

    public Expression Expr { get; } = expr;

    public TypeName TypeName { get; } = typeName;

    public bool Indent { get; } = indent;

    public override int MinimumVersion => Indent ? 16 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Expr);
        children.Add(TypeName);
    }
}
