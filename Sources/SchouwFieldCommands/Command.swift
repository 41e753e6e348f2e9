import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwTemplates

/// One command line that is being carried out.
struct Command {
  let words: Words
  let session: Session
  let world: World
  let folders: Folders

  init(words: Words, session: Session, world: World) {
    self.words = words
    self.session = session
    self.world = world
    folders = Folders(storeOption: session.storeFolder, environment: session.environment)
  }

  var language: Language { session.language }

  /// Carries the command out.
  func run() throws -> ExitCode {
    switch words.command.verb {
    case Specs.initialize.verb: try initialize()
    case Specs.become.verb: try become()
    case Specs.new.verb: try new()
    case Specs.set.verb: try set()
    case Specs.add.verb: try add()
    case Specs.show.verb: try show()
    case Specs.list.verb: try list()
    case Specs.find.verb: try find()
    case Specs.history.verb: try history()
    case Specs.why.verb: try why()
    case Specs.conflicts.verb: try conflicts()
    case Specs.resolve.verb: try resolve()
    case Specs.remove.verb: try setLife(.removed)
    case Specs.unremove.verb: try setLife(.kept)
    case Specs.finish.verb: try finish()
    case Specs.importDocuments.verb: try importDocuments()
    case Specs.exportDocuments.verb: try exportDocuments()
    case Specs.exportBundle.verb: try exportBundle()
    case Specs.importBundle.verb: try importBundle()
    case Specs.inspectBundle.verb: try inspectBundle()
    case Specs.status.verb: try status()
    case Specs.doctor.verb: try doctor()
    case Specs.verify.verb: try verify()
    case Specs.handIn.verb: try handIn()
    case Specs.uninstall.verb: try uninstall()
    case Specs.sync.verb: try sync()
    case Specs.watch.verb: try watch()
    case Specs.enrol.verb: try enrol()
    default: preconditionFailure("\(words.command.verb) is among the commands and has no body")
    }
  }

  // MARK: The store

  func storeFolder() throws(CommandFailure) -> String {
    guard let folder = folders.store else {
      throw CommandFailure(
        .failed,
        FieldMessage.noHome.phrase,
        remedy: StoreError.Code.notAStore.told.remedy
      )
    }
    return folder
  }

  var storeEnvironment: StoreEnvironment {
    var environment = StoreEnvironment(
      disk: world.disk,
      clock: world.clock,
      random: world.random,
      machine: world.machine,
      witnessFolder: folders.state.map { $0 + "/witness" }
    )
    environment.lockMilliseconds = world.lockMilliseconds
    return environment
  }

  func openStore() throws -> Store {
    try Store.open(try storeFolder(), environment: storeEnvironment)
  }

  /// The store, if somebody is set to write in it.
  func openForWriting() throws -> Store {
    let store = try openStore()
    guard try store.author() != nil else {
      throw CommandFailure(
        .usage,
        FieldMessage.noAuthor.phrase,
        remedy: StatusMessage.doctorAuthorRemedy.phrase
      )
    }
    return store
  }

  // MARK: Documents

  /// The document of a handle.
  func document(_ typed: String, in store: Store) throws -> DocumentID {
    let lower = typed.lowercased()
    let wanted = lower.utf8.count == 36 ? lower : typed
    let found = typed.isEmpty ? [] : try store.documents(withHandle: wanted)
    if found.count == 1 { return found[0] }
    let shown = DisplayText.truncated(DisplayText.harmless(typed), toColumns: 40)
    if found.isEmpty {
      let near = try nearest(to: typed, in: store)
      throw CommandFailure(
        .notFound,
        FieldMessage.noSuchHandle.filled(["handle": shown]),
        remedy: near.isEmpty
          ? FieldMessage.noSuchHandleRemedy.phrase
          : FieldMessage.didYouMean.filled(["words": near.joined(separator: ", ")])
      )
    }
    let handles = try found.map { try store.handle(of: $0) }
    throw CommandFailure(
      .ambiguous,
      FieldMessage.ambiguousHandle.filled(["handle": shown]),
      remedy: FieldMessage.thereAre.filled([
        "words": handles.joined(separator: ", ") + (handles.count == 10 ? ", …" : "")
      ])
    )
  }

  private func nearest(to typed: String, in store: Store) throws -> [String] {
    guard typed.utf8.count <= 26 else { return [] }
    let length = max(5, typed.utf8.count)
    var byLetters: [String: DocumentID] = [:]
    var known: [String] = []
    for id in try store.documents() {
      let letters = String(id.letters.prefix(length))
      if byLetters.updateValue(id, forKey: letters) == nil { known.append(letters) }
    }
    return try Suggestions.nearest(to: typed, in: known)
      .compactMap { byLetters[$0] }.map { try store.handle(of: $0) }
  }

  // MARK: What was shown

  /// Where the current author's views of a store are kept; nil if there is no place for them.
  func views(of store: Store) throws -> ViewFolder? {
    ViewFolder(
      state: folders.state,
      store: store.folder,
      author: try store.author(),
      replica: try store.replica(),
      disk: world.disk
    )
  }

  /// Remembers that a whole document was printed.
  func keepWhole(_ document: DocumentView, _ id: DocumentID, in store: Store) throws {
    guard let views = try views(of: store) else { return }
    var kept = KeptViews()
    kept.whole = document.view
    for group in document.template?.groups ?? [] {
      kept.elements[group.path] = document.elements(of: group.path).map(\.path.lastToken)
    }
    for conflict in document.shown.conflicts {
      kept.siblings[conflict.path] = KeptViews.marks(conflict.siblings)
    }
    views.save(kept, id)
  }

  /// Remembers that single paths were printed, with their siblings.
  func keep(
    _ paths: [JSONPointer],
    of document: DocumentView,
    _ id: DocumentID,
    in store: Store
  ) throws {
    guard let views = try views(of: store) else { return }
    var kept = views.load(id)
    for path in paths {
      kept.paths[path] = document.view
      kept.siblings[path] = document.shown.conflicts.first { $0.path == path }
        .map { KeptViews.marks($0.siblings) }
    }
    views.save(kept, id)
  }

  // MARK: Saying things

  /// A line of results, made harmless.
  func say(_ text: String) { session.output.line(DisplayText.harmless(text)) }

  func say(_ message: FieldMessage, _ values: KeyValuePairs<String, String> = [:]) {
    say(message.text(language, values))
  }

  func say(_ message: OfficeMessage, _ values: KeyValuePairs<String, String> = [:]) {
    say(message.text(language, values))
  }

  func say(_ message: StatusMessage, _ values: KeyValuePairs<String, String> = [:]) {
    say(message.text(language, values))
  }

  /// A remark beside the results, made harmless.
  func remark(_ message: FieldMessage, _ values: KeyValuePairs<String, String> = [:]) {
    session.output.remark(DisplayText.harmless(message.text(language, values)))
  }

  /// A remark about the office, made harmless.
  func remark(_ message: OfficeMessage, _ values: KeyValuePairs<String, String> = [:]) {
    session.output.remark(DisplayText.harmless(message.text(language, values)))
  }

  /// One line of JSON.
  func json(_ value: JSONValue) { session.output.write(value.canonicalBytes + [0x0a]) }

  var answerWords: AnswerWords { AnswerWords(language: language) }

  /// When something was written, by the office's clock as far as it is known.
  func time(_ stamp: Stamp) -> String {
    CalendarTime(epochMilliseconds: stamp.adjusted)?.text(language) ?? stamp.time
  }

  /// A change as people name it: whose, and the how manieth.
  static func short(_ name: ChangeName) -> String {
    "\(name.replica.description.prefix(8)):\(name.counter)"
  }

  static func short(_ names: [ChangeName]) -> String {
    names.map { short($0) }.joined(separator: ", ")
  }
}

extension KeptViews {
  /// By what a numbered sibling is known again: the hash of its value, nothing if it is destroyed.
  static func marks(_ siblings: [StandingValue]) -> [String] {
    siblings.map { sibling in
      sibling.value.map { SHA256.hash($0.canonicalBytes).base64URL } ?? ""
    }
  }
}
