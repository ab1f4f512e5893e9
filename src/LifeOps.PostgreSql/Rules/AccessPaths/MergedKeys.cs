using System.Collections.Generic;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>The keys of an index while narrower ones are fitted in as its beginning: those with one value may change places among themselves.</summary>
/// <param name="keys">The keys of the widest index.</param>
/// <param name="fixedKeys">How many of them, from the start, have one value.</param>
internal sealed class MergedKeys(ValueList<ShapeKey> keys, int fixedKeys)
{
    private readonly List<ShapeKey> _settled = [];

    /// <summary>Arranges the keys so that another index is their beginning; false when that cannot be. Narrower ones come first.</summary>
    public bool TryServe(ValueList<ShapeKey> others, int othersFixed)
    {
        for (var i = 0; i < othersFixed; i++)
        {
            if (!IsFixed(others[i]))
                return false;
        }

        // What is settled already has to lie within the other's keys, or the other within what is settled.
        var common = 0;
        foreach (var key in _settled)
        {
            for (var i = 0; i < othersFixed; i++)
                common += others[i] == key ? 1 : 0;
        }

        if (common < _settled.Count && !(common == othersFixed && Begins(others, othersFixed)))
            return false;
        if (othersFixed < others.Count && !TailFits(others, othersFixed))
            return false;
        for (var i = 0; i < othersFixed; i++)
        {
            if (!_settled.Contains(others[i]))
                _settled.Add(others[i]);
        }

        return true;
    }

    public ValueList<ShapeKey> ToKeys()
    {
        var result = new List<ShapeKey>(_settled);
        foreach (var key in keys)
        {
            if (!result.Contains(key))
                result.Add(key);
        }

        return result.ToValueList();
    }

    private bool IsFixed(ShapeKey key)
    {
        for (var i = 0; i < fixedKeys; i++)
        {
            if (keys[i] == key)
                return true;
        }

        return false;
    }

    /// <summary>Whether the first settled keys are the other's, in any order.</summary>
    private bool Begins(ValueList<ShapeKey> others, int othersFixed)
    {
        for (var i = 0; i < othersFixed; i++)
        {
            var found = false;
            for (var j = 0; j < othersFixed; j++)
                found |= _settled[i] == others[j];
            if (!found)
                return false;
        }

        return true;
    }

    /// <summary>A range or an order has to follow the very same fixed keys.</summary>
    private bool TailFits(ValueList<ShapeKey> others, int othersFixed)
    {
        if (othersFixed != fixedKeys)
            return false;
        for (var i = othersFixed; i < others.Count; i++)
        {
            if (i >= keys.Count || keys[i] != others[i])
                return false;
        }

        return true;
    }
}
