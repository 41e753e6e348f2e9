import Foundation

/// A program of this build in a process of its own, with folders of its own.
final class Program {
  /// What a finished process left.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder of the built programs.
  static let folder = programsFolder()

  private static func programsFolder() -> URL {
    // The test runner lies beside the programs, or in a bundle beside them.
    var folder = Bundle.main.bundleURL
    for _ in 0..<3 {
      if FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("schouw").path)
      {
        return folder
      }
      folder.deleteLastPathComponent()
    }
    return Bundle.main.bundleURL
  }

  let id: pid_t
  private let outputPath: String
  private let errorsPath: String
  private var isReaped = false

  /// Starts a program.
  init(_ name: String, _ arguments: [String], home: String, variables: [String: String] = [:])
    throws
  {
    let path = name.hasPrefix("/") ? name : Self.folder.appendingPathComponent(name).path
    let scratch = "\(home)/output"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let tag = UUID().uuidString
    outputPath = "\(scratch)/\(tag).out"
    errorsPath = "\(scratch)/\(tag).err"
    var environment = [
      "HOME": home, "PATH": "\(Self.folder.path):/usr/local/bin:/usr/bin:/bin",
      "LANG": "nl_NL.UTF-8",
    ]
    for (key, value) in variables { environment[key] = value }
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let pairs =
      environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + pairs { free(pointer) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A test that runs in the background inherits an interrupt that is ignored.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errorsPath, flags, 0o600)
    var child: pid_t = 0
    let result = posix_spawn(&child, path, &actions, &attributes, words, pairs)
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .ENOENT) }
    id = child
  }

  /// What it has written so far.
  var outputSoFar: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }

  /// What it has complained of or remarked so far.
  var errorsSoFar: String { (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? "" }

  /// Waits for its end; a status of 128 and the signal if it was killed.
  func wait() -> Outcome {
    var status: Int32 = 0
    if !isReaped {
      while waitpid(id, &status, 0) < 0 && errno == EINTR {}
      isReaped = true
    }
    let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    defer {
      try? FileManager.default.removeItem(atPath: outputPath)
      try? FileManager.default.removeItem(atPath: errorsPath)
    }
    return Outcome(
      status: code,
      output: outputSoFar,
      errors: (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? ""
    )
  }

  /// Sends a signal.
  func signal(_ number: Int32) { if !isReaped { kill(id, number) } }

  /// Runs a program to its end.
  static func run(
    _ name: String,
    _ arguments: [String],
    home: String,
    variables: [String: String] = [:]
  ) throws -> Outcome {
    try Program(name, arguments, home: home, variables: variables).wait()
  }

  /// A moment that is drawn, not a hope: how long a process may live before it is killed.
  static func pass(milliseconds: Int32) { poll(nil, 0, milliseconds) }

  /// A folder of its own for a test, removed at its end by the caller.
  static func temporaryFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "schouw-process-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// A running `schouw-server`.
final class OfficeProcess {
  let program: Program
  let address: String

  /// Starts it and waits until it says where it listens.
  init(data: String, home: String, port: Int = 0, options: [String] = []) throws {
    program = try Program(
      "schouw-server",
      ["run", "--json", "--data", data, "--listen", "127.0.0.1:\(port)"] + options,
      home: home
    )
    var line = ""
    for _ in 0..<2000 {
      line = program.outputSoFar
      if line.hasSuffix("\n") { break }
      Program.pass(milliseconds: 10)
    }
    guard let start = line.range(of: "http://"), let end = line.range(of: "\"}") else {
      throw CocoaError(.executableLoad)
    }
    address = String(line[start.lowerBound..<end.lowerBound])
  }

  var port: Int { address.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
}
