using System.Collections.Generic;
using LifeOps.DbAnalyzers.DataAccess;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>One way in which calling a function reaches the database.</summary>
internal sealed class Effect
{
    public Effect(CallSite site, QueryFact query)
    {
        Owner = site.Owner;
        Site = site;
        Query = query;
        Dependence = site.Arguments[0];
        Database = site.Database;
        IsWindow = query.IsWindow;
        Depth = query.Depth;
    }

    private Effect(CallSite site, Effect inner, Dependence dependence, Dependence database, bool isWindow)
    {
        Owner = site.Owner;
        Site = site;
        Inner = inner;
        Query = inner.Query;
        Dependence = dependence;
        Database = database;
        IsWindow = isWindow;
        Depth = inner.Depth + 1;
        Conditions = inner.Conditions + (inner.Site.IsConditional ? 1 : 0);
    }

    /// <summary>The function that has the effect.</summary>
    public FunctionNode Owner { get; }

    /// <summary>The place in the function: the query itself or the call on the way to it.</summary>
    public CallSite Site { get; }

    /// <summary>The effect of the function called; null at the query itself.</summary>
    public Effect? Inner { get; }

    public QueryFact Query { get; }

    public DataAccessKind Kind => Query.Kind;

    /// <summary>What the query depends on, seen from <see cref="Owner"/>.</summary>
    public Dependence Dependence { get; }

    /// <summary>What decides which database is asked, seen from <see cref="Owner"/>.</summary>
    public Dependence Database { get; }

    /// <summary>Whether it reads a part of a larger result.</summary>
    public bool IsWindow { get; }

    /// <summary>How many calls away the query is.</summary>
    public int Depth { get; }

    /// <summary>How many of the callees on the way reach it on a condition only.</summary>
    public int Conditions { get; }

    /// <summary>The same effect, seen from a place that calls the function.</summary>
    public Effect SeenFrom(CallSite site) =>
        new(site, this, site.Translate(Dependence), site.Translate(Database), IsWindow);

    /// <summary>The same effect, seen from the call that is given the function as a delegate.</summary>
    public Effect SeenThroughDelegate(CallSite site) => new(site, this, Dependence, Database, IsWindow);

    /// <summary>LoadOrders -> OrderRepository.GetByCustomerAsync -> QueryAsync.</summary>
    public string DescribePath()
    {
        var names = new List<string>();
        if (Owner.HasName)
            names.Add(Owner.Name);
        for (var effect = Inner; effect is not null; effect = effect.Inner)
        {
            if (effect.Owner.HasName)
                names.Add(effect.Owner.QualifiedName);
        }

        names.Add(Query.DisplayName);
        return string.Join(" -> ", names);
    }
}
