using System.Collections.Generic;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// A node of the syntax tree. Nodes are immutable, know their place in the text, and carry PostgreSQL's own names
/// (src/include/nodes/parsenodes.h): where our tree has the same node, its class is called SelectStmt, RangeVar, ColumnRef, ...
/// </summary>
public abstract class SqlNode
{
    private int _start;
    private int _end;

    private protected SqlNode(TextSpan span)
    {
        _start = span.Start;
        _end = span.End;
    }

    /// <summary>From the first character of the first token to the last character of the last one.</summary>
    public TextSpan Span => TextSpan.FromBounds(_start, _end);

    /// <summary>Widens the place of a node that gets clauses after it has been made.</summary>
    private protected void SetSpan(int start, int end)
    {
        _start = start;
        _end = end;
    }

    /// <summary>The first major version of PostgreSQL that knows this form, when it is newer than 13; otherwise 0. Children speak for themselves.</summary>
    public virtual int MinimumVersion => 0;

    /// <summary>Hands every direct child to <paramref name="children"/>, in the order of the text.</summary>
    protected internal abstract void CollectChildren(ref ChildCollector children);

    /// <summary>The direct children, in the order of the text.</summary>
    public IReadOnlyList<SqlNode> Children
    {
        get
        {
            var collector = new ChildCollector([]);
            CollectChildren(ref collector);
            return collector.Nodes;
        }
    }

    /// <summary>This node and everything below it, parents before children, left to right. Walks without recursion.</summary>
    public IEnumerable<SqlNode> DescendantsAndSelf()
    {
        var stack = new Stack<SqlNode>();
        stack.Push(this);
        var children = new List<SqlNode>();
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            yield return node;
            children.Clear();
            var collector = new ChildCollector(children);
            node.CollectChildren(ref collector);
            for (var i = children.Count - 1; i >= 0; i--)
                stack.Push(children[i]);
        }
    }
}

/// <summary>Receives the children of a node.</summary>
public readonly struct ChildCollector(List<SqlNode> nodes)
{
    public List<SqlNode> Nodes { get; } = nodes;

    public void Add(SqlNode? node)
    {
        if (node is not null)
            Nodes.Add(node);
    }

    public void Add<T>(ValueList<T> nodes) where T : SqlNode
    {
        foreach (var node in nodes)
            Add(node);
    }

    /// <summary>How many children there are.</summary>
    public int Count => Nodes.Count;

    /// <summary>Puts the children from an index on into the order of the text: for parts that may be written in any order.</summary>
    public void SortFrom(int index)
    {
        for (var i = index + 1; i < Nodes.Count; i++)
        {
            var node = Nodes[i];
            var place = i;
            while (place > index && Nodes[place - 1].Span.Start > node.Span.Start)
            {
                Nodes[place] = Nodes[place - 1];
                place--;
            }

            Nodes[place] = node;
        }
    }
}

/// <summary>A node that is a whole statement.</summary>
public abstract class Statement : SqlNode
{
    private protected Statement(TextSpan span) : base(span)
    {
    }
}

/// <summary>A node that stands for a value.</summary>
public abstract class Expression : SqlNode
{
    private protected Expression(TextSpan span) : base(span)
    {
    }
}
