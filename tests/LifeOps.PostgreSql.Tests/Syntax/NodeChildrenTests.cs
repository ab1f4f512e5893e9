using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

public class NodeChildrenTests
{
    public static TheoryData<Type> NodeTypes => new(typeof(SqlNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SqlNode)) && !type.IsAbstract));

    /// <summary>
    /// Every property that holds nodes is handed out by CollectChildren: each is set to a node of its own, alone, and must come back.
    /// </summary>
    [Theory]
    [MemberData(nameof(NodeTypes))]
    public void EveryNodeInAProperty_IsAChild(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            var child = NodeFor(field.FieldType);
            if (child is null)
                continue;

            var node = (SqlNode)RuntimeHelpers.GetUninitializedObject(type);
            foreach (var other in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
                SetPlaceholder(node, other);
            field.SetValue(node, ValueFor(field.FieldType, child));
            if (IsSharedElsewhere(type, field.Name))
                continue;
            Assert.True(node.Children.Any(found => ReferenceEquals(found, child)), $"{type.Name}.{field.Name} is not among the children");
        }
    }

    /// <summary>
    /// Nodes that another property or a sibling hands out: the source of a row assignment (its first column), the types inside the arguments of a
    /// function, the block of DO or the literal that holds it (one stands for the other), the statements inside that block.
    /// </summary>
    private static bool IsSharedElsewhere(Type type, string field) =>
        type == typeof(MultiAssignRef) || type == typeof(ObjectWithArgs) || type == typeof(DoStmt)
        || (type == typeof(PLpgSQL_function) && field.Contains("Statements", StringComparison.Ordinal));

    private static SqlNode? NodeFor(Type type)
    {
        var element = Element(type);
        if (element is null || !typeof(SqlNode).IsAssignableFrom(element))
            return null;
        var concrete = element.IsAbstract
            ? element.Assembly.GetTypes().First(candidate => candidate.IsSubclassOf(element) && !candidate.IsAbstract)
            : element;
        return (SqlNode)RuntimeHelpers.GetUninitializedObject(concrete);
    }

    private static Type? Element(Type type)
    {
        if (typeof(SqlNode).IsAssignableFrom(type))
            return type;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) ? type.GetGenericArguments()[0] : null;
    }

    private static object ValueFor(Type type, SqlNode node)
    {
        if (typeof(SqlNode).IsAssignableFrom(type))
            return node;
        var items = Array.CreateInstance(type.GetGenericArguments()[0], 1);
        ((IList)items)[0] = node;
        return Activator.CreateInstance(type, items)!;
    }

    /// <summary>Properties that may not be null get a node too: the order of children may depend on their place.</summary>
    private static void SetPlaceholder(SqlNode node, FieldInfo field)
    {
        if (typeof(SqlNode).IsAssignableFrom(field.FieldType) && NodeFor(field.FieldType) is { } placeholder)
            field.SetValue(node, placeholder);
    }
}
