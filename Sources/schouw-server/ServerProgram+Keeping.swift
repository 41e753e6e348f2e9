import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwJournal
import SchouwServer

extension ServerProgram {
  /// `verify`: reads the whole log beside whoever writes it; changes nothing.
  func verify() throws -> ExitCode {
    let report = try StoppedOffice.verify(folder: folder)
    if session.isJSON {
      let damages = report.damages.map { damage -> JSONValue in
        [
          "byte": .number(Double(damage.offset)), "file": .string(damage.file),
          "length": .number(Double(damage.length)),
          "lost": .array(damage.lost.map { .number(Double($0)) }),
        ]
      }
      session.output.line(
        JSONValue.object([
          "damages": .array(damages), "records": .number(Double(report.records)),
          "torn": .number(Double(report.tornBytes)),
        ]).canonicalText
      )
    } else {
      session.output.line(
        Phrase(
          nl: "{records} regels gelezen, {damages} beschadigd",
          en: "{records} records read, {damages} damaged"
        ).text(
          session.language,
          ["records": String(report.records), "damages": String(report.damages.count)]
        )
      )
      if report.tornBytes > 0 {
        session.output.line(
          Phrase(
            nl:
              "{bytes} bytes aan het eind zijn van een afgebroken schrijfactie of een ingekort bestand",
            en: "{bytes} bytes at the end are of a write that was cut, or of a file cut short"
          ).text(session.language, ["bytes": String(report.tornBytes)])
        )
      }
      for damage in report.damages {
        let lost = damage.lost.map(String.init).joined(separator: ", ")
        session.output.line("  \(damage.file) byte \(damage.offset): \(lost)")
      }
    }
    return report.isSound ? .ok : .store
  }

  /// `backup`: copies the log, and has the devices told.
  func backup() async throws -> ExitCode {
    let target = try words.required(ServerCommands.backupFolder)
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path + "/"
    }
    // A copy within the office itself is no second copy.
    guard !real(target).hasPrefix(real(folder)), !real(folder).hasPrefix(real(target)) else {
      throw ServerError(.badBackup, place: Place(file: target))
    }
    let copy = try Backup.write(from: folder, to: target)
    let command = AdminCommand.archive(through: copy.last, lost: copy.lost)
    do {
      _ = try await client.ask(command)
    } catch let failure as CommandFailure where failure.exitCode == .unreachable {
      // Its lock says whether it runs nevertheless.
      _ = try StoppedOffice.carryOut(command, folder: folder, clock: Self.now)
    }
    if session.isJSON {
      session.output.line(json(copy, "through"))
    } else {
      say(copy.isWhole ? .backupWhole : .backupPartial, ["n": String(copy.last)])
    }
    return tellLost(copy)
  }

  private func json(_ copy: Backup.Copy, _ member: String) -> String {
    var object: JSONObject = [:]
    object["lost"] = .array(
      copy.lost.map { [.number(Double($0.lowerBound)), .number(Double($0.upperBound - 1))] }
    )
    object[member] = .number(Double(copy.last))
    object["whole"] = .bool(copy.isWhole)
    return JSONValue.object(object).canonicalText
  }

  /// Names what does not read: nobody may take such a backup for a whole one.
  private func tellLost(_ copy: Backup.Copy) -> ExitCode {
    guard !copy.isWhole else { return .ok }
    let count = copy.lost.reduce(0) { $0 + $1.count }
    var text = ServerMessage.backupLost.text(language, ["count": "\(count)"])
    for damage in copy.damages.filter({ !$0.lost.isEmpty }).prefix(20) {
      let line = ServerMessage.lost.text(
        language,
        [
          "file": damage.file, "byte": "\(damage.offset)", "first": "\(damage.lost.lowerBound)",
          "last": "\(damage.lost.upperBound - 1)",
        ]
      )
      text += "\n  \(line)"
    }
    if copy.lost.count > 20 {
      text += "\n  " + ServerMessage.waitsMore.text(language, ["count": "\(copy.lost.count - 20)"])
    }
    session.output.complain("\(text)\n  \(ServerMessage.backupLostRemedy.text(language))")
    return .partial
  }

  /// `restore`: begins again from a backup, in a folder without an office.
  func restore() throws -> ExitCode {
    let source = try words.required(ServerCommands.backupFolder)
    let copy = try Backup.restore(
      from: source,
      to: folder,
      isPartial: words.has(ServerCommands.partial),
      clock: Self.now
    )
    if session.isJSON {
      session.output.line(json(copy, "branch"))
    } else {
      say(.restored, ["n": String(copy.last)])
      say(.restoredDecisions)
      say(.restoredDevices)
    }
    return tellLost(copy)
  }
}
