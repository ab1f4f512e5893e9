namespace LifeOps.PostgreSql.Syntax;

/// <summary>What kind of object a statement is about (PostgreSQL: ObjectType).</summary>
public enum ObjectType
{
    AccessMethod,
    Aggregate,
    AmOp,
    AmProc,

    /// <summary>An attribute of a composite type.</summary>
    Attribute,
    Cast,
    Column,
    Collation,
    Conversion,
    Database,
    Default,
    DefaultAcl,
    Domain,
    DomainConstraint,
    EventTrigger,
    Extension,
    ForeignDataWrapper,
    ForeignServer,
    ForeignTable,
    Function,
    Index,
    Language,
    LargeObject,
    MaterializedView,
    OperatorClass,
    Operator,
    OperatorFamily,
    ParameterAcl,
    Policy,
    Procedure,
    Publication,
    PublicationNamespace,
    PublicationRelation,
    Role,
    Routine,
    Rule,
    Schema,
    Sequence,
    Subscription,
    StatisticsExtended,
    TableConstraint,
    Table,
    Tablespace,
    Transform,
    Trigger,
    TsConfiguration,
    TsDictionary,
    TsParser,
    TsTemplate,
    Type,
    UserMapping,
    View,
}

/// <summary>What happens to objects that depend on a dropped one (PostgreSQL: DropBehavior).</summary>
public enum DropBehavior
{
    /// <summary>RESTRICT, or nothing written.</summary>
    Restrict,

    /// <summary>CASCADE.</summary>
    Cascade,
}

/// <summary>A function, procedure, aggregate or operator told by its argument types (PostgreSQL: ObjectWithArgs).</summary>
/// <param name="objName">The name, part by part; for an operator the last part is its characters.</param>
/// <param name="objArgs">Types of the input arguments; a null element stands for NONE of an operator's missing side.</param>
/// <param name="objFuncArgs">The arguments as written; empty for operators and when no arguments are written.</param>
/// <param name="argsUnspecified">Whether no parentheses are written: the name alone must tell the function.</param>
public sealed class ObjectWithArgs(
    ValueList<Identifier> objName,
    ValueList<TypeName?> objArgs,
    ValueList<FunctionParameter> objFuncArgs,
    bool argsUnspecified,
    TextSpan span) : SqlNode(span)
{
    public ValueList<Identifier> ObjName { get; } = objName;

    public ValueList<TypeName?> ObjArgs { get; } = objArgs;

    public ValueList<FunctionParameter> ObjFuncArgs { get; } = objFuncArgs;

    public bool ArgsUnspecified { get; } = argsUnspecified;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        // The types in ObjArgs are those inside ObjFuncArgs where the arguments are written as such.
        if (!ObjFuncArgs.IsEmpty)
        {
            children.Add(ObjFuncArgs);
            return;
        }

        foreach (var type in ObjArgs)
            children.Add(type);
    }
}
