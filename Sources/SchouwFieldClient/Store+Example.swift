import SchouwJournal

extension Store {
  /// The name of the format in which stores of this program lie, as in `format.json`.
  public static var formatName: String { StoreLayout.formatName }

  /// Whether this store holds examples: it can never enrol, and nothing of it is ever sent.
  ///
  /// - Throws: ``StoreError`` `notAStore`, `newerFormat`, `journal`.
  public func isExample() throws(StoreError) -> Bool {
    try reading { core throws(StoreError) in core.isExample }
  }

  /// Renames the folder of an example store, so that a real one can be made in its place.
  ///
  /// - Returns: where the examples lie now; nil if there is no example store in the folder.
  /// - Throws: ``StoreError`` `journal`, with `locked` if somebody is writing in it; then nothing was
  ///   renamed.
  public static func putExampleAside(
    _ folder: String,
    environment: StoreEnvironment
  ) throws(StoreError) -> String? {
    let disk = environment.disk
    let layout = StoreLayout(folder: folder)
    let identity: StoreLayout.Identity
    do throws(StoreError) {
      identity = try layout.check(disk)
    } catch {
      // What else is there is for `create` to judge.
      return nil
    }
    guard identity.isExample else { return nil }
    let lock = disk.lock(layout.lock)
    do throws(DiskError) {
      try lock.take(waitingMilliseconds: environment.lockMilliseconds)
      defer { lock.release() }
      let parent = SchouwJournal.folder(of: folder)
      let names = try disk.names(in: parent)
      let own = String(folder.dropFirst(parent == "/" ? 1 : parent.count + 1))
      var number = 1
      var name = "\(own)-example"
      while names.contains(name) {
        number += 1
        name = "\(own)-example-\(number)"
      }
      let target = parent == "/" ? "/\(name)" : "\(parent)/\(name)"
      try disk.rename(folder, to: target)
      try disk.syncFolder(parent)
      return target
    } catch {
      throw StoreError(JournalError(error))
    }
  }
}
