public import SchouwCanon

/// One author's edit of one document: immutable, content-hashed, told apart from clones by its name.
///
/// Read ``Fold`` for what changes do together. The rules are G1 to G7 of `Protocol/format.md`.
public struct Change: Sendable {
  /// What it says.
  struct Parts: Sendable {
    let version: Int
    let document: DocumentID
    let dot: Dot
    let author: Author
    let stamp: Stamp
    let previous: Digest?
    let seen: [ChangeName]
    let body: Body
    let life: [LifeEntry]
    let act: Act?
    let hash: Digest
    let bytes: [UInt8]
  }

  /// One place for all copies: changes are handed on far more often than read.
  final class Shared: Sendable {
    let parts: Parts
    init(_ parts: Parts) { self.parts = parts }
  }

  let shared: Shared
  private var parts: Parts { shared.parts }

  /// The format version, `v`: above ``currentVersion`` a change is kept and passed on, never folded.
  public var version: Int { parts.version }
  /// The document that it edits.
  public var document: DocumentID { parts.document }
  /// Its replica and counter.
  public var dot: Dot { parts.dot }
  /// Who wrote it.
  public var author: Author { parts.author }
  /// When, by the author's clock.
  public var stamp: Stamp { parts.stamp }
  /// The full hash of the replica's previous change of this document.
  public var previous: Digest? { parts.previous }
  /// The version vector of the view on which the edit was made, sorted.
  public var seen: [ChangeName] { parts.seen }
  /// The values it writes, or what is left of them after an erasure.
  public var body: Body { parts.body }
  /// The elements it removes or keeps, sorted by path.
  public var life: [LifeEntry] { parts.life }
  /// What the office decides by it.
  public var act: Act? { parts.act }
  /// The hash of the header (rule G5): the same before and after an erasure.
  public var hash: Digest { parts.hash }
  /// What other changes call this one.
  public var name: ChangeName { ChangeName(dot: dot, check: Check(of: hash)) }
  /// The replica's previous change of this document, by name; nil at the beginning of a line.
  ///
  /// Cost: the entries of ``seen``.
  public var previousName: ChangeName? {
    guard let check = previous.map({ Check(of: $0) }) else { return nil }
    let own = dot
    return seen.first {
      $0.replica == own.replica && $0.counter < own.counter && $0.check == check
    }
  }
  /// Its canonical bytes, as they were read and as they are passed on.
  public var bytes: [UInt8] { parts.bytes }

  /// The newest format version that this program folds.
  public static let currentVersion = 1

  /// What a change writes.
  public enum Body: Sendable, Hashable {
    /// The values, in member order; the salt that keeps their hash from being guessed stays in the bytes.
    case inline(FieldList)
    /// Only the paths and the hash of what was destroyed.
    case erased(paths: [JSONPointer], body: Digest)
  }

  /// A path and the value written there.
  public struct PathValue: Sendable, Hashable {
    /// Where.
    public let path: JSONPointer
    /// What, in canonical form: any JSON value, always whole.
    public let text: JSONText

    /// What, made anew each time.
    public var value: JSONValue { text.value }

    /// Pairs a path with a value.
    public init(_ path: JSONPointer, _ value: JSONValue) {
      self.init(path, text: JSONText(value))
    }

    /// Pairs a path with a value that is written already.
    public init(_ path: JSONPointer, text: JSONText) {
      self.path = path
      self.text = text
    }
  }

  /// A life entry: an element removed, or kept against a removal (rule L1).
  public struct LifeEntry: Sendable, Hashable {
    /// The element; the root is the document.
    public let path: JSONPointer
    /// What is done to it.
    public let life: Life

    /// Pairs an element with what is done to it.
    public init(_ path: JSONPointer, _ life: Life) {
      self.path = path
      self.life = life
    }
  }

  /// Whether this is a birth: an edit made on nothing.
  public var isBirth: Bool { seen.isEmpty }

  /// Whether this program knows how to fold it.
  public var isUnderstood: Bool { version <= Self.currentVersion }

  /// The paths it writes, whether or not the values are still there.
  public var paths: [JSONPointer] {
    switch body {
    case .inline(let set): set.indices.map { set.path($0) }
    case .erased(let paths, _): paths
    }
  }

  /// Whether it writes at a path, whether or not the value is still there.
  public func writes(_ path: JSONPointer) -> Bool {
    switch body {
    case .inline(let set): set.text(at: path) != nil
    case .erased(let paths, _): paths.contains(path)
    }
  }

  /// The value it wrote at a path; nil if it wrote none there or the value was erased.
  public func value(at path: JSONPointer) -> JSONValue? {
    guard case .inline(let set) = body else { return nil }
    return set.text(at: path)?.value
  }
}

/// What a life entry does to an element.
public enum Life: String, Sendable, Hashable, CaseIterable {
  /// Hides the element unless something at or under it was not seen by the remover.
  case removed
  /// Holds the element against removals that were not seen.
  case kept
}

/// What an office decides by a change (rules A1 to A4).
public enum Act: Sendable, Hashable {
  /// Moves the document to the scopes that the change sets.
  case scope
  /// Destroys the values of the named changes.
  case erase([ChangeName])
  /// Releases held changes.
  case accept([ChangeName])
  /// Releases held changes and puts back what they covered.
  case decline([ChangeName])
  /// Closes changes that no store holds any more.
  case void([Voided])
  /// An act of a later format: kept, without effect.
  case unknown

  /// A change that nobody holds, and the one before it on its line.
  public struct Voided: Sendable, Hashable {
    /// The change that is closed.
    public let name: ChangeName
    /// Its predecessor; nil if it began its line.
    public let after: ChangeName?

    /// Names what is closed and what came before it.
    public init(name: ChangeName, after: ChangeName?) {
      self.name = name
      self.after = after
    }
  }
}
