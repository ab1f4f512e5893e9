// Placeholders for nodes that the DDL families define (ColumnDef, Constraint, IndexElem, ...): this file goes when they arrive.
namespace LifeOps.PostgreSql.Syntax;

public enum RelPersistence { Permanent, Temporary, Unlogged }

public enum OnCommitAction { None, PreserveRows, DeleteRows, Drop }

public sealed class ColumnDef(TextSpan span) : SqlNode(span)
{
    protected internal override void CollectChildren(ref ChildCollector children) { }
}

public sealed class IndexElem(TextSpan span) : SqlNode(span)
{
    protected internal override void CollectChildren(ref ChildCollector children) { }
}
