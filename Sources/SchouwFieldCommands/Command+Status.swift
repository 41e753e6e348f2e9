import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

extension Command {
  /// `status`: where this laptop stands; `schouw` alone says the same in a few lines.
  ///
  /// First who I am, where my data lie, language and office; then what is unsent, what waits, what
  /// conflicts, and the one thing to do now.
  func status() throws -> ExitCode {
    let isBare = words.verb.isEmpty
    let store: Store
    do {
      store = try openStore()
    } catch let error as StoreError where isBare && error.code == .notAStore {
      return try sayNoStore()
    }
    let standing = try Standing(store)
    let next = NextStep(standing)
    if session.isJSON {
      json(Self.json(standing, next, store.folder, language))
      return .ok
    }
    sayAuthor(standing.status)
    if !isBare {
      say(.statusStore, ["folder": store.folder])
      say(.doctorLanguage)
    }
    if standing.status.isExample {
      say(.statusExample)
    } else {
      sayOffice(standing, isBare: isBare)
    }
    sayWork(standing)
    say(next.message)
    if isBare { say(.allCommands) }
    return .ok
  }

  /// What `schouw` alone says before there is a store: no fault, only a beginning.
  private func sayNoStore() throws -> ExitCode {
    let folder = try storeFolder()
    if session.isJSON {
      json([
        "language": .string(language.rawValue), "next": .string(NextStep.initialize.rawValue),
        "store": .null,
      ])
      return .ok
    }
    say(.noStoreYet, ["folder": folder])
    say(NextStep.initialize.message)
    say(.nextTry)
    say(.allCommands)
    return .ok
  }

  private func sayAuthor(_ status: Store.Status) {
    if let author = status.author {
      say(.statusAuthor, ["author": author.description])
    } else {
      say(.statusNoAuthor)
    }
  }

  private func sayOffice(_ standing: Standing, isBare: Bool) {
    let status = standing.status
    guard let office = standing.office else { return say(.statusNoOffice) }
    say(.statusOffice, ["address": office.address, "device": office.device])
    if !isBare, !status.scopes.isEmpty {
      say(.statusScopes, ["scopes": status.scopes.map(\.description).joined(separator: ", ")])
    }
    if let contact = status.lastContact {
      say(.statusContact, ["time": moment(contact), "ago": ago(contact)])
    } else {
      say(.statusNever)
    }
    guard !isBare, status.lastContact != nil else { return }
    say(.statusReceived, ["count": "\(status.received)", "of": "\(status.counter)"])
    say(.statusArchived, ["count": "\(status.archived)"])
    sayCustody(standing.custody)
  }

  private func sayWork(_ standing: Standing) {
    let status = standing.status
    say(.statusDocuments, ["count": "\(status.documents)"])
    if status.isExample {
      // Nothing of it will ever be sent, so nothing is unsent.
    } else if status.unsent > 0 {
      say(.statusUnsent, ["count": "\(status.unsent)"])
    } else if standing.office != nil {
      say(.statusAllSent)
    }
    if standing.waiting > 0 {
      let handles = standing.waitingHandles.prefix(3).joined(separator: ", ")
      let more = standing.waitingHandles.count > 3 ? ", …" : ""
      say(.statusWaiting, ["count": "\(standing.waiting)", "handles": handles + more])
    }
    if standing.conflicts > 0 { say(.statusConflicts, ["count": "\(standing.conflicts)"]) }
    for item in status.judged {
      say(
        item.isHeld ? .statusHeld : .statusMarked,
        ["name": Self.short(item.name), "why": why(item.why)]
      )
    }
    if status.damages > 0 { say(.statusDamaged, ["count": "\(status.damages)"]) }
  }

  func moment(_ milliseconds: Int64) -> String {
    CalendarTime(epochMilliseconds: milliseconds)?.text(language) ?? Stamp.text(of: milliseconds)
  }

  func ago(_ milliseconds: Int64) -> String {
    DurationText.text(milliseconds: world.clock() - milliseconds, language)
  }

  private static func json(
    _ standing: Standing,
    _ next: NextStep,
    _ folder: String,
    _ language: Language
  ) -> JSONValue {
    let (status, office) = (standing.status, standing.office)
    var object = JSONObject()
    object["conflicts"] = .number(Double(standing.conflicts))
    object["example"] = .bool(status.isExample)
    object["language"] = .string(language.rawValue)
    object["next"] = .string(next.rawValue)
    object["waiting"] = .number(Double(standing.waiting))
    object["archived"] = .number(Double(status.archived))
    object["author"] = status.author.map { .string($0.description) } ?? .null
    object["counter"] = .number(Double(status.counter))
    object["custody"] = .object(json(standing.custody))
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
