import Foundation
import SchouwCommandLine

switch Simulate.commands.start(Simulate.arguments(CommandLine.arguments)) {
case .ended(let code): exit(code.rawValue)
case .run(let words, let session):
  do {
    exit(session.finish(try Simulate(words, session).run()).rawValue)
  } catch {
    exit(session.finish(session.report(error)).rawValue)
  }
}
