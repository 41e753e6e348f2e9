import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

extension Command {
  /// `hand-in`: says whether this laptop can be handed in, lent out or wiped; changes nothing.
  func handIn() throws -> ExitCode {
    let store = try openStore()
    let isExample = try store.status().isExample
    // Of what does not read nobody knows whether it was sent.
    guard try isExample || store.verify().isSound else {
      throw CommandFailure(
        .store,
        StatusMessage.leavesDamaged.phrase,
        remedy: StatusMessage.doctorVerifyRemedy.phrase
      )
    }
    let report = try store.custody()
    let total = report.total
    let mayGo = isExample || total.isArchived
    if session.isJSON {
      json(Self.json(report, store.folder, mayGo: mayGo, isExample: isExample))
    } else if isExample {
      say(.mayGoExample)
    } else if mayGo, total.archived == 0 {
      say(.mayGoEmpty)
    } else {
      if mayGo { say(.mayGo, ["count": "\(total.archived)"]) }
      sayMissing(report)
    }
    guard !mayGo else { return .ok }
    throw CommandFailure(
      .notArchived,
      CustodyMessage.mayNotGo.filled(["folder": store.folder]),
      remedy: try remedy(total, store).phrase
    )
  }

  private func remedy(_ total: Custody, _ store: Store) throws -> CustodyMessage {
    if try store.office() == nil { return .enrolRemedy }
    if total.drafts > 0 || total.unsent > 0 { return .syncRemedy }
    return total.received > 0 ? .backupRemedy : .refusedRemedy
  }

  private func sayMissing(_ report: CustodyReport) {
    let total = report.total
    let lines: [(CustodyMessage, Int)] = [
      (.drafts, total.drafts), (.unsent, total.unsent), (.received, total.received),
      (.refusals, total.refused), (.holds, total.held),
    ]
    for (message, count) in lines where count > 0 { say(message, ["count": "\(count)"]) }
    for row in report.documents {
      say(
        .document,
        ["handle": row.handle, "kind": row.kind ?? "–", "where": places(row.custody)]
      )
    }
  }

  /// Where work is, in one line.
  func places(_ custody: Custody) -> String {
    let places: [(CustodyMessage, Int)] = [
      (.here, custody.drafts + custody.unsent), (.atOffice, custody.received),
      (.inBackup, custody.archived), (.refused, custody.refused), (.held, custody.held),
    ]
    return places.filter { $0.1 > 0 }.map { $0.text(language, ["count": "\($1)"]) }
      .joined(separator: ", ")
  }

  /// Says where work is, if there is any.
  func sayCustody(_ custody: Custody) {
    let places = places(custody)
    if !places.isEmpty { say(.custody, ["where": places]) }
  }

  private func say(_ message: CustodyMessage, _ values: KeyValuePairs<String, String> = [:]) {
    say(message.text(language, values))
  }

  private static func json(
    _ report: CustodyReport,
    _ folder: String,
    mayGo: Bool,
    isExample: Bool
  ) -> JSONValue {
    var object = json(report.total)
    object["documents"] = .array(
      report.documents.map { row in
        var object = json(row.custody)
        object["handle"] = .string(row.handle)
        object["id"] = .string(row.id.description)
        object["kind"] = row.kind.map { .string($0) } ?? .null
        return .object(object)
      }
    )
    object["example"] = .bool(isExample)
    object["mayGo"] = .bool(mayGo)
    object["store"] = .string(folder)
    return .object(object)
  }

  /// Where work is, as `hand-in`, `show` and `status` give it.
  static func json(_ custody: Custody) -> JSONObject {
    [
      "archived": .number(Double(custody.archived)), "drafts": .number(Double(custody.drafts)),
      "held": .number(Double(custody.held)), "received": .number(Double(custody.received)),
      "refused": .number(Double(custody.refused)), "unsent": .number(Double(custody.unsent)),
    ]
  }
}
