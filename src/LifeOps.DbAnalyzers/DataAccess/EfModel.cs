using System.Collections.Immutable;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>A column type that model code writes: HasColumnType, HaveColumnType, [Column(TypeName = ...)].</summary>
/// <param name="Owner">What has the type, for messages: <c>User.Name</c>.</param>
/// <param name="Type">The type as PostgreSQL reads it.</param>
/// <param name="Text">The type as written.</param>
/// <param name="Literal">The expression that holds it.</param>
internal sealed record ModelColumnType(string Owner, TypeName Type, string Text, ExpressionSyntax Literal)
{
    /// <summary>Whether it is the built-in type of that catalog name, or an array of it.</summary>
    public bool IsBuiltIn(string name) =>
        Type.Name.Value == name && (Type.Names.Count == 1 || (Type.Names.Count == 2 && Type.Schema.Value == "pg_catalog"));

    /// <summary>Another type with this one's modifiers and brackets: <c>timestamp(3)[]</c> with timestamptz is <c>timestamptz(3)[]</c>.</summary>
    public string With(string name, bool keepModifiers)
    {
        var result = name;
        if (keepModifiers && Type.Typmods is { Count: 1 } && Type.Typmods[0] is A_Const { Kind: ConstantKind.Integer } modifier)
            result += "(" + modifier.IntegerValue.ToString(System.Globalization.CultureInfo.InvariantCulture) + ")";
        for (var i = 0; i < Type.ArrayBounds.Count; i++)
            result += "[]";
        return result;
    }

    /// <summary>The text between the quotes where it stands as written, the whole expression otherwise.</summary>
    public Location Location
    {
        get
        {
            if (Literal is not LiteralExpressionSyntax { Token: var token } || !token.IsKind(SyntaxKind.StringLiteralToken) || token.Text.Length != Text.Length + 2)
                return Literal.GetLocation();
            return Microsoft.CodeAnalysis.Location.Create(
                Literal.SyntaxTree, new Microsoft.CodeAnalysis.Text.TextSpan(token.SpanStart + 1, Text.Length));
        }
    }
}

/// <summary>The calls and attributes that say how EF Core maps classes to tables.</summary>
internal sealed class EfModel
{
    private const string Ef = "Microsoft.EntityFrameworkCore.";

    private readonly INamedTypeSymbol? _propertyExtensions;
    private readonly INamedTypeSymbol? _complexPropertyExtensions;
    private readonly INamedTypeSymbol? _conventionExtensions;
    private readonly INamedTypeSymbol? _propertyBuilder;
    private readonly INamedTypeSymbol? _complexPropertyBuilder;
    private readonly INamedTypeSymbol? _propertiesBuilder;
    private readonly INamedTypeSymbol? _npgsqlPropertyExtensions;
    private readonly INamedTypeSymbol? _npgsqlModelExtensions;
    private readonly INamedTypeSymbol? _entityTypeBuilder;
    private readonly INamedTypeSymbol? _modelBuilder;
    private readonly INamedTypeSymbol? _dbSet;
    private readonly INamedTypeSymbol? _dbContext;
    private readonly INamedTypeSymbol? _entityConfiguration;
    private readonly INamedTypeSymbol? _migration;
    private readonly INamedTypeSymbol? _modelSnapshot;
    private readonly INamedTypeSymbol? _entityExtensions;
    private readonly INamedTypeSymbol? _columnAttribute;
    private readonly INamedTypeSymbol? _notMappedAttribute;
    private readonly INamedTypeSymbol? _valueGenerationStrategy;

    private EfModel(Compilation compilation)
    {
        _propertyExtensions = compilation.GetTypeByMetadataName(Ef + "RelationalPropertyBuilderExtensions");
        _complexPropertyExtensions = compilation.GetTypeByMetadataName(Ef + "RelationalComplexTypePropertyBuilderExtensions");
        _conventionExtensions = compilation.GetTypeByMetadataName(Ef + "RelationalPropertiesConfigurationBuilderExtensions");
        _propertyBuilder = compilation.GetTypeByMetadataName(Ef + "Metadata.Builders.PropertyBuilder");
        _complexPropertyBuilder = compilation.GetTypeByMetadataName(Ef + "Metadata.Builders.ComplexTypePropertyBuilder");
        _propertiesBuilder = compilation.GetTypeByMetadataName(Ef + "Metadata.Builders.PropertiesConfigurationBuilder");
        _npgsqlPropertyExtensions = compilation.GetTypeByMetadataName(Ef + "NpgsqlPropertyBuilderExtensions");
        _npgsqlModelExtensions = compilation.GetTypeByMetadataName(Ef + "NpgsqlModelBuilderExtensions");
        _entityTypeBuilder = compilation.GetTypeByMetadataName(Ef + "Metadata.Builders.EntityTypeBuilder");
        _modelBuilder = compilation.GetTypeByMetadataName(Ef + "ModelBuilder");
        _dbSet = compilation.GetTypeByMetadataName(Ef + "DbSet`1");
        _dbContext = compilation.GetTypeByMetadataName(Ef + "DbContext");
        _entityConfiguration = compilation.GetTypeByMetadataName(Ef + "IEntityTypeConfiguration`1");
        _migration = compilation.GetTypeByMetadataName(Ef + "Migrations.Migration");
        _modelSnapshot = compilation.GetTypeByMetadataName(Ef + "Infrastructure.ModelSnapshot");
        _entityExtensions = compilation.GetTypeByMetadataName(Ef + "RelationalEntityTypeBuilderExtensions");
        _valueGenerationStrategy = compilation.GetTypeByMetadataName("Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy");
        _notMappedAttribute = compilation.GetTypeByMetadataName("System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute");
        _columnAttribute = compilation.GetTypeByMetadataName("System.ComponentModel.DataAnnotations.Schema.ColumnAttribute");
    }

    /// <summary>Null without Npgsql's provider for EF Core: the types of another database mean something else.</summary>
    public static EfModel? Create(Compilation compilation)
    {
        var model = new EfModel(compilation);
        return model._npgsqlPropertyExtensions is null || model._dbContext is null ? null : model;
    }

    /// <summary>Whether code stands in a migration or a model snapshot: what was, not what the model says.</summary>
    public bool IsHistory(ISymbol containingSymbol)
    {
        for (var type = containingSymbol as INamedTypeSymbol ?? containingSymbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsOrInherits(_migration) || type.IsOrInherits(_modelSnapshot))
                return true;
        }

        return false;
    }

    /// <summary>The column type that a HasColumnType or HaveColumnType call sets.</summary>
    public ModelColumnType? ColumnTypeOf(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var isTyped = method.Name switch
        {
            "HasColumnType" => Same(method.ContainingType, _propertyExtensions) || Same(method.ContainingType, _complexPropertyExtensions),
            "HaveColumnType" => Same(method.ContainingType, _conventionExtensions),
            _ => false,
        };
        if (!isTyped
            || invocation.Arguments.ArgumentOf("typeName") is not { ConstantValue: { HasValue: true, Value: string text } } argument
            || argument.Syntax is not ExpressionSyntax literal)
        {
            return null;
        }

        return Parse(OwnerOf(invocation), text, literal);
    }

    /// <summary>The column type that a property's attribute sets.</summary>
    public ModelColumnType? ColumnTypeOf(IPropertySymbol property, System.Threading.CancellationToken cancellationToken)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (!Same(attribute.AttributeClass, _columnAttribute))
                continue;
            foreach (var argument in attribute.NamedArguments)
            {
                if (argument is { Key: "TypeName", Value.Value: string text }
                    && attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList.Arguments: var arguments })
                {
                    foreach (var written in arguments)
                    {
                        if (written.NameEquals?.Name.Identifier.ValueText == "TypeName")
                            return Parse(property.ContainingType.Name + "." + property.Name, text, written.Expression);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Whether a property has a column type by attribute.</summary>
    public bool HasColumnTypeAttribute(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (!Same(attribute.AttributeClass, _columnAttribute))
                continue;
            foreach (var argument in attribute.NamedArguments)
            {
                if (argument is { Key: "TypeName", Value.IsNull: false })
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call is PropertyBuilder.HasMaxLength (complex properties too).</summary>
    public bool IsHasMaxLength(IMethodSymbol method) =>
        method.Name == "HasMaxLength"
        && (method.ContainingType.OriginalDefinition.IsOrInherits(_propertyBuilder) || method.ContainingType.OriginalDefinition.IsOrInherits(_complexPropertyBuilder));

    /// <summary>Whether a call is HaveMaxLength on the conventions for all properties of a type.</summary>
    public bool IsHaveMaxLength(IMethodSymbol method) =>
        method.Name == "HaveMaxLength" && method.ContainingType.OriginalDefinition.IsOrInherits(_propertiesBuilder);

    /// <summary>Whether a call makes a column of fixed length: IsFixedLength, unless it says false.</summary>
    public bool IsFixedLength(IInvocationOperation invocation) =>
        invocation.TargetMethod.Name == "IsFixedLength"
        && (Same(invocation.TargetMethod.ContainingType, _propertyExtensions) || Same(invocation.TargetMethod.ContainingType, _complexPropertyExtensions))
        && invocation.Arguments.ArgumentOf("fixedLength")?.ConstantValue is not { HasValue: true, Value: false };

    /// <summary>The calls of the same builder chain, before and behind a call.</summary>
    public static System.Collections.Generic.IEnumerable<IInvocationOperation> ChainOf(IInvocationOperation invocation)
    {
        for (var receiver = ReceiverOf(invocation); receiver is IInvocationOperation call; receiver = ReceiverOf(call))
            yield return call;
        for (IOperation? parent = invocation.Parent; parent is IInvocationOperation or IArgumentOperation or IConversionOperation; parent = parent.Parent)
        {
            if (parent is IInvocationOperation call)
                yield return call;
        }
    }

    /// <summary>Whether a call is Npgsql's UseSerialColumn or UseSerialColumns.</summary>
    public bool IsUseSerial(IMethodSymbol method) =>
        (method.Name == "UseSerialColumn" && Same(method.ContainingType, _npgsqlPropertyExtensions))
        || (method.Name == "UseSerialColumns" && Same(method.ContainingType, _npgsqlModelExtensions));

    /// <summary>Whether a field is NpgsqlValueGenerationStrategy.SerialColumn.</summary>
    public bool IsSerialStrategy(IFieldSymbol field) => field.Name == "SerialColumn" && Same(field.ContainingType, _valueGenerationStrategy);

    /// <summary>Whether a method belongs to a property builder, so that it says something about one property.</summary>
    public bool IsPropertyMethod(IMethodSymbol method) =>
        method.ContainingType.OriginalDefinition.IsOrInherits(_propertyBuilder)
        || Same(method.ContainingType, _propertyExtensions)
        || Same(method.ContainingType, _npgsqlPropertyExtensions);

    /// <summary>Whether a method belongs to an entity builder, so that it says something about one class.</summary>
    public bool IsEntityMethod(IMethodSymbol method) => method.ContainingType.OriginalDefinition.IsOrInherits(_entityTypeBuilder);

    /// <summary>Whether a method belongs to the classes that build a model.</summary>
    public bool IsModelBuilding(IMethodSymbol method) => Same(method.ContainingNamespace, _propertyBuilder?.ContainingNamespace);

    /// <summary>The class that modelBuilder.Entity&lt;T&gt;() makes an entity.</summary>
    public INamedTypeSymbol? EntityOf(IInvocationOperation invocation) =>
        invocation.TargetMethod is { Name: "Entity", TypeArguments: { Length: 1 } types } method && method.ContainingType.IsOrInherits(_modelBuilder)
            ? types[0] as INamedTypeSymbol
            : null;

    /// <summary>The class whose entity builder a call is made on.</summary>
    public INamedTypeSymbol? BuiltEntityOf(IInvocationOperation invocation)
    {
        for (var receiver = ReceiverOf(invocation); receiver is not null; receiver = receiver is IInvocationOperation call ? ReceiverOf(call) : null)
        {
            if (receiver.WithoutConversions().Type is INamedTypeSymbol { TypeArguments: { Length: > 0 } types } builder && builder.OriginalDefinition.IsOrInherits(_entityTypeBuilder))
                return types[0] as INamedTypeSymbol;
        }

        return null;
    }

    /// <summary>Whether a property is marked as one without a column.</summary>
    public bool IsNotMapped(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (_notMappedAttribute is not null && Same(attribute.AttributeClass, _notMappedAttribute))
                return true;
        }

        return false;
    }

    /// <summary>Whether a property is a DbSet.</summary>
    public bool IsSet(IPropertySymbol property) => property.Type is INamedTypeSymbol type && Same(type.OriginalDefinition, _dbSet);

    /// <summary>The table that a ToTable call gives an entity class; null when the call is another one, or the name is not constant.</summary>
    public (INamedTypeSymbol Entity, string Table)? TableOf(IInvocationOperation invocation) =>
        invocation.TargetMethod is { Name: "ToTable" } method && Same(method.ContainingType, _entityExtensions)
        && invocation.Arguments.ArgumentOf("name")?.ConstantValue is { HasValue: true, Value: string table }
        && (ReceiverOf(invocation)?.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } types } ? types[0] as INamedTypeSymbol : BuiltEntityOf(invocation)) is { } entity
            ? (entity, table)
            : null;

    /// <summary>The column that a HasColumnName call gives a property; null when the call is another one, or the name is not constant.</summary>
    public (IPropertySymbol Property, string Column)? ColumnOf(IInvocationOperation invocation) =>
        invocation.TargetMethod is { Name: "HasColumnName" } method && Same(method.ContainingType, _propertyExtensions)
        && invocation.Arguments.ArgumentOf("name")?.ConstantValue is { HasValue: true, Value: string column }
        && PropertyOf(invocation) is { } property
            ? (property, column)
            : null;

    /// <summary>The entity classes that a class names: by its DbSet properties, or because it configures one.</summary>
    public ImmutableArray<INamedTypeSymbol> EntitiesOf(INamedTypeSymbol type)
    {
        var entities = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        if (type.IsOrInherits(_dbContext))
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: { Length: 1 } types } set } && Same(set.OriginalDefinition, _dbSet) && types[0] is INamedTypeSymbol entity)
                    entities.Add(entity);
            }
        }
        else if (type.FindInterface(_entityConfiguration)?.TypeArguments[0] is INamedTypeSymbol configured)
        {
            entities.Add(configured);
        }

        return entities.ToImmutable();
    }

    /// <summary>The property that a chain of property-builder calls is about: the lambda or name given to Property(...).</summary>
    public IPropertySymbol? PropertyOf(IInvocationOperation invocation)
    {
        for (IOperation? current = invocation; current is IInvocationOperation call; current = ReceiverOf(call))
        {
            if (call is not { TargetMethod: { IsStatic: false, Name: "Property" or "ComplexProperty" or "PrimitiveCollection" } property, Arguments: { Length: > 0 } arguments } || !IsModelBuilding(property))
                continue;
            var argument = arguments[0].Value.WithoutConversions();
            if (PropertyOfLambda(argument) is { } selected)
                return selected;
            if (argument.ConstantValue is { HasValue: true, Value: string name } && BuiltEntityOf(call) is { } entity)
                return FindProperty(entity, name);
        }

        return null;
    }

    /// <summary>The property that <c>e =&gt; e.Name</c> reads.</summary>
    public static IPropertySymbol? PropertyOfLambda(IOperation lambda)
    {
        if (BodyOf(lambda) is not IPropertyReferenceOperation property)
            return null;
        return property.Property;
    }

    /// <summary>What an expression lambda returns.</summary>
    public static IOperation? BodyOf(IOperation lambda)
    {
        lambda = lambda.WithoutConversions();
        if (lambda is IDelegateCreationOperation creation)
            lambda = creation.Target;
        return lambda is IAnonymousFunctionOperation { Body.Operations: { Length: 1 } statements } && statements[0] is IReturnOperation { ReturnedValue: { } value }
            ? value.WithoutConversions()
            : null;
    }

    /// <summary>What a chain of property-builder calls is about, for messages.</summary>
    public string OwnerOf(IInvocationOperation invocation) =>
        PropertyOf(invocation) is { } property ? property.ContainingType.Name + "." + property.Name : "the column";

    /// <summary>The object that a call is made on; the first argument of an extension method.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation invocation) =>
        (invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod && invocation.Arguments.Length > 0 ? invocation.Arguments[0].Value : null))?.WithoutConversions();

    private static IPropertySymbol? FindProperty(INamedTypeSymbol type, string name)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            foreach (var member in candidate.GetMembers(name))
            {
                if (member is IPropertySymbol property)
                    return property;
            }
        }

        return null;
    }

    private static ModelColumnType? Parse(string owner, string text, ExpressionSyntax literal) =>
        SqlFragment.ParseTypeName(text) is { } type ? new(owner, type, text, literal) : null;

    private static bool Same(ISymbol? symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
