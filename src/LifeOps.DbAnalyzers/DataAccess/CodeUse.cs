using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// The tables and columns that the code of one compilation uses: those that its SQL names, and those that EF Core reads and writes for its entity
/// classes. Filled while the compilation is read, asked when all of it has been.
/// </summary>
internal sealed class CodeUse
{
    private readonly DataAccessSymbols _symbols;
    private readonly SqlTextReader _texts;
    private readonly EfModel? _model;
    private readonly EntityMappings? _mappings;
    private readonly ConcurrentQueue<(SqlText Text, SqlScript Script)> _scripts = new();

    private CodeUse(Compilation compilation, DataAccessSymbols symbols)
    {
        _symbols = symbols;
        _texts = new(compilation);
        _model = EfModel.Create(compilation);
        _mappings = _model is null ? null : new(_model);
    }

    /// <summary>Null when no database library is referenced.</summary>
    public static CodeUse? Create(Compilation compilation) => DataAccessSymbols.Create(compilation) is { } symbols ? new(compilation, symbols) : null;

    /// <summary>Reads all code of a compilation as the compiler visits it.</summary>
    public void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(operation => ReadSql(operation.Operation, operation.CancellationToken), DataAccessSymbols.SqlKinds);
        if (_model is null || _mappings is null)
            return;
        context.RegisterOperationAction(
            operation =>
            {
                if (!_model.IsHistory(operation.ContainingSymbol))
                    _mappings.Read((IInvocationOperation)operation.Operation);
            },
            OperationKind.Invocation);
        context.RegisterSymbolAction(symbol => _mappings.Read((INamedTypeSymbol)symbol.Symbol), SymbolKind.NamedType);
    }

    /// <summary>What the code uses of a database.</summary>
    /// <param name="isForIt">Whether a text runs against that database.</param>
    public IEnumerable<CodeReference> ReferencesTo(DatabaseSchema schema, System.Func<SqlScript, bool> isForIt)
    {
        // Texts come in any order; the first place of a name is the one that messages tell.
        var references = SqlReferences(schema, isForIt).Concat(EntityReferences(schema)).Select(found => (found.Reference, Line: found.Place.GetLineSpan()));
        return references.OrderBy(found => found.Line.Path, System.StringComparer.Ordinal).ThenBy(found => found.Line.StartLinePosition)
            .Select(found => found.Reference with { Place = Path.GetFileName(found.Line.Path) + "(" + (found.Line.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture) + ")" });
    }

    private void ReadSql(IOperation operation, CancellationToken cancellationToken)
    {
        if (_symbols.RecognizeSql(operation) is not { Purpose: not SqlPurpose.Migration } use)
            return;
        foreach (var text in _texts.Read(use, cancellationToken))
            _scripts.Enqueue((text, text.Parse(cancellationToken)));
    }

    private IEnumerable<(CodeReference Reference, Location Place)> SqlReferences(DatabaseSchema schema, System.Func<SqlScript, bool> isForIt)
    {
        foreach (var (text, script) in _scripts)
        {
            if (!isForIt(script))
                continue;
            foreach (var name in UsedNames.In(script, schema))
                yield return (new(name.Schema, name.Table, name.Column, ""), text.Map(name.Span));
        }
    }

    private IEnumerable<(CodeReference Reference, Location Place)> EntityReferences(DatabaseSchema schema)
    {
        if (_mappings is null)
            yield break;
        var tables = new EntityTables(schema, _mappings);
        foreach (var entity in _mappings.Entities)
        {
            if (tables.Find(entity, _mappings.SetNameOf(entity)) is not { } table || entity.Locations.FirstOrDefault(place => place.IsInSource) is not { } declared)
                continue;
            yield return (new(table.Schema, table.Name, null, ""), declared);
            for (var type = entity; type is not null; type = type.BaseType)
            {
                foreach (var member in type.GetMembers())
                {
                    if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: not null } property && !_mappings.IsNotMapped(property)
                        && tables.FindColumn(table, property) is { } column && property.Locations.FirstOrDefault(place => place.IsInSource) is { } place)
                    {
                        yield return (new(table.Schema, table.Name, column.Name, ""), place);
                    }
                }
            }
        }
    }
}
