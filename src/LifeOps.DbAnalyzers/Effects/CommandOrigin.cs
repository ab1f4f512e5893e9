using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What decides the text of a command whose text the body does not show: a command out of a list, one that a method of the project makes.</summary>
internal sealed class CommandOrigin(BodyOperations body, IterationSymbols symbols, ValueFlow flow)
{
    private const int MaxDepth = 6;

    public Dependence TextOf(IOperation command) => TextOf(command, 0);

    private Dependence TextOf(IOperation command, int depth)
    {
        if (depth > MaxDepth)
            return default;
        command = command.Unwrap();
        switch (command)
        {
            case IObjectCreationOperation:
                return default;
            case IInvocationOperation invocation:
                return OfMaker(invocation, depth);
            case ILocalReferenceOperation { Local: var local } when !body.ForEachLoops.Exists(loop => loop.Locals.Contains(local)):
                var result = default(Dependence);
                foreach (var put in body.Flows)
                {
                    if (!put.IsPart && SymbolEqualityComparer.Default.Equals(put.Target, local))
                        result |= TextOf(put.Value, depth + 1);
                }

                return result;
            default:
                // commands[i], the variable of a foreach over commands.
                return flow.Of(command);
        }
    }

    // PrepareCommand(connection, statement.Sql), connection.CreateCommand($"DELETE FROM {table}").With("id", id)
    private Dependence OfMaker(IInvocationOperation invocation, int depth)
    {
        var takesConnection = symbols.IsDatabase(invocation.Instance?.Type);
        var texts = default(Dependence);
        foreach (var argument in invocation.Arguments)
        {
            if (symbols.IsDatabase(argument.Value.Unwrap().Type))
                takesConnection = true;
            else if (argument.Value.Type?.SpecialType == SpecialType.System_String)
                texts |= flow.Of(argument.Value);
        }

        return takesConnection ? texts : invocation.ReceiverOf() is { } receiver ? TextOf(receiver, depth + 1) : default;
    }
}
