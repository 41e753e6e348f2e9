import SchouwDocuments
import Testing

/// `handles.json`: rule I7.
@Suite struct `Vectors of handles` {
  @Test(arguments: try Vector.cases("handles"))
  func `come out as the file says`(_ vector: Vector) throws {
    let documents = try vector.texts("documents").map { try #require(DocumentID($0)) }
    #expect(documents.map(\.letters) == (try vector.texts("letters")))
    func matching(_ prefix: some StringProtocol) throws -> [DocumentID] {
      let range = try #require(DocumentID.range(ofLetters: String(prefix)))
      return documents.filter { range.contains($0) }
    }
    for (document, handle) in zip(documents, try vector.texts("handles")) {
      #expect(try matching(handle) == [document])
      #expect(try matching(handle.lowercased()) == [document])
      #expect(handle.count >= 5)
      if handle.count > 5 { #expect(try matching(handle.dropLast()).count > 1) }
    }
  }
}
