using System;
using System.Collections;
using System.Collections.Generic;

namespace LifeOps.PostgreSql;

/// <summary>
/// An immutable list that compares by its elements. It is the one collection type of syntax nodes, schema objects
/// and cached generator models: netstandard2.0 has no ImmutableArray without a package, and ImmutableArray compares by reference.
/// </summary>
/// <remarks>The default value is the empty list. The array given is not copied: the caller must not keep it.</remarks>
public readonly struct ValueList<T> : IEquatable<ValueList<T>>, IReadOnlyList<T>
{
    private readonly T[]? _items;

    /// <summary>Wraps an array that nobody else changes.</summary>
    public ValueList(T[]? items) => _items = items is { Length: 0 } ? null : items;

    /// <summary>The list with no elements.</summary>
    public static ValueList<T> Empty => default;

    /// <inheritdoc/>
    public int Count => _items is null ? 0 : _items.Length;

    /// <summary>Whether the list has no elements.</summary>
    public bool IsEmpty => _items is null;

    /// <inheritdoc/>
    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <summary>The elements followed by one more. Not named Add: a collection expression would call that and drop what it returns.</summary>
    public ValueList<T> With(T item)
    {
        if (_items is null)
            return new([item]);

        var items = new T[_items.Length + 1];
        Array.Copy(_items, items, _items.Length);
        items[_items.Length] = item;
        return new(items);
    }

    /// <summary>A copy of the elements that the caller may change.</summary>
    public T[] ToArray() => _items is null ? [] : (T[])_items.Clone();

    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other)
    {
        if (ReferenceEquals(_items, other._items))
            return true;
        if (Count != other.Count)
            return false;

        var comparer = EqualityComparer<T>.Default;
        for (var i = 0; i < _items!.Length; i++)
        {
            if (!comparer.Equals(_items[i], other._items![i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in this)
            hash = unchecked((hash * 31) + (item is null ? 0 : EqualityComparer<T>.Default.GetHashCode(item)));
        return hash;
    }

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(", ", this) + "]";

    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    public static implicit operator ValueList<T>(T[]? items) => new(items);

    /// <summary>Enumerates without allocation.</summary>
    public struct Enumerator
    {
        private readonly T[]? _items;
        private int _index;

        internal Enumerator(T[]? items)
        {
            _items = items;
            _index = -1;
        }

        public readonly T Current => _items![_index];

        public bool MoveNext() => _items is not null && ++_index < _items.Length;
    }
}

/// <summary>Makes <see cref="ValueList{T}"/> from other collections.</summary>
public static class ValueList
{
    /// <summary>A list with the elements of a sequence, in order.</summary>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);

    /// <summary>A list with the given elements.</summary>
    public static ValueList<T> Of<T>(params T[] items) => new(items);
}
