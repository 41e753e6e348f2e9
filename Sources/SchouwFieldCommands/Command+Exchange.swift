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
        .notFound, FieldMessage.importNotOpened.filled(["number": "\(error.number)"]))
    }
    defer { System.closeFile(descriptor) }
    let givenScopes = try scopes()
    var lines = LineReader(descriptor)
    var counts = (made: 0, known: 0, bad: 0)
    var number = 0
    do {
      while let line = try lines.next() {
        number += 1
        if number % 100 == 0 {
          session.output.progress(
            FieldMessage.importProgress.text(language, ["count": "\(number)"]))
        }
        do {
          switch try importLine(line, givenScopes, store) {
          case .made: counts.made += 1
          case .known: counts.known += 1
          case .blank: break
          }
        } catch let fault as PlainDocument.Fault {
          counts.bad += 1
          tell(fault, line: number)
        }
      }
    } catch let error as System.ErrorNumber {
      throw CommandFailure(
        .failed, FieldMessage.importReadFailed.filled(["number": "\(error.number)"]))
    }
    if session.isJSON {
      json([
        "bad": .number(Double(counts.bad)), "known": .number(Double(counts.known)),
        "made": .number(Double(counts.made)),
      ])
    } else {
      say(
        .importDone,
        ["made": "\(counts.made)", "known": "\(counts.known)", "bad": "\(counts.bad)"])
    }
    return counts.bad == 0 ? .ok : .failed
  }

  private enum Imported { case made, known, blank }

  private func importLine(
    _ line: LineReader.Line, _ givenScopes: [ScopeCode]?, _ store: Store
  ) throws -> Imported {
    guard case .text(let bytes) = line else {
      throw PlainDocument.Fault(message: .importTooLong, byte: LineReader.lineBytesMax)
    }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { return .blank }
    let plain = try PlainDocument(line: bytes)
    do throws(StoreError) {
      try store.create(
        kind: plain.kind, scopes: plain.scopes ?? givenScopes, set: plain.values, id: plain.id)
      return .made
    } catch {
      switch error.code {
      case .exists where error.document == plain.id: return .known
      case .badPath, .badEdit, .tooLarge, .badCode, .unknownKind:
        throw PlainDocument.Fault(message: .importRefused, code: error.code.rawValue, byte: 0)
      default: throw error
      }
    }
  }

  private func tell(_ fault: PlainDocument.Fault, line: Int) {
    let problem = fault.message.text(language, ["code": fault.code])
    session.output.complain(
      DisplayText.harmless(
        FieldMessage.importLine.text(
          language, ["line": "\(line)", "byte": "\(fault.byte)", "problem": problem])))
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
