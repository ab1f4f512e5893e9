using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>A node and the way up from it: nodes themselves do not know their parents.</summary>
public sealed class PlacedNode(SqlNode node, PlacedNode? parent)
{
    public SqlNode Node { get; } = node;

    public PlacedNode? Parent { get; } = parent;

    /// <summary>All nodes of a tree, parents before children, left to right. Walks without recursion.</summary>
    public static IReadOnlyList<PlacedNode> All(SqlNode root)
    {
        var all = new List<PlacedNode>();
        var stack = new Stack<PlacedNode>();
        stack.Push(new PlacedNode(root, null));
        var children = new List<SqlNode>();
        while (stack.Count > 0)
        {
            var placed = stack.Pop();
            all.Add(placed);
            children.Clear();
            var collector = new ChildCollector(children);
            placed.Node.CollectChildren(ref collector);
            for (var i = children.Count - 1; i >= 0; i--)
                stack.Push(new PlacedNode(children[i], placed));
        }

        return all;
    }

    /// <summary>The nearest node above of a type; null when there is none.</summary>
    public T? Ancestor<T>() where T : SqlNode
    {
        for (var placed = Parent; placed is not null; placed = placed.Parent)
        {
            if (placed.Node is T found)
                return found;
        }

        return null;
    }
}
