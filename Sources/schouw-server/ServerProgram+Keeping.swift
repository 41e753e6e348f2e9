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
    guard try StoppedOffice.verify(folder: folder).isSound else {
      throw ServerError(.badRecord, place: Place(file: folder))
    }
    let through = try Backup.write(from: folder, to: target)
    do {
      _ = try await client.ask(.archive(through: through))
    } catch let failure as CommandFailure where failure.exitCode == .unreachable {
      // Its lock says whether it runs nevertheless.
      _ = try StoppedOffice.carryOut(.archive(through: through), folder: folder, clock: Self.now)
    }
    session.output.line(
      session.isJSON
        ? JSONValue.object(["through": .number(Double(through))]).canonicalText
        : Phrase(
          nl: "Alles tot en met regel {n} staat in de back-up.",
          en: "Everything up to record {n} is in the backup."
        ).text(session.language, ["n": String(through)])
    )
    return .ok
  }

  /// `restore`: begins again from a backup, in a folder without an office.
  func restore() throws -> ExitCode {
    let source = try words.required(ServerCommands.backupFolder)
    let branch = try Backup.restore(from: source, to: folder, clock: Self.now)
    guard !session.isJSON else {
      session.output.line(JSONValue.object(["branch": .number(Double(branch))]).canonicalText)
      return .ok
    }
    say(.restored, ["n": String(branch)])
    say(.restoredDecisions)
    say(.restoredDevices)
    return .ok
  }
}
