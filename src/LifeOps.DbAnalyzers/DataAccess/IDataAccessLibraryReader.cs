using System.Collections.Generic;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Knows the calls of one library by their symbols.</summary>
internal interface IDataAccessLibraryReader
{
    /// <summary>The names that are worth a look; every other method is skipped without one.</summary>
    IEnumerable<string> MethodNames { get; }

    /// <summary>The call that an invocation is; null when it is none of this library.</summary>
    DataAccessCall? Recognize(IInvocationOperation invocation);

    /// <summary>The SQL that an argument hands over; null when it is none of this library.</summary>
    SqlUse? RecognizeSql(IArgumentOperation argument);
}
