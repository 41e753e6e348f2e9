import Dispatch

/// Runs a task on a queue of its own: whoever waits for the task may itself sit on Swift's own
/// pool, which has few threads.
final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "schouw.command")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
