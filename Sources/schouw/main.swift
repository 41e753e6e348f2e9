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
let given = CommandLineArguments.process
exit(FieldProgram(world).run(given.words, unreadable: given.unreadable).rawValue)
