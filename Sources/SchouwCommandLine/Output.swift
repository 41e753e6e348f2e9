import Synchronization

/// The two streams of a program, and one progress line.
///
/// Results go to `out`, everything that is said about them to `err`. A reader that goes away ends
/// the program quietly: by SIGPIPE where `forProcess` restored it, else by `isReaderGone`. Any other
/// failure of `out` is kept and returned by `finish`, so that a full disk is never passed over.
/// All methods may be called from any thread; a line is written whole.
public final class Output: Sendable {
  /// Where results appear.
  public let outTerminal: Terminal
  /// Where remarks and progress appear.
  public let errTerminal: Terminal
  /// Whether remarks and progress are left out.
  public let isQuiet: Bool

  private struct State {
    var buffer: [UInt8] = []
    var failure: OutputError?
    var hasProgress = false
  }

  private let out: any OutputSink
  private let err: any OutputSink
  private let state = Mutex(State())

  /// How much is gathered before it is written to a file or a pipe.
  static let bufferBytesMax = 32 * 1024

  /// Makes an output over two sinks.
  public init(
    out: any OutputSink,
    err: any OutputSink,
    outTerminal: Terminal = Terminal(),
    errTerminal: Terminal = Terminal(),
    isQuiet: Bool = false
  ) {
    self.out = out
    self.err = err
    self.outTerminal = outTerminal
    self.errTerminal = errTerminal
    self.isQuiet = isQuiet
  }

  /// The standard output and error of this process; restores the default action of SIGPIPE.
  ///
  /// A command that goes on to serve sockets then ignores SIGPIPE itself, or sends MSG_NOSIGNAL.
  public static func forProcess(environment: Environment, isQuiet: Bool) -> Output {
    System.restoreBrokenPipeSignal()
    return Output(
      out: DescriptorSink(System.standardOutput),
      err: DescriptorSink(System.standardError),
      outTerminal: Terminal(descriptor: System.standardOutput, environment: environment),
      errTerminal: Terminal(descriptor: System.standardError, environment: environment),
      isQuiet: isQuiet
    )
  }

  /// Whether nobody reads the results any more; a command that goes on for long then stops.
  public var isReaderGone: Bool { state.withLock { $0.failure?.code == .readerGone } }

  /// Writes a line of results: at once on a terminal, else when enough has gathered.
  public func line(_ text: String) {
    write(Array(text.utf8) + [0x0A])
  }

  /// Writes bytes of results as they are.
  public func write(_ bytes: [UInt8]) {
    state.withLock { state in
      clearProgress(&state)
      state.buffer += bytes
      if outTerminal.isTerminal || state.buffer.count >= Self.bufferBytesMax { flush(&state) }
    }
  }

  /// Writes a table of results.
  public func table(_ table: Table) {
    for text in table.lines(on: outTerminal) { line(text) }
  }

  /// Writes what has gathered; a command that follows something calls this before it waits.
  public func flush() {
    state.withLock { flush(&$0) }
  }

  /// Writes a remark to `err`, unless the program is to be quiet.
  public func remark(_ text: String) {
    if isQuiet { return }
    complain(text)
  }

  /// Writes an error to `err`, also when the program is to be quiet, after all results so far.
  public func complain(_ text: String) {
    state.withLock { state in
      clearProgress(&state)
      flush(&state)
      // Nobody can be told that telling failed.
      try? err.write(Array(text.utf8) + [0x0A])
    }
  }

  /// Replaces the progress line; shown only on a terminal, cut to its width, made harmless.
  public func progress(_ text: String) {
    guard errTerminal.isTerminal, !isQuiet else { return }
    let harmless = DisplayText.harmless(text)
    let shown = DisplayText.truncated(harmless, toColumns: errTerminal.widthColumns - 1)
    state.withLock { state in
      flush(&state)
      try? err.write(Array("\r\(shown)\u{1B}[K".utf8))
      state.hasProgress = true
    }
  }

  /// Writes what is left and takes the progress line away.
  ///
  /// - Returns: the first failure of `out`, which the program reports; nil if all is well, also when
  ///   the reader merely went away.
  public func finish() -> OutputError? {
    state.withLock { state in
      clearProgress(&state)
      flush(&state)
      return state.failure?.code == .readerGone ? nil : state.failure
    }
  }

  private func flush(_ state: inout State) {
    defer { state.buffer.removeAll(keepingCapacity: true) }
    guard !state.buffer.isEmpty, state.failure == nil else { return }
    do throws(OutputError) {
      try out.write(state.buffer)
    } catch {
      state.failure = error
    }
  }

  private func clearProgress(_ state: inout State) {
    guard state.hasProgress else { return }
    try? err.write(Array("\r\u{1B}[K".utf8))
    state.hasProgress = false
  }
}
