import Foundation
import Testing

/// The folder of the vectors as a whole.
@Suite struct `The vector files` {
  @Test func `are those that have a suite here`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Vector.folder.path)
    let files = names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    #expect(
      files.sorted() == [
        "canonical-json", "decline", "digests", "erasure", "folds", "forks", "handles", "hashes",
        "join", "malformed", "numbers", "policies", "readiness", "sealed", "shown",
      ]
    )
  }

  @Test(arguments: [
    "folds", "forks", "erasure", "join", "malformed", "shown", "policies", "sealed",
  ])
  func `name each case once`(_ file: String) throws {
    let names = try Vector.cases(file).map(\.name)
    #expect(Set(names).count == names.count)
  }
}
