import SchouwCommandLine
import SchouwFieldCommands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

var world = World()
world.saysWhenInterrupted = true
exit(FieldProgram(world).run(Array(CommandLine.arguments.dropFirst())).rawValue)
