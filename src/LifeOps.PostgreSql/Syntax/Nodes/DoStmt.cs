namespace LifeOps.PostgreSql.Syntax;

/// <summary>DO (PostgreSQL: DoStmt).</summary>
/// <param name="args">as (the block's text, decoded, with the span of its literal) and language.</param>
/// <param name="body">The block; null when its language is not plpgsql or the literal's escapes cannot be resolved.</param>
public sealed class DoStmt(ValueList<DefElem> args, PLpgSQL_function? body, TextSpan span) : Statement(span)
{
    public ValueList<DefElem> Args { get; } = args;

    /// <summary>
    /// The block, with spans of the outer text. What the server would reject in it when it runs is among <see cref="PLpgSQL_function.Diagnostics"/>: to the
    /// grammar of DO it is a string.
    /// </summary>
    public PLpgSQL_function? Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        foreach (var arg in Args)
        {
            // The literal that holds the block spans it: the block stands in its place.
            if (Body is not null && arg.Span.Contains(Body.Span))
                children.Add(Body);
            else
                children.Add(arg);
        }
    }
}
