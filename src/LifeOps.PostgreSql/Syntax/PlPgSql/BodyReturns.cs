namespace LifeOps.PostgreSql.Syntax;

/// <summary>What a body returns, as far as it decides which forms of RETURN it may have (pl_gram.y: make_return_stmt).</summary>
internal enum BodyReturns
{
    /// <summary>Not known: nothing is said about RETURN.</summary>
    Unknown,
    Value,
    Set,

    /// <summary>Also a DO block.</summary>
    Void,
    NothingFromProcedure,
    OutParameters,
}
