using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Decides in which of the loops around a place a query runs once per element; every family of harmless loops ends here.</summary>
internal static class LoopJudge
{
    /// <summary>Calls between a loop and a save that still are one write: a repository, its unit of work.</summary>
    private const int MaxSaveDepth = 2;

    /// <summary>Calls of a member that does little more than to save.</summary>
    private const int MaxCallsOfSave = 8;

    /// <summary>From how many calls on no callee may reach the data access on a condition only, and from how many one may.</summary>
    private const int DepthWithoutConditions = 3;

    private const int DepthWithOneCondition = 2;

    /// <summary>Data accesses of a member that changes what belongs to one row: more of them take a thing apart, table by table.</summary>
    private const int MaxQueriesOfChange = 5;

    /// <summary>The loop that makes the query one of N; null when none does.</summary>
    /// <param name="site">The place in the loop.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="reach">What the calls of the loop do; null while the compilation is still being read: what calls stand around is then left for later.</param>
    public static BodyLoop? FindLoop(CallSite site, Effect effect, CallReach? reach = null) => FindLoop(site, effect, reach, whenUnknown: true);

    /// <summary>Whether some loop makes the query one of N, or will once it is known what the calls around it do.</summary>
    public static bool MayFindLoop(CallSite site, Effect effect) => FindLoop(site, effect, reach: null, whenUnknown: false) is not null;

    private static BodyLoop? FindLoop(CallSite site, Effect effect, CallReach? reach, bool whenUnknown)
    {
        if (site.IsCached || effect.Inner is not null && (IsUncertain(effect) || TakesApart(effect) || reach?.IsJob(effect) == true))
            return null;
        for (var i = 0; i < site.Loops.Count; i++)
        {
            switch (Judge(site, effect, site.Loops[i], site.Guards[i], reach, whenUnknown))
            {
                case Verdict.PerElement:
                    return site.Loops[i];
                case Verdict.Never:
                    return null;
            }
        }

        return null;
    }

    /// <summary>What one of the loops around a place makes of the query.</summary>
    private enum Verdict
    {
        /// <summary>This loop does not multiply it; the next one out may.</summary>
        NotHere,

        /// <summary>It is work of its own, whatever loops stand around.</summary>
        Never,

        PerElement,
    }

    private static Verdict Judge(CallSite site, Effect effect, BodyLoop loop, CallGuards guards, CallReach? reach, bool whenUnknown)
    {
        if (loop.Has(LoopTraits.IsPerDatabase | LoopTraits.IsArriving | LoopTraits.IsDeliberate) || effect.Database.HasElement(loop.Index) || (guards & CallGuards.BatchFull) != 0)
            return Verdict.Never;

        // while (await db.Slugs.AnyAsync(s => s.Text == slug)): how often it asks is up to the answers, element by element.
        if (loop.Kind == LoopKind.While && (guards & CallGuards.LeavesLoopOnHit) != 0 && effect.Kind == DataAccessKind.Query && !site.WalksChain)
            return Verdict.Never;
        if ((guards & (CallGuards.LeavesLoop | CallGuards.OfOneType | (effect.Kind == DataAccessKind.Query ? CallGuards.LeavesLoopOnHit : CallGuards.LeavesLoopWhenDone))) != 0)
            return Verdict.NotHere;
        if (effect.Kind is DataAccessKind.Query or DataAccessKind.Save && loop.Has(LoopTraits.IsOwnState))
            return Verdict.NotHere;
        return effect.Kind == DataAccessKind.Save ? JudgeSave(site, effect, loop, guards, reach) : JudgeAccess(site, effect, loop, guards, reach, whenUnknown);
    }

    private static Verdict JudgeSave(CallSite site, Effect effect, BodyLoop loop, CallGuards guards, CallReach? reach)
    {
        if (loop.Has(LoopTraits.IsSmallConstant))
            return Verdict.NotHere;

        // Messages sent, jobs run: one that fails must not take the others' changes with it.
        if ((guards & (CallGuards.Isolated | CallGuards.UsesSaved)) != 0 || IsJob(effect) || MayKeepRecord(loop, reach) || AsksAgain(site, loop, reach))
            return Verdict.Never;
        return loop.Has(LoopTraits.HasElements) && !loop.Has(LoopTraits.IsBatched | LoopTraits.HasStride | LoopTraits.Waits) && SavesElement(site, loop) && reach?.Narrow.LeadTo(effect, loop) != false
            ? Verdict.PerElement
            : Verdict.Never;
    }

    private static Verdict JudgeAccess(CallSite site, Effect effect, BodyLoop loop, CallGuards guards, CallReach? reach, bool whenUnknown)
    {
        // The first lookup of the iteration is the one to report.
        if ((guards & CallGuards.OnMiss) != 0 && effect.Kind == DataAccessKind.Query && !Changes(effect))
            return Verdict.Never;
        if (loop.Has(LoopTraits.IsSmallConstant | LoopTraits.IsBatched | LoopTraits.HasStride))
            return Verdict.NotHere;
        if (loop.Kind is LoopKind.While or LoopKind.ForEach && loop.Has(LoopTraits.Waits))
            return Verdict.Never;

        // Services of its own make each element a job; so does work behind calls whose failure is the element's own.
        if ((loop.Awaited.Outside & OutsideWork.Services) != 0 || (guards & CallGuards.Isolated) != 0 && IsWorkBehindCalls(effect))
            return Verdict.Never;
        if (IsPartOfOutsideWork(effect, loop, reach) || effect.Kind == DataAccessKind.Query && effect.Inner is null && IsPartOfJob(site, loop, reach, whenUnknown))
            return Verdict.Never;
        if (!RunsPerElement(site, effect, loop, guards))
            return Verdict.NotHere;
        return reach?.Narrow.LeadTo(effect, loop) == false ? Verdict.Never : Verdict.PerElement;
    }

    /// <summary>Whether a callee that ends with a save after much else, or far behind it, does a job: its changes are to be kept when it is done.</summary>
    public static bool IsJob(Effect effect)
    {
        if (effect.Kind != DataAccessKind.Save)
            return false;
        if (effect.Depth > MaxSaveDepth || effect.Inner is { } callee && callee.Owner.Sites.Count > MaxCallsOfSave)
            return true;
        for (var inner = effect.Inner; inner is not null; inner = inner.Inner)
        {
            // A callee that saves in a loop of its own, page by page, has many changes to save for each element; one that saves a context of its own has nothing that the caller could save.
            if (inner.Site.Loops.Count > 0 || inner.Site.SavesItsOwn)
                return true;
        }

        return false;
    }

    // What is asked behind the save, here or by somebody called there, may need what was saved.
    private static bool AsksAgain(CallSite save, BodyLoop loop, CallReach? reach)
    {
        var sites = save.Owner.Sites;
        for (var i = sites.IndexOf(save) + 1; i < sites.Count; i++)
        {
            if (sites[i].Loops.Contains(loop) && (sites[i].Query is { Kind: DataAccessKind.Query } || sites[i].Callee is { } callee && reach?.Asks(callee) == true))
                return true;
        }

        return false;
    }

    private static bool IsWorkBehindCalls(Effect effect) => effect.Inner is not null && (effect.Depth > 1 || effect.Kind != DataAccessKind.Query || Changes(effect));

    // What stands in the loop itself can be asked in front of it, whatever else an iteration does; what a callee asks belongs to what is sent or written.
    private static bool IsPartOfOutsideWork(Effect effect, BodyLoop loop, CallReach? reach)
    {
        if (effect.Kind != DataAccessKind.Query || Changes(effect))
            return MayKeepRecord(loop, reach);
        return effect.Inner is not null && ((loop.Awaited.Outside & OutsideWork.Command) != 0 || reach?.SendsOutside(loop.Awaited) == true);
    }

    // An iteration that calls a member that writes does a piece of work for its element, and what it asks itself is a small part of that.
    private static bool IsPartOfJob(CallSite query, BodyLoop loop, CallReach? reach, bool whenUnknown)
    {
        foreach (var site in query.Owner.Sites)
        {
            // A getter changes nothing.
            if (site.Callee is { } callee and not (IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.PropertyGet }) && !ReferenceEquals(site, query) && site.Loops.Contains(loop) && (reach?.Changes(callee) ?? whenUnknown))
                return true;
        }

        return false;
    }

    // A mail is out, a file is converted: what is done outside the database is to be on record before the next element begins.
    private static bool MayKeepRecord(BodyLoop loop, CallReach? reach) =>
        loop.Awaited.Outside != OutsideWork.None || loop.Awaited.Calls.Count > 0 && reach?.WaitsOutside(loop.Awaited) != false;

    // A callee that reads a row to change it writes as well.
    private static bool Changes(Effect effect)
    {
        for (var inner = effect.Inner; inner is not null; inner = inner.Inner)
        {
            if (Writes(inner.Owner))
                return true;
        }

        return false;
    }

    // A callee that removes a user with all that is his: whatever it asks on the way, it is a piece of work per element.
    private static bool TakesApart(Effect effect)
    {
        for (var inner = effect.Inner; inner is not null; inner = inner.Inner)
        {
            if (Writes(inner.Owner) && inner.Owner.Sites.Count(site => site.Query is not null) > MaxQueriesOfChange)
                return true;
        }

        return false;
    }

    private static bool Writes(FunctionNode function) => function.Sites.Any(site => site.Query is { Kind: not DataAccessKind.Query });

    // The further away and the more conditions on the way, the less an iteration is likely to get there.
    private static bool IsUncertain(Effect effect) =>
        effect.Conditions > 0 && effect.Depth >= DepthWithoutConditions || effect.Conditions > 1 && effect.Depth >= DepthWithOneCondition;

    // A callee that is told nothing of the element saves what the loop has changed (a unit of work), if that is all it is told.
    private static bool SavesElement(CallSite site, BodyLoop loop) =>
        site.Query is not null || site.Concerns(loop) || site.Arguments.Count <= 1 && site.Arguments.All(argument => argument.IsNone) && !site.Receiver.HasElement(loop.Index);

    private static bool RunsPerElement(CallSite site, Effect effect, BodyLoop loop, CallGuards guards)
    {
        if (loop.Decides(effect.Dependence))
            return true;
        if (loop.Kind == LoopKind.While && site.WalksChain && effect.Kind == DataAccessKind.Query)
            return true;

        // A bare counter is a key (days, ids) or the number of a page or an attempt; the latter end the loop by what they return.
        return effect.Dependence.HasCounter(loop.Index)
            && (loop.Kind == LoopKind.For || loop.Has(LoopTraits.CountsDates))
            && !effect.IsWindow
            && (guards & CallGuards.DecidesLoop) == 0;
    }
}
