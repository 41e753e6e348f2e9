import SchouwJournal

/// What `install.sh` of a release made, as far as the running program can tell from its own place:
/// `PREFIX/lib/schouw/versions/V/bin/schouw`.
///
/// `PREFIX/lib/schouw/links` names, one a line and from PREFIX, the links that lead there, and with a
/// slash at their ends the folders that were made for them.
struct Installation {
  let prefix: String

  /// `PREFIX/lib/schouw`: every version that is installed.
  var folder: String { prefix + "/lib/schouw" }

  /// The installation of a program; nil if it lies anywhere else.
  init?(programFile: String?, disk: any Disk) {
    guard let programFile else { return nil }
    let parts = programFile.split(separator: "/", omittingEmptySubsequences: false)
    let end = parts.suffix(6)
    guard end.count == 6, Array(end.prefix(3)) == ["lib", "schouw", "versions"],
      end[end.endIndex - 2] == "bin"
    else { return nil }
    prefix = parts.dropLast(6).joined(separator: "/")
    guard (try? disk.readWhole(folder + "/links", bytesMax: 1 << 16)) ?? nil != nil else {
      return nil
    }
  }

  /// The lines of `links` that stay within PREFIX.
  private func lines(_ disk: any Disk) -> [String] {
    let bytes = ((try? disk.readWhole(folder + "/links", bytesMax: 1 << 16)) ?? nil) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..") }
  }

  /// Removes links and programs, and the folders made for them that are empty then.
  ///
  /// A file or link that is not ours stays, whatever it is called.
  /// - Returns: what could not be removed.
  func remove(_ disk: any Disk) -> [String] {
    let lines = lines(disk)
    let links = lines.filter { !$0.hasSuffix("/") }.map { "\(prefix)/\($0)" }
      .filter { System.linkTarget($0)?.contains("lib/schouw/current/") == true }
    let left = links.filter { !System.removeFile($0) } + Self.removeTree(folder, disk)
    // The deepest first.
    for line in lines.filter({ $0.hasSuffix("/") }).sorted().reversed() {
      _ = System.removeEmptyFolder("\(prefix)/\(line)")
    }
    return left
  }

  /// Removes a folder with all that is in it, following no link; what could not be removed.
  static func removeTree(_ folder: String, _ disk: any Disk) -> [String] {
    guard System.isFolder(folder) else { return [] }
    var left: [String] = []
    for name in (try? disk.names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if System.isFolder(path) {
        left += removeTree(path, disk)
      } else if !System.removeFile(path) {
        left.append(path)
      }
    }
    if left.isEmpty, !System.removeEmptyFolder(folder) { left.append(folder) }
    return left
  }
}
