import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldCommands
import SchouwJournal
import SchouwServer
import SchouwSync

/// `bundle import`: what came by a stick.
extension ServerCommands {
  static let bundleFile = ArgumentSpec(
    Phrase(nl: "BESTAND", en: "FILE"),
    .one,
    .file,
    help: Phrase(nl: "bundel, bijvoorbeeld op een stick", en: "a bundle, for instance on a stick")
  )
  static let bundleImport = CommandSpec(
    "bundle-import",
    aliases: ["bundel-neem"],
    summary: Phrase(
      nl: "Neem over wat een laptop voor het kantoor verzegelde.",
      en: "Take in what a laptop sealed to the office."
    ),
    arguments: [bundleFile],
    options: [data],
    examples: [
      .init(
        Phrase(
          nl: "bundel-neem /media/stick/noord.bundel",
          en: "bundle-import /media/stick/noord.bundle"
        ),
        Phrase(
          nl: "In elke volgorde en zo vaak als u wilt; ook: bundle import …",
          en: "In any order, as often as you like; also: bundle import …"
        )
      )
    ],
    exitCodes: [.notFound, .store, .unreachable, .partial]
  )
}

extension ServerProgram {
  /// What goes to the server in one command: below the 1 MiB that it takes.
  private static let commandBytesMax = 1_000_000

  func importBundle() async throws -> ExitCode {
    let bundle = try readBundle()
    var batch: [[UInt8]] = []
    var size = 0
    var left = 0
    var counts: (changes: Int64, opened: Int64, unopened: Int64) = (0, 0, 0)
    func bring() async throws {
      guard !batch.isEmpty else { return }
      let answer = try await client.ask(.sealed(batch))
      counts.changes += answer["changes"]?.integerValue ?? 0
      counts.opened += answer["opened"]?.integerValue ?? 0
      counts.unopened += answer["unopened"]?.integerValue ?? 0
      batch = []
      size = 0
    }
    for slice in bundle.records {
      guard case .sealed(let bytes)? = try? Record(reading: slice),
        bytes.count <= Self.commandBytesMax
      else {
        left += 1
        continue
      }
      if size + bytes.count > Self.commandBytesMax { try await bring() }
      batch.append(bytes)
      size += bytes.count + 1
    }
    try await bring()
    if session.isJSON {
      let value: JSONObject = [
        "changes": .number(Double(counts.changes)),
        "faults": .number(Double(bundle.faults.count)), "left": .number(Double(left)),
        "opened": .number(Double(counts.opened)), "unopened": .number(Double(counts.unopened)),
      ]
      session.output.line(JSONValue.object(value).canonicalText)
    } else {
      say(.bundleTaken, ["changes": "\(counts.changes)", "opened": "\(counts.opened)"])
      if counts.unopened > 0 { say(.bundleUnopened, ["count": "\(counts.unopened)"]) }
      if left > 0 { say(.bundleReadable, ["count": "\(left)"]) }
      for fault in bundle.faults.prefix(20) {
        session.output.complain(BundleMessage.text(fault, language))
      }
      if !bundle.faults.isEmpty {
        session.output.complain(BundleMessage.faultsRemedy.text(language))
      }
    }
    return bundle.faults.isEmpty && left == 0 && counts.unopened == 0 ? .ok : .partial
  }

  private func readBundle() throws -> BundleFile {
    let file = try words.required(ServerCommands.bundleFile)
    guard let bytes = try? SystemDisk().readWhole(file, bytesMax: BundleFile.bytesMax) else {
      throw CommandFailure(
        .notFound,
        ServerMessage.bundleNotRead.filled(["file": file]),
        remedy: ServerMessage.bundleNotReadRemedy.phrase
      )
    }
    do throws(BundleError) {
      return try BundleFile(reading: bytes)
    } catch {
      throw CommandFailure(
        error.code == .newerVersion ? .newerFormat : .failed,
        ServerMessage.bundleNone.phrase,
        remedy: ServerMessage.bundleNotReadRemedy.phrase
      )
    }
  }
}
