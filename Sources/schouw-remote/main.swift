import SchouwCommandLine
import SchouwFieldCommands
import SchouwTransport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The commands of schouw that talk to the office; schouw becomes this program for them.
var world = World(transport: URLSessionTransport())
world.saysWhenInterrupted = true
let program = FieldProgram(world)
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
