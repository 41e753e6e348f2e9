import Foundation
import SchouwCommandLine

let given = CommandLineArguments.process
let start = ServerCommands.set.start(given.words, unreadable: given.unreadable)
switch start {
case .ended(let code): exit(code.rawValue)
case .run(let words, let session):
  let program = ServerProgram(words: words, session: session)
  Task.detached {
    let code: ExitCode
    do {
      code = try await program.run()
    } catch {
      code = session.report(error)
    }
    exit(session.finish(code).rawValue)
  }
  dispatchMain()
}
