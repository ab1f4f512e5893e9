namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// A column of CREATE TABLE, ADD COLUMN, a composite type or a column definition list (PostgreSQL: ColumnDef).
/// </summary>
/// <param name="colName">The column; missing where the statement names it elsewhere (ALTER COLUMN ... TYPE).</param>
/// <param name="typeName">The type; null in a typed table or partition, which takes it from elsewhere.</param>
/// <param name="storageName">STORAGE; missing when not written, <c>default</c> for DEFAULT.</param>
/// <param name="compression">COMPRESSION; missing when not written, <c>default</c> for DEFAULT.</param>
/// <param name="rawDefault">USING of ALTER COLUMN ... TYPE; DEFAULT is a <see cref="Constraint"/>.</param>
/// <param name="constraints">
/// Everything behind the type, in the order of the text: DEFAULT, NOT NULL, ... and, as in the server's raw tree, DEFERRABLE and the like as
/// constraints of their own behind the one they belong to.
/// </param>
public sealed class ColumnDef(
    Identifier colName,
    TypeName? typeName,
    Identifier storageName,
    Identifier compression,
    ValueList<DefElem> fdwOptions,
    CollateClause? collClause,
    Expression? rawDefault,
    ValueList<Constraint> constraints,
    TextSpan span) : SqlNode(span)
{
    public Identifier ColName { get; } = colName;

    public TypeName? TypeName { get; } = typeName;

    public Identifier StorageName { get; } = storageName;

    public Identifier Compression { get; } = compression;

    public ValueList<DefElem> FdwOptions { get; } = fdwOptions;

    public CollateClause? CollClause { get; } = collClause;

    public Expression? RawDefault { get; } = rawDefault;

    public ValueList<Constraint> Constraints { get; } = constraints;

    public override int MinimumVersion => !StorageName.IsMissing ? 16 : !Compression.IsMissing ? 14 : 0;

    /// <summary>
    /// The attributes that belong to <see cref="Constraints"/>[<paramref name="index"/>]: those written inside it and those that follow
    /// it as constraints of their own (parse_utilcmd.c: transformConstraintAttrs).
    /// </summary>
    public ConstraintAttributes AttributesOf(int index)
    {
        var attributes = Constraints[index].Attributes;
        for (var i = index + 1; i < Constraints.Count; i++)
        {
            switch (Constraints[i].ConType)
            {
                case ConstrType.AttrDeferrable:
                    attributes |= ConstraintAttributes.Deferrable;
                    break;
                case ConstrType.AttrDeferred:
                    attributes |= ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred;
                    break;
                case ConstrType.AttrNotEnforced:
                    attributes |= ConstraintAttributes.NotEnforced;
                    break;
                case ConstrType.AttrNotDeferrable:
                case ConstrType.AttrImmediate:
                case ConstrType.AttrEnforced:
                    break;
                default:
                    return attributes;
            }
        }

        return attributes;
    }

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeName);
        children.Add(FdwOptions);

        // USING stands behind COLLATE, and no constraint behind it.
        if (RawDefault is not null)
            children.Add(CollClause);
        children.Add(RawDefault);
        Constraint.CollectQualifiers(Constraints, RawDefault is null ? CollClause : null, ref children);
    }
}
