import SchouwCanon
import SchouwCommandLine
import SchouwFieldClient
import SchouwJournal

extension Command {
  /// `uninstall`: takes away what `install.sh` brought, and leaves the data; not while there is work
  /// that the office does not have.
  func uninstall() throws -> ExitCode {
    let folder = try storeFolder()
    let unsent = try unsentWork(folder)
    if unsent > 0, words.has(Specs.check) || !words.has(Specs.anyway) {
      if session.isJSON { tellUninstall(false, unsent, [], folder) }
      throw CommandFailure(
        .unsent,
        StatusMessage.leavesUnsent.filled(["count": "\(unsent)", "folder": folder]),
        remedy: StatusMessage.leavesUnsentRemedy.phrase
      )
    }
    if words.has(Specs.check) {
      if session.isJSON {
        tellUninstall(false, unsent, [], folder)
      } else {
        say(.nothingUnsent)
      }
      return .ok
    }
    guard let installation = Installation(programFile: world.programFile, disk: world.disk) else {
      throw CommandFailure(
        .failed,
        StatusMessage.notInstalled.phrase,
        remedy: StatusMessage.notInstalledRemedy.phrase
      )
    }
    guard System.isWritable(installation.folder) else {
      throw CommandFailure(
        .failed,
        StatusMessage.notMayRemove.filled(["folder": installation.folder]),
        remedy: StatusMessage.notMayRemoveRemedy.phrase
      )
    }
    let left = installation.remove(world.disk) + removeSettings()
    tellUninstall(true, unsent, left, folder)
    return left.isEmpty ? .ok : .failed
  }

  /// Changes and drafts that are not known to be at the office; 0 for examples and without a store.
  ///
  /// Throws what `openStore` throws, and `store` where a part does not read: nobody can tell then.
  private func unsentWork(_ folder: String) throws -> Int {
    let status: Store.Status
    do {
      status = try openStore().status()
    } catch let error as StoreError where error.code == .notAStore {
      return 0
    }
    if status.isExample { return 0 }
    if status.damages > 0, !words.has(Specs.anyway) {
      throw CommandFailure(
        .store,
        StatusMessage.leavesDamaged.phrase,
        remedy: StatusMessage.doctorVerifyRemedy.phrase
      )
    }
    // What the office says it lacks counts too: it may have been put back from an old backup.
    return max(status.unsent, status.counter - status.received)
  }

  /// Removes the settings and what was kept of views; what could not be removed.
  private func removeSettings() -> [String] {
    let config = folders.config.map { String($0.dropLast("/config.json".utf8.count)) }
    var left: [String] = []
    for folder in [config, folders.state].compactMap({ $0 }) {
      left += Installation.removeTree(folder, world.disk)
      // The folder above it goes too if nobody else has anything there.
      _ = System.removeEmptyFolder(SchouwJournal.folder(of: folder))
    }
    return left
  }

  private func tellUninstall(_ isDone: Bool, _ unsent: Int, _ left: [String], _ folder: String) {
    let hasData = System.folderFacts(folder) != nil
    if session.isJSON {
      return json([
        "data": hasData ? .string(folder) : .null, "left": .array(left.map { .string($0) }),
        "uninstalled": .bool(isDone), "unsent": .number(Double(unsent)),
      ])
    }
    for path in left { say(.leftOver, ["path": path]) }
    if left.isEmpty { say(.uninstalled) }
    if unsent > 0 { say(.leavesUnsent, ["count": "\(unsent)", "folder": folder]) }
    if hasData {
      say(.dataStay, ["folder": folder])
    } else {
      say(.dataNone)
    }
  }
}
