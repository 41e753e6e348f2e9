import SchouwCanon
import SchouwDocuments

/// Documents of about 2 KB with 40 fields, and changes of them as laptops mint them.
struct SampleDocuments {
  static let author = Author("insp-17")
  private static let words = [
    "kamer", "aan", "de", "straat", "vocht", "langs", "kozijn", "rookmelder", "ontbreekt", "deur",
    "klemt", "vluchtweg", "vrij", "gebruik", "door", "zes", "personen", "keuken", "schoon",
    "afvoer", "lekt", "meter", "gemeten", "bewoner", "gesproken",
  ]
  private var random: SeededRandom
  let replica: Replica
  private var counter = 0

  init(seed: String) {
    random = SeededRandom(seed: seed)
    replica = Replica(bits: random.next())
  }

  /// The paths of the forty fields.
  static let paths = (1...40).compactMap { number in
    JSONPointer("/answers/question_\(number < 10 ? "0" : "")\(number)")
  }

  private mutating func text(_ words: Int) -> String {
    (0..<words).map { _ in Self.words[Int.random(in: 0..<Self.words.count, using: &random)] }
      .joined(separator: " ")
  }

  /// A value such as a question has: a text, a choice, or a number.
  mutating func value(_ field: Int) -> JSONValue {
    switch field % 5 {
    case 0: .number(Double(Int.random(in: 20...900, using: &random)) / 10)
    case 1: .string(["yes", "no", "not_seen"][Int.random(in: 0..<3, using: &random)])
    default: .string(text(5))
    }
  }

  private mutating func stamp() -> Stamp? {
    Stamp(milliseconds: 1_790_000_000_000 + Int64(counter) * 1000, offset: 12)
  }

  /// The first change of a new document.
  mutating func birth(scope: String) throws -> Change {
    let document = DocumentID(random: random.nextBytes(16))
    let fields = Self.paths.enumerated().map { Change.PathValue($1, value($0)) }
    let reserved = [
      Change.PathValue(ReservedPath.kind, "inspection"),
      Change.PathValue(ReservedPath.scopes, .array([.string(scope)])),
      Change.PathValue(
        ReservedPath.template,
        .string(SHA256.hash(Array("template".utf8)).base64URL)
      ),
    ]
    return try change(of: document, seen: [], set: reserved + fields)
  }

  /// A change of some fields by an author who had been shown what `seen` says.
  mutating func edit(_ document: DocumentID, seen: [ChangeName], fields: Range<Int>) throws
    -> Change
  {
    try change(
      of: document,
      seen: seen,
      set: fields.map { Change.PathValue(Self.paths[$0], value($0)) }
    )
  }

  private mutating func change(
    of document: DocumentID,
    seen: [ChangeName],
    set: [Change.PathValue]
  ) throws -> Change {
    counter += 1
    guard let author = Self.author, let stamp = stamp() else { throw BenchError.sample }
    return try Change(
      document: document,
      dot: Dot(replica: replica, counter: counter),
      author: author,
      stamp: stamp,
      previous: nil,
      seen: seen,
      set: set,
      salt: random.nextBytes(16)
    )
  }

  /// The document as plain JSON, without clock or siblings.
  static func plain(_ change: Change) -> JSONObject {
    guard case .inline(let set) = change.body else { return JSONObject() }
    return JSONObject(
      set.filter { !$0.path.isReserved }.map { ($0.path.lastToken, $0.value) }
    )
  }
}

/// What keeps a row from being measured.
enum BenchError: Error {
  case sample
  case connection(String)
  case answer(Int)
}
