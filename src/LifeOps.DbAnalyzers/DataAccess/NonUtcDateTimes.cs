using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>A DateTime value whose kind is known not to be UTC.</summary>
/// <param name="Origin">The expression that made it: <c>DateTime.Now</c>, <c>new DateTime(2024, 1, 1)</c>.</param>
/// <param name="Kind">Local or Unspecified.</param>
/// <param name="Through">The local that carries it to where it is used; null when it is used where it is made.</param>
/// <param name="IsDay">Whether only its day is used: DateTime.Today, or .Date behind it.</param>
internal sealed record NonUtcDateTime(IOperation Origin, string Kind, ILocalSymbol? Through, bool IsDay);

/// <summary>Tells DateTime values that are not UTC from where they come (https://learn.microsoft.com/dotnet/api/system.datetime.kind).</summary>
internal sealed class NonUtcDateTimes(Compilation compilation, VariableFlow flow)
{
    private const string Local = "Local";
    private const string Unspecified = "Unspecified";

    // System.DateTimeKind
    private const int UtcKind = 1;
    private const int LocalKind = 2;

    // System.Globalization.DateTimeStyles
    private const int AdjustToUniversal = 16;
    private const int AssumeLocal = 32;
    private const int AssumeUniversal = 64;
    private const int RoundtripKind = 128;

    private readonly INamedTypeSymbol _dateTime = compilation.GetSpecialType(SpecialType.System_DateTime);
    private readonly INamedTypeSymbol? _dateTimeOffset = compilation.GetTypeByMetadataName("System.DateTimeOffset");
    private readonly INamedTypeSymbol? _dateOnly = compilation.GetTypeByMetadataName("System.DateOnly");
    private readonly INamedTypeSymbol? _dateTimeKind = compilation.GetTypeByMetadataName("System.DateTimeKind");
    private readonly INamedTypeSymbol? _timeZoneInfo = compilation.GetTypeByMetadataName("System.TimeZoneInfo");
    private readonly INamedTypeSymbol? _convert = compilation.GetTypeByMetadataName("System.Convert");

    /// <summary>Every origin of a value that is not UTC; empty when it is, or when nothing is known about it.</summary>
    public ImmutableArray<NonUtcDateTime> Find(IOperation value)
    {
        var found = ImmutableArray.CreateBuilder<NonUtcDateTime>();
        Add(value, through: null, isDay: false, found, [], depth: 0);
        return found.ToImmutable();
    }

    private void Add(IOperation value, ILocalSymbol? through, bool isDay, ImmutableArray<NonUtcDateTime>.Builder found, HashSet<IOperation> followed, int depth)
    {
        if (depth > VariableFlow.MaxDepth)
            return;
        foreach (var origin in flow.OriginsOf(value))
        {
            // time = time.AddDays(1) leads back to itself.
            if (!followed.Add(origin))
                continue;
            var local = value.WithoutConversions() is ILocalReferenceOperation reference ? reference.Local : through;
            if (KeepsKindOf(origin) is { } source)
                Add(source, local, isDay || IsDateProperty(origin), found, followed, depth + 1);
            else if (KindOf(origin) is { } kind)
                found.Add(new(origin, kind, local, isDay || IsToday(origin)));
        }
    }

    // The DateTime that another one is computed from without change of kind.
    private IOperation? KeepsKindOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Instance: { } instance } property when IsDateProperty(property) || IsNullableValue(property.Property) => instance,
        IInvocationOperation { Instance: { } instance, TargetMethod: { } method } when IsArithmetic(method) || IsNullableValue(method) => instance,
        IBinaryOperation { Type: { } type, LeftOperand: var left } when Same(type, _dateTime) => left,
        _ => null,
    };

    private string? KindOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { } property } => KindOf(property),
        IInvocationOperation invocation => KindOf(invocation),
        IObjectCreationOperation { Constructor: { } constructor } creation when Same(constructor.ContainingType, _dateTime) => KindOf(creation),
        _ => null,
    };

    private string? KindOf(IPropertySymbol property)
    {
        if (Same(property.ContainingType, _dateTime))
            return property is { IsStatic: true, Name: "Now" or "Today" } ? Local : null;
        if (!Same(property.ContainingType, _dateTimeOffset))
            return null;
        return property.Name switch
        {
            "LocalDateTime" => Local,
            "DateTime" or "Date" => Unspecified,
            _ => null,
        };
    }

    private string? KindOf(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (Same(method.ContainingType, _dateTime))
        {
            return method.Name switch
            {
                "ToLocalTime" => Local,
                "Parse" or "ParseExact" => KindOfParsed(invocation),
                "SpecifyKind" => KindIn(invocation.Arguments),
                _ => null,
            };
        }

        if (Same(method.ContainingType, _dateOnly) && method.Name == "ToDateTime")
            return KindIn(invocation.Arguments);
        if (Same(method.ContainingType, _convert) && method is { Name: "ToDateTime", Parameters: { Length: > 0 } parameters })
            return parameters[0].Type.SpecialType == SpecialType.System_String ? Unspecified : null;
        if (Same(method.ContainingType, _timeZoneInfo) && method.Name == "ConvertTimeFromUtc")
        {
            return invocation.Arguments.ArgumentOf("destinationTimeZone")?.WithoutConversions() is IPropertyReferenceOperation { Property: { Name: "Utc" } zone } && Same(zone.ContainingType, _timeZoneInfo)
                ? null
                : Unspecified;
        }

        return null;
    }

    private string? KindOf(IObjectCreationOperation creation) =>
        // new DateTime() is DateTime.MinValue, which Npgsql sends as -infinity.
        creation.Arguments.IsEmpty ? null : KindIn(creation.Arguments);

    private string? KindIn(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!Same(argument.Parameter?.Type, _dateTimeKind))
                continue;
            return argument.Value.WithoutConversions().ConstantValue is not { HasValue: true, Value: int kind } || kind == UtcKind ? null
                : kind == LocalKind ? Local
                : Unspecified;
        }

        return Unspecified;
    }

    // Without a style a text gives the kind Unspecified, or Local when it names an offset: neither is UTC.
    private static string? KindOfParsed(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { Name: "style" or "styles" })
                continue;
            if (argument.Value.WithoutConversions().ConstantValue is not { HasValue: true, Value: int styles })
                return null;
            if ((styles & (AdjustToUniversal | RoundtripKind)) != 0)
                return null;
            return (styles & (AssumeLocal | AssumeUniversal)) != 0 ? Local : Unspecified;
        }

        return Unspecified;
    }

    private bool IsDateProperty(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: { Name: "Date" } property } && Same(property.ContainingType, _dateTime);

    private bool IsToday(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: { Name: "Today" } property } && Same(property.ContainingType, _dateTime);

    private bool IsArithmetic(IMethodSymbol method) =>
        Same(method.ContainingType, _dateTime)
        && Same(method.ReturnType, _dateTime)
        && (method.Name.StartsWith("Add", System.StringComparison.Ordinal) || method.Name == "Subtract");

    private static bool IsNullableValue(ISymbol member) =>
        member.ContainingType?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && member.Name is "Value" or "GetValueOrDefault";

    private static bool Same(ISymbol? symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
