using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;

using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// Reads an expression into the parts of its text: what is provably constant as characters, everything else as holes. Bounded in
/// depth and in the number of operations it looks at, whatever the code looks like.
/// </summary>
internal sealed class SqlPartReader(SqlTextReader reader, CancellationToken cancellationToken)
{
    private const int MaxDepth = 100;
    private const int MaxOperations = 50_000;

    // OperationKind.CollectionExpression, which Roslyn 4.5 does not name yet: params spans of string.Concat and Join.
    private const OperationKind CollectionExpression = (OperationKind)127;

    private readonly Dictionary<ILocalSymbol, SqlPart> _knownLocals = new(SymbolEqualityComparer.Default);
    private int _depth;
    private int _operations;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Where the locals of a block are assigned.</summary>
    public LocalWrites WritesIn(IBlockOperation block) => reader.WritesIn(block, cancellationToken);

    /// <summary>The parts of an expression; null when it gives no value (throw).</summary>
    public SqlPart? Read(IOperation operation)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_depth >= MaxDepth || ++_operations > MaxOperations)
            return Unknown(operation);

        _depth++;
        var part = ReadCore(operation);
        _depth--;
        return part;
    }

    /// <summary>Reads an expression while the value of a local is known: the right side of <c>sql = sql + "..."</c>.</summary>
    public SqlPart? Read(IOperation operation, ILocalSymbol local, SqlPart value)
    {
        var had = _knownLocals.TryGetValue(local, out var before);
        _knownLocals[local] = value;
        var part = Read(operation);
        if (had)
            _knownLocals[local] = before!;
        else
            _knownLocals.Remove(local);
        return part;
    }

    /// <summary>A hole for a value that is not known: of a type whose text is one number or word, or of any text.</summary>
    public static SqlPart.Hole Unknown(IOperation operation)
    {
        var value = operation;
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        return new(KindOf(value.Type), operation.Syntax);
    }

    private static HoleKind KindOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal when type.TypeKind != TypeKind.Enum => HoleKind.Expression,
        _ => HoleKind.Unknown,
    };

    private SqlPart? ReadCore(IOperation operation)
    {
        switch (operation)
        {
            case ILiteralOperation literal:
                return ReadLiteral(literal);

            case IConversionOperation conversion:
                return ReadConversion(conversion);

            case IParenthesizedOperation parenthesized:
                return Read(parenthesized.Operand);

            case IInterpolatedStringOperation interpolated:
                return ReadInterpolated(interpolated, areParameters: false);

            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content }:
                return ReadInterpolated(content, areParameters: false);

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String } binary:
                return ReadConcatenation(binary);

            case IFieldReferenceOperation field:
                return ReadField(field);

            case IPropertyReferenceOperation property:
                return ReadProperty(property);

            case ILocalReferenceOperation local:
                return ReadLocal(local);

            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return ReadConditional(conditional, whenFalse);

            case ISwitchExpressionOperation switchExpression:
                return Choose(
                    switchExpression.Value.Syntax.ToString() + " switch",
                    switchExpression.Arms.Select(arm => Read(arm.Value)),
                    operation);

            case ICoalesceOperation coalesce when Read(coalesce.Value) is { } value and not SqlPart.Hole:
                return Choose(coalesce.Value.Syntax.ToString() + " ??", [value, Read(coalesce.WhenNull)], operation);

            case ISimpleAssignmentOperation assignment:
                return Read(assignment.Value);

            case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String } } invocation:
                return ReadStringMethod(invocation);

            case IThrowOperation:
                return null;

            default:
                return ReadConstant(operation);
        }
    }

    /// <summary>A constant that is written nowhere as a literal (nameof, a constant of another assembly), or a hole.</summary>
    private static SqlPart ReadConstant(IOperation operation)
    {
        if (!operation.ConstantValue.HasValue)
            return Unknown(operation);
        return operation.ConstantValue.Value switch
        {
            null => SqlPart.Empty,
            _ when operation.Type?.TypeKind == TypeKind.Enum => Unknown(operation),
            string text => StringTokenDecoder.Whole(operation.Syntax, text),
            char text => StringTokenDecoder.Whole(operation.Syntax, text.ToString()),
            bool or byte or sbyte or short or ushort or int or uint or long or ulong =>
                StringTokenDecoder.Whole(operation.Syntax, System.Convert.ToString(operation.ConstantValue.Value, CultureInfo.InvariantCulture)),

            // The text of a float or decimal depends on the culture.
            _ => Unknown(operation),
        };
    }

    private static SqlPart ReadLiteral(ILiteralOperation literal)
    {
        var value = literal.ConstantValue is { HasValue: true, Value: string or char } ? literal.ConstantValue.Value.ToString() : null;
        return (value, literal.Syntax) switch
        {
            ({ } text, LiteralExpressionSyntax syntax) => StringTokenDecoder.Decode(syntax, text),
            ({ } text, InterpolatedStringTextSyntax syntax) => StringTokenDecoder.Decode(syntax, text),
            _ => ReadConstant(literal),
        };
    }

    private SqlPart? ReadConversion(IConversionOperation conversion)
    {
        // FormattableString and IFormattable keep the values apart from the text: they become parameters.
        if (conversion.Operand is IInterpolatedStringOperation interpolated && conversion.Type?.SpecialType != SpecialType.System_String)
            return ReadInterpolated(interpolated, areParameters: conversion.Type?.SpecialType != SpecialType.System_Object);

        // Boxing for a concatenation, or a conversion of a string into the type of a library that stands for SQL text.
        if (conversion.OperatorMethod is null ? conversion.IsImplicit : conversion.Operand.Type?.SpecialType == SpecialType.System_String)
            return Read(conversion.Operand);
        return conversion is { Operand.Type.SpecialType: SpecialType.System_String, Type.SpecialType: SpecialType.System_Object or SpecialType.System_String }
            ? Read(conversion.Operand)
            : ReadConstant(conversion);
    }

    private SqlPart ReadInterpolated(IInterpolatedStringOperation interpolated, bool areParameters)
    {
        var parts = ImmutableArray.CreateBuilder<SqlPart>(interpolated.Parts.Length);
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text: ILiteralOperation text }:
                    parts.Add(ReadLiteral(text));
                    break;

                case IInterpolationOperation interpolation:
                    parts.Add(ReadInterpolation(interpolation, areParameters));
                    break;

                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append }
                    when append.Arguments.FirstOrDefault()?.Value is ILiteralOperation { Syntax: InterpolatedStringTextSyntax } text:
                    parts.Add(ReadLiteral(text));
                    break;

                default:
                    parts.Add(new SqlPart.Hole(areParameters ? HoleKind.Expression : HoleKind.Unknown, part.Syntax));
                    break;
            }
        }

        return new SqlPart.Sequence(parts.ToImmutable());
    }

    private SqlPart ReadInterpolation(IInterpolationOperation interpolation, bool areParameters)
    {
        if (areParameters)
            return new SqlPart.Hole(HoleKind.Expression, interpolation.Syntax);
        if (interpolation.Alignment is not null || interpolation.FormatString is not null)
            return new SqlPart.Hole(HoleKind.Unknown, interpolation.Syntax);

        // A value that is not known is shown with its braces.
        return Read(interpolation.Expression) switch
        {
            SqlPart.Hole hole when hole.Source.Span == interpolation.Expression.Syntax.Span => new SqlPart.Hole(hole.Kind, interpolation.Syntax),
            null => new SqlPart.Hole(HoleKind.Unknown, interpolation.Syntax),
            var part => part,
        };
    }

    /// <summary>A chain of <c>+</c>, read along its left spine without recursion: generated code has chains of thousands.</summary>
    private SqlPart? ReadConcatenation(IBinaryOperation binary)
    {
        var operands = new Stack<IOperation>();
        IOperation left = binary;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String } inner)
        {
            operands.Push(inner.RightOperand);
            left = inner.LeftOperand;
        }

        operands.Push(left);
        var parts = ImmutableArray.CreateBuilder<SqlPart>(operands.Count);
        foreach (var operand in operands)
        {
            if (Read(operand) is not { } part)
                return null;
            parts.Add(part);
        }

        return new SqlPart.Sequence(parts.MoveToImmutable());
    }

    private SqlPart? ReadConditional(IConditionalOperation conditional, IOperation whenFalse)
    {
        var condition = ConditionOf(conditional.Condition, out var isNegated);
        var whenTrue = Read(conditional.WhenTrue);
        var otherwise = Read(whenFalse);
        return Choose(condition, isNegated ? [otherwise, whenTrue] : [whenTrue, otherwise], conditional);
    }

    /// <summary>What decides a condition, as text: the same for <c>x</c> and <c>!x</c>.</summary>
    public static string ConditionOf(IOperation condition, out bool isNegated)
    {
        isNegated = false;
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not)
        {
            isNegated = !isNegated;
            condition = not.Operand;
        }

        var text = condition.Syntax.ToString();
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, OperatorMethod: null })
        {
            isNegated = !isNegated;
            text = text.Replace("!=", "==");
        }

        return text;
    }

    /// <summary>A choice of the branches that give a value; null when none does.</summary>
    public static SqlPart? Choose(string condition, IEnumerable<SqlPart?> branches, IOperation source)
    {
        var parts = branches.Where(branch => branch is not null).Select(branch => branch!).ToImmutableArray();
        return parts.Length switch
        {
            0 => null,
            1 => parts[0],
            _ => new SqlPart.Choice(condition, parts, source.Syntax),
        };
    }

    private SqlPart? ReadField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.Type.SpecialType != SpecialType.System_String || !(field.IsConst || field.IsReadOnly))
            return ReadConstant(reference);
        if (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return ReadConstant(reference);
        if (!field.IsConst && IsAssignedOutsideInitializer(field))
            return Unknown(reference);
        return ReadElsewhere(value, reference);
    }

    private SqlPart? ReadProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (property.Type.SpecialType != SpecialType.System_String || property.SetMethod is not null || property.IsVirtual || property.IsAbstract
            || (property.IsOverride && !property.IsSealed && !property.ContainingType.IsSealed)
            || property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not PropertyDeclarationSyntax declaration)
        {
            return Unknown(reference);
        }

        var value = declaration.ExpressionBody?.Expression ?? declaration.AccessorList?.Accessors[0].ExpressionBody?.Expression;
        if (value is null && !IsAssignedOutsideInitializer(property))
            value = declaration.Initializer?.Value;
        return value is null ? Unknown(reference) : ReadElsewhere(value, reference);
    }

    private SqlPart? ReadElsewhere(ExpressionSyntax value, IOperation reference) =>
        reader.OperationOf(value, reference, cancellationToken) is { } operation ? Read(operation) : ReadConstant(reference);

    /// <summary>Whether a constructor or init accessor of its type may give a read-only member another value.</summary>
    private bool IsAssignedOutsideInitializer(ISymbol member)
    {
        foreach (var method in member.ContainingType.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.IsStatic != member.IsStatic || !(method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || method.IsInitOnly))
                continue;
            foreach (var declaration in method.DeclaringSyntaxReferences)
            {
                foreach (var node in declaration.GetSyntax(cancellationToken).DescendantNodes())
                {
                    // By name on purpose: a name that is another symbol's only makes the text unknown.
                    var target = node switch
                    {
                        AssignmentExpressionSyntax assignment => assignment.Left,
                        ArgumentSyntax argument when argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) => argument.Expression,
                        RefExpressionSyntax byReference => byReference.Expression,
                        _ => null,
                    };
                    if (target is not null && target.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == member.Name))
                        return true;
                }
            }
        }

        return false;
    }

    private SqlPart? ReadLocal(ILocalReferenceOperation reference)
    {
        var local = reference.Local;
        if (local.Type.SpecialType != SpecialType.System_String)
            return ReadConstant(reference);
        if (_knownLocals.TryGetValue(local, out var known))
            return known;
        if (local.IsConst && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            return ReadElsewhere(value, reference);
        return LocalHistory.ValueAt(reference, this) ?? Unknown(reference);
    }

    private SqlPart? ReadStringMethod(IInvocationOperation invocation)
    {
        var arguments = invocation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Value).ToList();
        switch (invocation.TargetMethod.Name)
        {
            case nameof(string.Concat) when ElementsOf(arguments, 0) is { } elements:
                return ReadJoined(SqlPart.Empty, elements);

            case nameof(string.Join) when arguments.Count >= 2 && ElementsOf(arguments, 1) is { } elements && Read(arguments[0]) is { } separator:
                return ReadJoined(separator, elements);

            case nameof(string.Format) when arguments.Count >= 1 && arguments[0].Type?.SpecialType == SpecialType.System_String
                && arguments[0].ConstantValue is { HasValue: true, Value: string } && ElementsOf(arguments, 1) is { } elements:
                return ReadFormat(arguments[0], elements) ?? Unknown(invocation);

            default:
                return Unknown(invocation);
        }
    }

    private SqlPart? ReadJoined(SqlPart separator, IReadOnlyList<IOperation> elements)
    {
        var parts = ImmutableArray.CreateBuilder<SqlPart>();
        for (var i = 0; i < elements.Count; i++)
        {
            if (i > 0)
                parts.Add(separator);
            if (Read(elements[i]) is not { } part)
                return null;
            parts.Add(part);
        }

        return new SqlPart.Sequence(parts.ToImmutable());
    }

    /// <summary>The values given for a list of parameters, one by one or as an array written out; null when they cannot be told.</summary>
    private static IReadOnlyList<IOperation>? ElementsOf(List<IOperation> arguments, int first)
    {
        if (arguments.Count != first + 1)
            return arguments.Skip(first).ToList();

        var only = arguments[first];
        while (only is IConversionOperation { IsImplicit: true } conversion)
            only = conversion.Operand;
        if (only is IArrayCreationOperation { Initializer: { } initializer })
            return initializer.ElementValues;
        if (only.Kind == CollectionExpression)
        {
            var elements = only.ChildOperations.ToList();
            return elements.TrueForAll(element => element.Type is not null) ? elements : null;
        }

        return only.Type?.SpecialType == SpecialType.System_String || KindOf(only.Type) == HoleKind.Expression ? [only] : null;
    }

    /// <summary>A composite format of constants: the text between the items keeps its place, the items become their arguments.</summary>
    private SqlPart? ReadFormat(IOperation format, IReadOnlyList<IOperation> elements)
    {
        if (Read(format) is not SqlPart.Characters characters)
            return null;

        var parts = ImmutableArray.CreateBuilder<SqlPart>();
        var text = characters.Text;
        var plain = 0;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c is not ('{' or '}'))
            {
                i++;
                continue;
            }

            AddSlice(parts, characters, plain, i);
            if (i + 1 < text.Length && text[i + 1] == c)
            {
                AddSlice(parts, characters, i, i + 1);
                plain = i += 2;
                continue;
            }

            var close = c == '{' ? text.IndexOf('}', i) : -1;
            if (close < 0)
                return null;
            var item = text.Substring(i + 1, close - i - 1);
            var isPlain = int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
            if (!isPlain && !int.TryParse(item.Split(',', ':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out index))
                return null;
            if (index >= elements.Count)
                return null;
            var element = elements[index];
            parts.Add(isPlain && Read(element) is { } part ? part : new SqlPart.Hole(HoleKind.Unknown, element.Syntax));
            plain = i = close + 1;
        }

        AddSlice(parts, characters, plain, text.Length);
        return new SqlPart.Sequence(parts.ToImmutable());
    }

    private static void AddSlice(ImmutableArray<SqlPart>.Builder parts, SqlPart.Characters characters, int start, int end)
    {
        if (start >= end)
            return;
        var runs = ImmutableArray.CreateBuilder<SourceRun>();
        foreach (var run in characters.Runs)
        {
            var from = System.Math.Max(start, run.TextStart);
            var to = System.Math.Min(end, run.TextEnd);
            if (from < to)
                runs.Add(run.Slice(from, to) with { TextStart = from - start });
        }

        // Braces are doubled in a format: nothing is written into one by an edit.
        parts.Add(new SqlPart.Characters(characters.Text.Substring(start, end - start), characters.Tree, runs.ToImmutable(), style: null));
    }
}
