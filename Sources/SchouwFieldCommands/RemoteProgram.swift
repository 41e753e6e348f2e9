import SchouwCommandLine

/// The helper with the networking, beside this program as `git-remote-https` is beside git: an
/// empty process with URLSession starts in 16 ms instead of 6.
enum RemoteProgram {
  static let name = "schouw-remote"

  /// Becomes the helper: the one beside this program's own file, else the first on PATH.
  ///
  /// Returns only if neither can be started.
  static func become(_ arguments: [String]) {
    for path in candidates(Environment.process["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
    where System.isExecutable(path) {
      System.become(path, [name] + arguments)
    }
  }

  private static func candidates(_ path: String) -> [String] {
    let own = System.linkTarget("/proc/self/exe").flatMap { file in
      file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[...$0]) + name }
    }
    // An empty entry of PATH would mean the current folder, from which nothing is started here.
    let others = path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
    return (own.map { [$0] } ?? []) + others
  }
}
