import SchouwCanon
import SchouwDocuments

/// What a field store writes in its journal: records of the format and its own notes, each one JSON object.
///
/// The store's own kinds (`draft`, `state`, `custody`, `judged`) never leave the device.
enum LocalRecord {
  case change(Change, took: Int, via: Route)
  case draft(Draft)
  case state(StoreState)
  case custody(DocumentID, isHere: Bool)
  case judged(ChangeName, DocumentID?, why: String, isHeld: Bool)
  case other(Record)
  /// What somebody else made and this store takes to the office, unread: sealed records, later kinds.
  case carried(Record)

  /// By which way a change came: what came from the office need not go there.
  enum Route: String {
    case own
    case office
    case carried
  }

  /// The bytes of a record around canonical bytes that are not encoded again.
  static func changeBytes(_ change: [UInt8], took: Int, via: Route) -> [UInt8] {
    var bytes = Array("{\"change\":".utf8)
    bytes.reserveCapacity(change.count + 48)
    bytes += change
    if took > 0 { bytes += Array(",\"took\":\(took)".utf8) }
    bytes += Array(",\"via\":\"\(via.rawValue)\"}".utf8)
    return bytes
  }

  var bytes: [UInt8] {
    switch self {
    case .change(let change, let took, let via):
      return Self.changeBytes(change.bytes, took: took, via: via)
    case .draft(let draft): return draft.recordBytes
    case .state(let state): return Self.wrap("state", .object(state.json))
    case .custody(let document, let isHere):
      return Self.wrap(
        "custody",
        ["doc": .string(document.description), "here": .bool(isHere), "v": 1]
      )
    case .judged(let name, let document, let why, let isHeld):
      return Self.wrap(
        "judged",
        [
          "doc": document.map { .string($0.description) } ?? .null, "held": .bool(isHeld),
          "name": .string(name.description), "v": 1, "why": .string(why),
        ]
      )
    case .other(let record): return record.recordBytes
    case .carried(let record): return Record.wrap(record.recordBytes, kind: "carried")
    }
  }

  private static func wrap(_ kind: String, _ value: JSONValue) -> [UInt8] {
    Record.wrap(value.canonicalBytes, kind: kind)
  }

  /// Reads a record of the journal; nil if it is none (a newer program's kinds are `other`).
  init?(_ slice: ArraySlice<UInt8>, number: Int) {
    if slice.starts(with: Self.draftPrefix) {
      guard let draft = Draft(recordBytes: slice, number: number) else { return nil }
      self = .draft(draft)
      return
    }
    let read = try? JSONReader.skim(
      slice,
      limits: Self.limits,
      form: .canonical,
      isObject: true,
      refusal: { $0 }
    ) { skim throws(JSONError) in Self(skim, of: slice) }
    guard let record = read ?? nil else { return nil }
    self = record
  }

  /// Makes nothing of a change that it does not need: most records are changes.
  private init?(_ skim: borrowing JSONSkim, of slice: ArraySlice<UInt8>) {
    guard let first = skim.firstMember(of: skim.root) else { return nil }
    func text(_ name: StaticString) -> String? {
      skim.member(name, of: skim.root).flatMap { skim.string($0) }
    }
    if skim.spot(first.name, spells: "change") {
      guard let change = try? Change(skim, first.value, of: slice),
        let via = text("via").flatMap({ Route(rawValue: $0) })
      else { return nil }
      let took = skim.member("took", of: skim.root).flatMap { skim.integer($0) }
      self = .change(change, took: Int(took ?? 0), via: via)
      return
    }
    let object = skim.object(skim.root)
    switch skim.string(first.name) {
    case "state":
      guard let state = object["state"].flatMap({ StoreState(json: $0) }) else { return nil }
      self = .state(state)
    case "custody":
      guard let value = object["custody"],
        let document = value["doc"]?.stringValue.flatMap({ DocumentID($0) }),
        let isHere = value["here"]?.boolValue
      else { return nil }
      self = .custody(document, isHere: isHere)
    case "judged":
      guard let value = object["judged"],
        let name = value["name"]?.stringValue.flatMap({ ChangeName($0) }),
        let why = value["why"]?.stringValue, let isHeld = value["held"]?.boolValue
      else { return nil }
      self = .judged(
        name,
        value["doc"]?.stringValue.flatMap { DocumentID($0) },
        why: why,
        isHeld: isHeld
      )
    case "carried":
      let place = skim.range(of: first.value)
      let range = (slice.startIndex + place.lowerBound)..<(slice.startIndex + place.upperBound)
      guard let record = try? Record(reading: slice[range]) else { return nil }
      self = .carried(record)
    default:
      guard let record = try? Record(reading: slice) else { return nil }
      self = .other(record)
    }
  }

  static let draftPrefix = Array("{\"draft\":".utf8)
  private static let limits = JSONLimits(depthMax: 68, bytesMax: 2 << 20)
}

/// One answer as it was typed: durable at once, minted to a change when it leaves or is finished.
struct Draft: Sendable {
  /// Its number in the journal; 0 before it is written.
  var number: Int
  /// The bytes of its record.
  var byteCount = 0
  let document: DocumentID
  let author: Author
  let stamp: Stamp
  let set: [Change.PathValue]
  let life: [Change.LifeEntry]
  /// What its author had been shown: the vector, not the drafts (the own line covers those).
  let vector: [ChangeName]

  var recordBytes: [UInt8] {
    // Written straight, members in the order of their names: this is done at every key press.
    var writer = JSONWriter(reservingBytes: 256)
    writer.raw("{\"draft\":{\"by\":")
    writer.write(string: author.description)
    writer.raw(",\"doc\":")
    writer.write(string: document.description)
    if !life.isEmpty {
      writer.raw(",\"life\":")
      writer.write(JSONObject(life.map { ($0.path.description, .string($0.life.rawValue)) }))
    }
    if let offset = stamp.offset {
      writer.raw(",\"offset\":")
      writer.write(number: Double(offset))
    }
    writer.raw(",\"set\":")
    writer.write(JSONObject(set.map { ($0.path.description, $0.value) }))
    writer.raw(",\"time\":")
    writer.write(string: stamp.time)
    writer.raw(",\"v\":1,\"vector\":")
    writer.write(.array(vector.map { .string($0.description) }))
    writer.raw("}}")
    return writer.bytes
  }

  init(
    number: Int,
    document: DocumentID,
    author: Author,
    stamp: Stamp,
    set: [Change.PathValue],
    life: [Change.LifeEntry],
    vector: [ChangeName]
  ) {
    self.number = number
    self.document = document
    self.author = author
    self.stamp = stamp
    self.set = set
    self.life = life
    self.vector = vector
  }

  init?(recordBytes slice: ArraySlice<UInt8>, number: Int) {
    guard let value = try? JSONReader.read(slice, limits: .init(depthMax: 68, bytesMax: 2 << 20)),
      let draft = value["draft"],
      let document = draft["doc"]?.stringValue.flatMap({ DocumentID($0) }),
      let author = draft["by"]?.stringValue.flatMap({ Author($0) }),
      let stamp = Stamp(json: draft), let set = draft["set"]?.objectValue,
      let vector = draft["vector"]?.arrayValue
    else { return nil }
    var values: [Change.PathValue] = []
    for member in set.members {
      guard let path = JSONPointer(member.name) else { return nil }
      values.append(Change.PathValue(path, member.value))
    }
    var life: [Change.LifeEntry] = []
    for member in draft["life"]?.objectValue?.members ?? [] {
      guard let path = JSONPointer(member.name),
        let kind = member.value.stringValue.flatMap({ Life(rawValue: $0) })
      else { return nil }
      life.append(Change.LifeEntry(path, kind))
    }
    let names = vector.compactMap { $0.stringValue.flatMap { ChangeName($0) } }
    guard names.count == vector.count else { return nil }
    self.init(
      number: number,
      document: document,
      author: author,
      stamp: stamp,
      set: values,
      life: life,
      vector: names
    )
    byteCount = slice.count
  }

  /// Whether the draft and an edit touch the same path, or one above or below the other.
  func overlaps(set: [Change.PathValue], life: [Change.LifeEntry]) -> Bool {
    let mine = self.set.map(\.path) + self.life.map(\.path)
    let theirs = set.map(\.path) + life.map(\.path)
    return mine.contains { a in theirs.contains { a.overlaps($0) } }
  }
}
