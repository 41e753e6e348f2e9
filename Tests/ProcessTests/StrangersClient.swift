import Foundation
import SchouwCanon
import Testing

/// The client in Python, an office and a laptop of ours, each in a process and a folder of its own.
final class StrangersClient {
  /// Where `client.py` lies.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ConformanceTests").standardizedFileURL

  /// The first `python3` of the search path; nil on a bare machine.
  static let python: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  let home: String
  var state: String
  private var data: String
  private var office: OfficeProcess?
  private var others: [Program] = []

  init(office isWanted: Bool = true) throws {
    home = try Program.temporaryFolder()
    state = home + "/stranger"
    data = home + "/office"
    // Outside the range from which the system gives ports away: it is started again at its address.
    if isWanted {
      office = try OfficeProcess(data: data, home: home, port: Self.nextPort())
    }
  }

  private nonisolated(unsafe) static var ports = 0

  private static func nextPort() -> Int {
    ports += 1
    return 12_000 + (Int(getpid()) * 41 + ports) % 6_000
  }

  /// Ends what it started, and removes its folder.
  func end() {
    for program in others + [office?.program].compactMap(\.self) {
      program.signal(SIGKILL)
      _ = program.wait()
    }
    try? FileManager.default.removeItem(atPath: home)
  }

  var address: String { office?.address ?? "" }

  // MARK: The stranger

  func python(_ file: String, _ words: [String]) throws -> Program.Outcome {
    try Program.run(
      Self.python ?? "",
      ["-B", Self.folder.appending(path: file).path] + words,
      home: home,
      variables: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "no_proxy": "*"]
    )
  }

  func run(_ command: String, _ words: String...) throws -> Program.Outcome {
    try python("client.py", [command, state] + words)
  }

  /// What a command prints, as JSON; `silent` ones print nothing.
  func json(_ command: String, _ words: String..., silent: Bool = false) throws -> JSONValue {
    let outcome = try python("client.py", [command, state] + words)
    #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    return silent ? .null : try JSONReader.read(Array(outcome.output.utf8))
  }

  func digest() throws -> String {
    try run("digest").output.trimmingCharacters(in: .newlines)
  }

  func enrol(_ name: String) throws {
    let outcome = try run("enrol", address, try code(name))
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  // MARK: The office

  func server(_ words: String...) throws -> Program.Outcome {
    try Program.run("schouw-server", words + ["--data", data, "--json"], home: home)
  }

  private func code(_ name: String) throws -> String {
    let added = try server("device", "add", name, "--scope", "BU09172004")
    return try JSONReader.read(Array(added.output.utf8))["code"]?.stringValue ?? ""
  }

  func officeDigest() throws -> String {
    try JSONReader.read(Array(try server("status").output.utf8))["digest"]?.stringValue ?? ""
  }

  /// Ends the office and begins again at its address from a backup.
  func restore(from backup: String) throws {
    let port = office?.port ?? 0
    office?.program.signal(SIGTERM)
    _ = office?.program.wait()
    data += "-again"
    let outcome = try Program.run(
      "schouw-server",
      ["restore", backup, "--data", data],
      home: home
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    office = try OfficeProcess(data: data, home: home, port: port)
  }

  // MARK: The laptop

  func laptop(_ words: String...) throws -> Program.Outcome {
    try Program.run("schouw", words, home: home + "/laptop")
  }

  /// A laptop of ours that is enrolled and has sent one document: its handle and its id.
  func laptopWithDocument() throws -> (handle: String, document: String) {
    try FileManager.default.createDirectory(
      atPath: home + "/laptop",
      withIntermediateDirectories: true
    )
    _ = try laptop("init", "--as", "insp-17")
    let handle = try laptop("new", "inspection", "--scope", "BU09172004", "--quiet").output
      .trimmingCharacters(in: .newlines)
    _ = try laptop("set", handle, "occ.seen", "6")
    _ = try laptop("enrol", address, try code("noord"))
    let synced = try laptop("sync")
    #expect(synced.status == 0, "\(synced.errors)")
    let shown = try JSONReader.read(Array(try laptop("show", handle, "--json").output.utf8))
    return (handle, try #require(shown["id"]?.stringValue))
  }

  // MARK: Something else at the office's address

  private static let impostor = """
    import http.server, sys
    kind, count = sys.argv[1], b'{"end":{"records":0}}\\n'
    head = b'{"sync":{"v":%d}}\\n' % (2 if kind == "version" else 1)
    body = {"portal": b"<html>Welcome</html>", "cut": head, "short": head}.get(kind, head + count)
    class Handler(http.server.BaseHTTPRequestHandler):
      def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        media = "text/html" if kind == "portal" else "application/jsonl"
        self.send_header("Content-Type", media)
        self.send_header("API-Version", "1.0.0")
        self.send_header("Content-Length", str(len(body) + (40 if kind == "short" else 0)))
        self.end_headers()
        self.wfile.write(body)
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print("http://127.0.0.1:%d" % server.server_port, flush=True)
    server.serve_forever()
    """

  /// Lets the stranger's state point to a captive portal, a cut line or another version.
  func speak(to kind: String) throws {
    let program = try Program(
      Self.python ?? "",
      ["-c", Self.impostor, kind],
      home: home,
      variables: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    )
    others.append(program)
    for _ in 0..<2000 where !program.outputSoFar.hasSuffix("\n") {
      Program.pass(milliseconds: 10)
    }
    let other = program.outputSoFar.trimmingCharacters(in: .newlines)
    let text = try String(contentsOfFile: state, encoding: .utf8)
    try text.replacingOccurrences(of: address, with: other)
      .write(toFile: state, atomically: true, encoding: .utf8)
  }
}
