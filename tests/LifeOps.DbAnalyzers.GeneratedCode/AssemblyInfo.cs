// CA1014 wants every assembly to decide.
[assembly: System.CLSCompliant(false)]
