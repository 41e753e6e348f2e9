import Foundation
import SchouwCommandLine
import SchouwFieldCommands
import SchouwTransport

// The commands of schouw that talk to the office; schouw becomes this program for them.

// Foundation makes folders for cookies and for a cache as soon as URLSession is used, also where both are
// switched off: these variables, which lead nowhere, keep it from leaving anything on the laptop.
let environment = Environment(ProcessInfo.processInfo.environment)
for variable in ["XDG_DATA_HOME", "XDG_CACHE_HOME"] { setenv(variable, "/dev/null/none", 1) }

var world = World(transport: URLSessionTransport())
world.saysWhenInterrupted = true
let program = FieldProgram(world)
let given = CommandLineArguments.process
let ending = program.run(given.words, unreadable: given.unreadable, environment: environment)
exit(ending.rawValue)
