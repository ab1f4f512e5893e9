namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// The elements of lists that are being read, on one growing stack: a list is what stands above its mark. One stack serves a whole
/// parse, so that a list costs exactly its own array.
/// </summary>
internal sealed class ElementStack<TElement>
{
    // Elements are wrapped: an array of structs needs no check of the type of what is stored in it.
    private Slot[] _items = new Slot[64];

    public int Count { get; private set; }

    public int Capacity => _items.Length;

    public void Push(TElement item)
    {
        if (Count == _items.Length)
            System.Array.Resize(ref _items, Count * 2);
        _items[Count++].Value = item;
    }

    public TElement this[int index] => _items[index].Value;

    public void Clear(int count)
    {
        for (var i = count; i < Count; i++)
            _items[i] = default;
        Count = count;
    }

    private struct Slot
    {
        public TElement Value;
    }
}

/// <summary>Collects nodes; lists may be nested, the inner one must be finished first.</summary>
internal readonly struct NodeListBuilder<T>(ElementStack<SqlNode> stack) where T : SqlNode
{
    private readonly ElementStack<SqlNode> _stack = stack;
    private readonly int _mark = stack.Count;

    public int Count => _stack.Count - _mark;

    public void Add(T node) => _stack.Push(node);

    /// <summary>The list; the builder is empty again.</summary>
    public ValueList<T> ToValueList()
    {
        var count = _stack.Count - _mark;
        if (count == 0)
            return default;
        var items = new T[count];
        for (var i = 0; i < items.Length; i++)
            items[i] = (T)_stack[_mark + i];
        _stack.Clear(_mark);
        return new(items);
    }
}

/// <summary>Collects names.</summary>
internal readonly struct NameListBuilder(ElementStack<Identifier> stack)
{
    private readonly ElementStack<Identifier> _stack = stack;
    private readonly int _mark = stack.Count;

    public int Count => _stack.Count - _mark;

    public void Add(Identifier name) => _stack.Push(name);

    /// <summary>The list; the builder is empty again.</summary>
    public ValueList<Identifier> ToValueList()
    {
        var count = _stack.Count - _mark;
        if (count == 0)
            return default;
        var items = new Identifier[count];
        for (var i = 0; i < items.Length; i++)
            items[i] = _stack[_mark + i];
        _stack.Clear(_mark);
        return new(items);
    }
}
