package import SchouwCanon
package import SchouwCommandLine
package import SchouwDocuments

/// What a change would do if it were released: where it writes, or what act it is; never a value of an answer.
package struct Deed: Sendable, Equatable {
  /// How many paths or names are told at most.
  static let listedMax = 50

  /// Whether it makes the document.
  var isBirth = false
  /// Where it writes answers.
  var paths: [JSONPointer] = []
  /// Elements that it removes; the root is the document.
  var removed: [JSONPointer] = []
  /// Elements that it keeps against a removal.
  var kept: [JSONPointer] = []
  /// What it decides: `erase`, `accept`, `decline`, `void` or `unknown`.
  var act: String?
  /// About which changes that is.
  var names: [ChangeName] = []
  /// To which scopes it moves the document, or where it makes it; nil if it does neither.
  var scopes: [ScopeCode]?

  init(_ change: Change) {
    isBirth = change.isBirth
    paths = change.paths.filter { !$0.isReserved && !sameBytes($0.lastToken, "pos") }
    removed = change.life.filter { $0.life == .removed }.map(\.path)
    kept = change.life.filter { $0.life == .kept }.map(\.path)
    if change.setsScopes {
      scopes = ReservedPath.scopes(in: change.value(at: ReservedPath.scopes)) ?? []
    }
    switch change.act {
    case .erase(let names): (act, self.names) = ("erase", names)
    case .accept(let names): (act, self.names) = ("accept", names)
    case .decline(let names): (act, self.names) = ("decline", names)
    case .void(let items): (act, names) = ("void", items.map(\.name))
    case .unknown: act = "unknown"
    case .scope, nil: break
    }
  }

  // MARK: As JSON

  /// What ``json`` says; members that are not of its form are passed over.
  package init(json: JSONValue) {
    func list<Item>(_ name: String, _ item: (String) -> Item?) -> [Item] {
      (json[name]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(item) }
    }
    isBirth = json["birth"] == true
    paths = list("paths") { JSONPointer($0) }
    removed = list("removed") { JSONPointer($0) }
    kept = list("kept") { JSONPointer($0) }
    act = json["act"]?.stringValue
    names = list("names") { ChangeName($0) }
    if json["scopes"] != nil { scopes = list("scopes") { ScopeCode($0) } }
  }

  /// As an answer of the office has it.
  var json: JSONObject {
    func list(_ items: [some CustomStringConvertible]) -> JSONValue {
      .array(items.map { .string($0.description) })
    }
    var object: JSONObject = [
      "birth": .bool(isBirth), "kept": list(kept), "paths": list(paths), "removed": list(removed),
    ]
    if let act {
      object["act"] = .string(act)
      object["names"] = list(names)
    }
    if let scopes { object["scopes"] = list(scopes) }
    return object
  }

  // MARK: In words

  /// What it would do, in a few words.
  ///
  /// - Parameters:
  ///   - isWithScopes: whether the scopes of a move are named.
  ///   - name: what a path is called.
  package func text(
    _ language: Language,
    isWithScopes: Bool = true,
    name: (JSONPointer) -> String = { $0.isRoot ? "/" : $0.description }
  ) -> String {
    func told(_ phrase: Phrase, _ items: [String]) -> String? {
      guard !items.isEmpty else { return nil }
      let more = items.count > Self.listedMax ? " …" : ""
      let list = items.prefix(Self.listedMax).joined(separator: ", ") + more
      return phrase.text(language, ["count": "\(items.count)", "list": list])
    }
    let scopes = isWithScopes ? scopes?.map(\.description) ?? [] : []
    var parts = [
      isBirth ? Self.makes[language] : nil,
      scopes.isEmpty
        ? self.scopes == nil || isBirth ? nil : Self.moves[language]
        : told(isBirth ? Self.inScopes : Self.movesTo, scopes),
      act.flatMap { Self.acts[$0] }.flatMap { told($0, names.map(\.description)) },
      act == "unknown" ? Self.unknown[language] : nil,
      told(Self.sets, paths.map(name)), told(Self.removes, removed.map(name)),
      told(Self.keeps, kept.map(name)),
    ].compactMap(\.self)
    if parts.isEmpty { parts = [Self.nothing[language]] }
    return parts.joined(separator: "; ")
  }

  private static let makes = Phrase(nl: "maakt het dossier", en: "makes the document")
  private static let inScopes = Phrase(nl: "in {list}", en: "in {list}")
  private static let moves = Phrase(nl: "verplaatst het dossier", en: "moves the document")
  private static let movesTo = Phrase(
    nl: "verplaatst het dossier naar {list}",
    en: "moves the document to {list}"
  )
  private static let acts: [String: Phrase] = [
    "erase": Phrase(
      nl: "wist {count} {count?wijziging|wijzigingen}: {list}",
      en: "erases {count} {count?change|changes}: {list}"
    ),
    "accept": Phrase(
      nl: "laat {count} {count?wijziging|wijzigingen} toe: {list}",
      en: "accepts {count} {count?change|changes}: {list}"
    ),
    "decline": Phrase(
      nl: "wijst {count} {count?wijziging|wijzigingen} af: {list}",
      en: "declines {count} {count?change|changes}: {list}"
    ),
    "void": Phrase(
      nl: "sluit {count} {count?wijziging|wijzigingen} af: {list}",
      en: "voids {count} {count?change|changes}: {list}"
    ),
  ]
  private static let unknown = Phrase(
    nl: "een besluit van een nieuwer programma",
    en: "a decision of a newer program"
  )
  private static let sets = Phrase(nl: "zet {list}", en: "sets {list}")
  private static let removes = Phrase(nl: "verwijdert {list}", en: "removes {list}")
  private static let keeps = Phrase(nl: "houdt {list}", en: "keeps {list}")
  private static let nothing = Phrase(nl: "zet niets", en: "sets nothing")
}
