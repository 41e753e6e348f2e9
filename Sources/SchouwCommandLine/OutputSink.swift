import Synchronization

/// A place where bytes go: a file that is open, or memory in tests.
public protocol OutputSink: Sendable {
  /// Writes all bytes or throws; after an error nothing more is written.
  func write(_ bytes: [UInt8]) throws(OutputError)
}

/// Writing failed.
public struct OutputError: ExplainedError, Equatable {
  /// Why writing failed.
  public enum Code: String, Sendable, CaseIterable {
    /// Nobody reads any more (EPIPE); no fault, and not reported.
    case readerGone
    /// The disk or the quota is full.
    case diskFull
    /// Anything else.
    case failed
  }

  /// Why writing failed.
  public var code: Code
  /// The system's error number (errno).
  public var number: Int32

  /// Makes an error.
  public init(_ code: Code, number: Int32) {
    self.code = code
    self.number = number
  }

  init(_ error: SystemError) {
    let code: Code =
      if System.isBrokenPipe(error) { .readerGone } else if System.isDiskFull(error) {
        .diskFull
      } else { .failed }
    self.init(code, number: error.number)
  }

  /// 0 if the reader went away, else 1: the store is whole, only the output is not.
  public var exitCode: ExitCode { code == .readerGone ? .ok : .failed }

  /// What happened and what to do next.
  public func explanation(_ language: Language) -> Explanation {
    let values: KeyValuePairs = ["number": String(number)]
    return switch code {
    case .readerGone:
      Explanation(CommandLineMessage.outputReaderGone.text(language, values))
    case .diskFull:
      Explanation(
        CommandLineMessage.outputDiskFull.text(language, values),
        remedy: CommandLineMessage.outputDiskFullRemedy.text(language)
      )
    case .failed:
      Explanation(CommandLineMessage.outputFailed.text(language, values))
    }
  }
}

/// A sink that writes to an open file with `write(2)`.
///
/// Not `FileHandle.write(_:)`, which ends the process on a closed pipe or a full disk.
public struct DescriptorSink: OutputSink {
  private let descriptor: Int32

  /// Writes to the given descriptor, which stays the caller's to close.
  public init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes all bytes; waits where the descriptor does not block.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    do throws(SystemError) {
      try System.write(bytes, to: descriptor)
    } catch {
      throw OutputError(error)
    }
  }
}

/// A sink that keeps what was written, for tests of commands.
public final class MemorySink: OutputSink {
  private let kept = Mutex<[UInt8]>([])
  private let failure: OutputError?

  /// Makes an empty sink; with a failure, one that refuses everything.
  public init(failing failure: OutputError? = nil) { self.failure = failure }

  /// Keeps the bytes.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    if let failure { throw failure }
    kept.withLock { $0 += bytes }
  }

  /// All bytes written so far, as UTF-8 text.
  public var text: String { kept.withLock { String(decoding: $0, as: UTF8.self) } }
}
