/// What a command works with while it runs.
public struct Session: Sendable {
  /// The language of everything that is said.
  public let language: Language
  /// Where it is said.
  public let output: Output
  /// The variables the program was started with.
  public let environment: Environment
  /// The program's name, for messages.
  public let program: String
  /// Whether results are wanted as JSON.
  public let isJSON: Bool
  /// The folder given by `--store`; nil if it was not given.
  public let storeFolder: String?

  /// Tells an error on `err` and returns how the program ends.
  ///
  /// An `ExplainedError` speaks for itself. Of any other only the type is told: its description may
  /// hold what must not be shown.
  public func report(_ error: any Error) -> ExitCode {
    if let error = error as? OutputError, error.code == .readerGone { return .ok }
    guard let error = error as? any ExplainedError else {
      let type = String(describing: type(of: error))
      tell(Explanation(CommandLineMessage.unexpectedError.text(language, ["type": type])))
      return .failed
    }
    tell(error.explanation(language))
    return error.exitCode
  }

  /// Tells what happened and, indented under it, what to do next; both made harmless.
  public func tell(_ explanation: Explanation) {
    let start = output.errTerminal.paint(program + ":", .red)
    var text = "\(start) \(DisplayText.harmless(explanation.text))"
    if let remedy = explanation.remedy, !remedy.isEmpty {
      text += "\n  " + DisplayText.harmless(remedy)
    }
    output.complain(text)
  }

  /// Writes what is left of the output; a failure of it turns success into failure, and is told.
  public func finish(_ exitCode: ExitCode) -> ExitCode {
    guard let failure = output.finish() else { return exitCode }
    let other = report(failure)
    return exitCode == .ok ? other : exitCode
  }
}
