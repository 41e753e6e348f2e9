import SchouwCommandLine
import SchouwFieldCommands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

exit(FieldProgram().run(Array(CommandLine.arguments.dropFirst())).rawValue)
