import Dispatch
import Synchronization

/// The way from a command, which runs on the main thread, to work that is asynchronous.
enum Blocking {
  private final class Box<Value: Sendable>: Sendable {
    let outcome = Mutex<Result<Value, any Error>?>(nil)
  }

  /// Runs the body on a queue of its own and waits for it.
  ///
  /// - Parameter isInterruptible: whether SIGINT and SIGTERM cancel the body instead of ending the
  /// process.
  static func run<Value: Sendable>(
    isInterruptible: Bool = false,
    _ body: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let box = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    let task = Task.detached(executorPreference: QueueExecutor()) {
      let outcome: Result<Value, any Error>
      do {
        outcome = .success(try await body())
      } catch {
        outcome = .failure(error)
      }
      box.outcome.withLock { $0 = outcome }
      done.signal()
    }
    let sources = isInterruptible ? Self.interrupts { task.cancel() } : []
    done.wait()
    for source in sources { source.cancel() }
    guard let outcome = box.outcome.withLock({ $0 }) else {
      preconditionFailure("the task signals only after it left its outcome")
    }
    return try outcome.get()
  }

  private static func interrupts(
    _ body: @escaping @Sendable () -> Void
  ) -> [any DispatchSourceSignal] {
    let queue = DispatchQueue(label: "schouw.interrupts")
    return System.endingSignals.map { signal in
      System.ignore(signal)
      let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
      source.setEventHandler(handler: body)
      source.resume()
      return source
    }
  }
}
