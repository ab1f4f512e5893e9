using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>How a cursor is declared (PostgreSQL: CURSOR_OPT_...).</summary>
[Flags]
public enum CursorOptions
{
    None = 0,
    Binary = 1,
    Scroll = 2,
    NoScroll = 4,
    Insensitive = 8,
    Asensitive = 16,

    /// <summary>WITH HOLD.</summary>
    Hold = 32,
}

/// <summary>DECLARE CURSOR (PostgreSQL: DeclareCursorStmt).</summary>
public sealed class DeclareCursorStmt(Identifier portalname, CursorOptions options, Statement query, TextSpan span) : Statement(span)
{
    public Identifier Portalname { get; } = portalname;

    public CursorOptions Options { get; } = options;

    public Statement Query { get; } = query;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Query);
}

/// <summary>Which way FETCH and MOVE go.</summary>
public enum FetchDirection
{
    Forward,
    Backward,
    Absolute,
    Relative,
}

/// <summary>FETCH and MOVE (PostgreSQL: FetchStmt).</summary>
public sealed class FetchStmt(FetchDirection direction, long howMany, Identifier portalname, bool ismove, TextSpan span) : Statement(span)
{
    /// <summary>The value of <see cref="HowMany"/> for ALL (PostgreSQL: FETCH_ALL).</summary>
    public const long All = long.MaxValue;

    public FetchDirection Direction { get; } = direction;

    /// <summary><see cref="All"/> for ALL.</summary>
    public long HowMany { get; } = howMany;

    public Identifier Portalname { get; } = portalname;

    public bool Ismove { get; } = ismove;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>CLOSE (PostgreSQL: ClosePortalStmt).</summary>
public sealed class ClosePortalStmt(Identifier portalname, TextSpan span) : Statement(span)
{
    /// <summary>Missing: ALL.</summary>
    public Identifier Portalname { get; } = portalname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
