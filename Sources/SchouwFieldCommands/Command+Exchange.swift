import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient

extension Command {
  /// `import`: makes documents of lines; bad lines are named and the rest is kept.
  func importDocuments() throws -> ExitCode {
    let store = try openForWriting()
    let file = try words.required(Specs.importFile)
    let descriptor: Int32
    do throws(System.ErrorNumber) {
      descriptor = try System.openForReading(file)
    } catch {
      throw CommandFailure(
        .notFound,
        FieldMessage.importNotOpened.filled(["number": "\(error.number)"])
      )
    }
    defer { System.closeFile(descriptor) }
    let givenScopes = try scopes()
    var lines = LineReader(descriptor)
    var batch: [Incoming] = []
    var counts = Counts()
    var number = 0
    do {
      while let line = try lines.next() {
        number += 1
        do throws(PlainDocument.Fault) {
          if let document = try document(of: line, givenScopes) {
            batch.append(Incoming(line: number, document: document))
          }
        } catch {
          counts.bad += 1
          tell(error, line: number)
        }
        guard batch.count >= Self.batchMax else { continue }
        try make(batch, store, &counts)
        batch = []
        session.output.progress(
          FieldMessage.importProgress.text(language, ["count": "\(number)"])
        )
      }
    } catch let error as System.ErrorNumber {
      try make(batch, store, &counts)
      throw CommandFailure(
        .failed,
        FieldMessage.importReadFailed.filled(["number": "\(error.number)"])
      )
    }
    try make(batch, store, &counts)
    if session.isJSON {
      json([
        "bad": .number(Double(counts.bad)), "known": .number(Double(counts.known)),
        "made": .number(Double(counts.made)),
      ])
    } else {
      say(
        .importDone,
        ["made": "\(counts.made)", "known": "\(counts.known)", "bad": "\(counts.bad)"]
      )
    }
    return counts.bad == 0 ? .ok : .failed
  }

  /// How many documents are made with one sync to disk.
  private static let batchMax = 200

  /// A document and the line that it stood on.
  private struct Incoming {
    let line: Int
    let document: Store.NewDocument
  }

  private struct Counts {
    var made = 0
    var known = 0
    var bad = 0
  }

  /// The document of a line; nil for a blank one.
  private func document(
    of line: LineReader.Line,
    _ givenScopes: [ScopeCode]?
  ) throws(PlainDocument.Fault) -> Store.NewDocument? {
    guard case .text(let bytes) = line else {
      throw PlainDocument.Fault(message: .importTooLong, byte: LineReader.lineBytesMax)
    }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { return nil }
    let plain = try PlainDocument(line: bytes)
    return Store.NewDocument(
      kind: plain.kind,
      scopes: plain.scopes ?? givenScopes,
      set: plain.values,
      id: plain.id
    )
  }

  /// Makes documents at once; if one of them cannot be, one by one, so that its line can be named.
  private func make(
    _ batch: [Incoming],
    _ store: Store,
    _ counts: inout Counts
  ) throws(StoreError) {
    guard !batch.isEmpty else { return }
    do throws(StoreError) {
      for view in try store.create(batch.map(\.document)) {
        if view == nil { counts.known += 1 } else { counts.made += 1 }
      }
    } catch {
      switch error.code {
      case .badPath, .badEdit, .tooLarge, .badCode, .unknownKind: break
      default: throw error
      }
      guard batch.count > 1 else {
        counts.bad += 1
        let fault = PlainDocument.Fault(message: .importRefused, code: error.code.rawValue, byte: 0)
        return tell(fault, line: batch[0].line)
      }
      for incoming in batch { try make([incoming], store, &counts) }
    }
  }

  private func tell(_ fault: PlainDocument.Fault, line: Int) {
    let problem = fault.message.text(language, ["code": fault.code])
    session.output.complain(
      DisplayText.harmless(
        FieldMessage.importLine.text(
          language,
          ["line": "\(line)", "byte": "\(fault.byte)", "problem": problem]
        )
      )
    )
  }

  /// `export`: documents as lines of the form that `import` reads, with the clock.
  func exportDocuments() throws -> ExitCode {
    let store = try openStore()
    if let typed = words.argument(Specs.optionalHandle) {
      export(try store.view(document(typed, in: store)))
      return .ok
    }
    for id in try store.documents() {
      if session.output.isReaderGone { break }
      do throws(StoreError) {
        let document = try store.view(id)
        if !document.shown.isRemoved { export(document) }
      } catch {
        guard error.code == .hasLeft else { throw error }
      }
    }
    return .ok
  }

  private func export(_ document: DocumentView) {
    let shown = document.shown
    json([
      "clock": .array(document.view.vector.map { .string($0.description) }),
      "content": .object(shown.content), "id": .string(shown.id.description),
      "kind": shown.kind.map { .string($0) } ?? .null,
      "scopes": .array(shown.scopes.map { .string($0.description) }),
    ])
  }
}
