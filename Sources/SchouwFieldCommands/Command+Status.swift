import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

extension Command {
  /// `status`: where this laptop stands.
  func status() throws -> ExitCode {
    let store = try openStore()
    let status = try store.status()
    let office = try store.office()
    if session.isJSON {
      json(Self.json(status, office, store.folder))
      return .ok
    }
    say(.statusStore, ["folder": store.folder])
    if let author = status.author {
      say(.statusAuthor, ["author": author.description])
    } else {
      say(.statusNoAuthor)
    }
    say(.statusDocuments, ["count": "\(status.documents)"])
    if status.unsent > 0 {
      say(.statusUnsent, ["count": "\(status.unsent)"])
    } else if office != nil {
      say(.statusAllSent)
    }
    if let office {
      say(.statusOffice, ["address": office.address, "device": office.device])
      if !status.scopes.isEmpty {
        say(.statusScopes, ["scopes": status.scopes.map(\.description).joined(separator: ", ")])
      }
      if let contact = status.lastContact {
        say(.statusContact, ["time": moment(contact), "ago": ago(contact)])
        say(.statusReceived, ["count": "\(status.received)", "of": "\(status.counter)"])
        say(.statusArchived, ["count": "\(status.archived)"])
      } else {
        say(.statusNever)
      }
    } else {
      say(.statusNoOffice)
    }
    for item in status.judged {
      say(
        item.isHeld ? .statusHeld : .statusMarked,
        ["name": Self.short(item.name), "why": why(item.why)]
      )
    }
    if status.damages > 0 { say(.statusDamaged, ["count": "\(status.damages)"]) }
    return .ok
  }

  func moment(_ milliseconds: Int64) -> String {
    CalendarTime(epochMilliseconds: milliseconds)?.text(language) ?? Stamp.text(of: milliseconds)
  }

  func ago(_ milliseconds: Int64) -> String {
    DurationText.text(milliseconds: world.clock() - milliseconds, language)
  }

  private static func json(
    _ status: Store.Status,
    _ office: Office?,
    _ folder: String
  ) -> JSONValue {
    var object = JSONObject()
    object["archived"] = .number(Double(status.archived))
    object["author"] = status.author.map { .string($0.description) } ?? .null
    object["counter"] = .number(Double(status.counter))
    object["damages"] = .number(Double(status.damages))
    object["documents"] = .number(Double(status.documents))
    object["judged"] = .array(
      status.judged.map {
        ["held": .bool($0.isHeld), "name": .string($0.name.description), "why": .string($0.why)]
      }
    )
    object["lastContact"] = status.lastContact.map { .string(Stamp.text(of: $0)) } ?? .null
    object["office"] =
      office.map { ["address": .string($0.address), "device": .string($0.device)] } ?? .null
    object["offset"] = status.offset.map { .number(Double($0)) } ?? .null
    object["received"] = .number(Double(status.received))
    object["replica"] = .string(status.replica.description)
    object["scopes"] = .array(status.scopes.map { .string($0.description) })
    object["store"] = .string(folder)
    object["unsent"] = .number(Double(status.unsent))
    return .object(object)
  }

  /// `verify`: reads everything and compares every checksum.
  func verify() throws -> ExitCode {
    let report = try openStore().verify()
    let code: ExitCode = report.isSound ? .ok : .store
    if session.isJSON {
      json([
        "bytes": .number(Double(report.bytes)),
        "damages": .array(
          report.damages.map { damage in
            [
              "file": .string(damage.file), "length": .number(Double(damage.length)),
              "lost": .array(damage.lost.map { .number(Double($0)) }),
              "offset": .number(Double(damage.offset)),
            ]
          }
        ), "records": .number(Double(report.records)),
        "tornBytes": .number(Double(report.tornBytes)),
      ])
      return code
    }
    for damage in report.damages {
      say(
        .verifyDamage,
        [
          "file": damage.file, "byte": "\(damage.offset)", "length": "\(damage.length)",
          "lost": StatusMessage.verifyLost.text(language, ["count": "\(damage.lost.count)"]),
        ]
      )
    }
    if report.tornBytes > 0 { say(.verifyTorn, ["bytes": "\(report.tornBytes)"]) }
    if report.isSound {
      say(.verifySound, ["records": "\(report.records)", "bytes": "\(report.bytes)"])
    } else {
      say(.verifyDamaged, ["records": "\(report.records)"])
    }
    return code
  }
}
