using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What code waits for besides the database: mails, files, other services.</summary>
[Flags]
internal enum OutsideWork
{
    None = 0,

    /// <summary>Something that gives a value: a file that is converted, an answer of another service, perhaps only a setting.</summary>
    Value = 1,

    /// <summary>Something that gives nothing back, or goes over the network or to a disk: it is done for what it does there.</summary>
    Command = 2,

    /// <summary>Services that are made for this piece of work: contexts and connections that share nothing with the next one's.</summary>
    Services = 4,
}

/// <summary>A call that code waits for, of a member whose body is in the compilation.</summary>
/// <param name="Callee">The member, as it was declared.</param>
/// <param name="GivesValue">Whether the call has a result.</param>
internal readonly record struct AwaitedCall(ISymbol Callee, bool GivesValue);

/// <summary>All that the code of a function, or one turn of a loop, waits for.</summary>
internal sealed class Awaited
{
    /// <summary>What shows in the body itself.</summary>
    public OutsideWork Outside { get; set; }

    /// <summary>Calls of which only the compilation as a whole knows what they reach.</summary>
    public List<AwaitedCall> Calls { get; } = [];
}
