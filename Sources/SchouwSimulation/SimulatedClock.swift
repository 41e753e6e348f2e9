import Synchronization

/// The true time of a world: it moves only when the world moves it.
package final class WorldTime: Sendable {
  private let milliseconds = Atomic<Int64>(1_795_510_800_000)

  /// The time of the world's beginning: 2026-11-24T09:00:00Z.
  package init() {}

  /// Milliseconds since 1970.
  package var now: Int64 { milliseconds.load(ordering: .relaxed) }

  /// Lets time pass.
  package func pass(milliseconds more: Int64) { milliseconds.add(more, ordering: .relaxed) }
}

/// A clock of one machine: wrong by some time, at the wrong speed, or stopped.
package final class SimulatedClock: Sendable {
  private struct Setting {
    /// What the clock showed, and what the time was, when it was last set.
    var shown: Int64
    var since: Int64
    /// How fast it runs: 1 is right, 0 has stopped.
    var perMille: Int64 = 1000

    /// Between 1930 and 2200: what goes beyond is a machine without a clock.
    func now(at time: Int64) -> Int64 {
      min(max(shown + (time - since) * perMille / 1000, -1_262_304_000_000), 7_258_118_400_000)
    }
  }

  private let time: WorldTime
  private let setting: Mutex<Setting>

  /// A clock that is right.
  package init(_ time: WorldTime) {
    self.time = time
    setting = Mutex(Setting(shown: time.now, since: time.now))
  }

  /// What it shows: milliseconds since 1970, within the years that a stamp can say.
  package var now: Int64 {
    setting.withLock { $0.now(at: time.now) }
  }

  /// Jumps by some time.
  package func jump(milliseconds: Int64) {
    set { $0.shown += milliseconds }
  }

  /// Runs from now on at a speed, in thousandths; 0 stops it.
  package func run(perMille: Int64) {
    set { $0.perMille = perMille }
  }

  /// Another clock that shows the same and runs as fast.
  package func copy() -> SimulatedClock {
    let copy = SimulatedClock(time)
    let now = setting.withLock { $0 }
    copy.setting.withLock { $0 = now }
    return copy
  }

  private func set(_ body: (inout Setting) -> Void) {
    setting.withLock { setting in
      setting.shown = setting.now(at: time.now)
      setting.since = time.now
      body(&setting)
    }
  }
}
