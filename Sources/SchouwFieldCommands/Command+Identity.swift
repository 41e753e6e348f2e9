import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient

extension Command {
  /// `init`: makes a store.
  func initialize() throws -> ExitCode {
    let author = try words.value(Specs.by).map { try self.author($0) }
    let store = try Store.create(try storeFolder(), author: author, environment: storeEnvironment)
    if session.isJSON {
      json([
        "author": author.map { .string($0.description) } ?? .null,
        "replica": .string(try store.replica().description), "store": .string(store.folder),
      ])
      return .ok
    }
    say(.storeMade, ["folder": store.folder])
    if author == nil { remark(.storeMadeNoAuthor) }
    return .ok
  }

  /// `as`: sets who writes.
  func become() throws -> ExitCode {
    let author = try author(words.required(Specs.author))
    try openStore().setAuthor(author)
    if session.isJSON {
      json(["author": .string(author.description)])
    } else {
      say(.authorSet, ["author": author.description])
    }
    return .ok
  }

  private func author(_ text: String) throws(CommandFailure) -> Author {
    guard let author = Author(text) else {
      throw CommandFailure(.usage, FieldMessage.badAuthor.phrase)
    }
    return author
  }
}
