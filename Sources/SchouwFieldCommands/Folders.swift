import SchouwCanon
import SchouwCommandLine
import SchouwJournal

/// Where the store, what was shown of it, and the settings lie (XDG Base Directory Specification
/// 0.8).
struct Folders {
  /// `--store`, else SCHOUW_STORE, else `$XDG_DATA_HOME/schouw`; nil without any of them and HOME.
  let store: String?
  /// `$XDG_STATE_HOME/schouw`: views and counters, which may be lost.
  let state: String?
  /// `$XDG_CONFIG_HOME/schouw/config.json`.
  let config: String?

  init(storeOption: String?, environment: Environment) {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    func base(_ variable: String, _ inHome: String) -> String? {
      // The specification: a path that is not absolute is ignored.
      if let path = environment[variable], path.hasPrefix("/") { return path }
      return home.map { "\($0)/\(inHome)" }
    }
    let given = [storeOption, environment["SCHOUW_STORE"]].compactMap { $0 }.first { !$0.isEmpty }
    store =
      given.map(Self.absolute) ?? base("XDG_DATA_HOME", ".local/share").map { $0 + "/schouw" }
    state = base("XDG_STATE_HOME", ".local/state").map { $0 + "/schouw" }
    config = base("XDG_CONFIG_HOME", ".config").map { $0 + "/schouw/config.json" }
  }

  /// The language in the settings; nil if there are none, or none that read.
  func configuredLanguage(_ disk: any Disk) -> String? {
    guard let config, let bytes = try? disk.readWhole(config, bytesMax: 1 << 16) else { return nil }
    return (try? JSONReader.read(bytes))?["language"]?.stringValue
  }

  private static func absolute(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    if path.hasPrefix("/") { return path }
    return System.currentFolder().map { "\($0)/\(path)" } ?? path
  }
}
