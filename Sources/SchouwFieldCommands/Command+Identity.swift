import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient

extension Command {
  /// `init`: makes a store; in the place of examples, which are put aside, and with `--example` one
  /// of examples.
  func initialize() throws -> ExitCode {
    let folder = try storeFolder()
    let isExample = words.has(Specs.example)
    var author = try words.value(Specs.by).map { try self.author($0) }
    if isExample, author == nil { author = Author(ExampleDocuments.author) }
    let aside = try Store.putExampleAside(folder, environment: storeEnvironment)
    let store = try Store.create(
      folder,
      author: author,
      isExample: isExample,
      environment: storeEnvironment
    )
    if isExample { try store.create(ExampleDocuments.documents) }
    if session.isJSON {
      json([
        "aside": aside.map { .string($0) } ?? .null,
        "author": author.map { .string($0.description) } ?? .null, "example": .bool(isExample),
        "replica": .string(try store.replica().description), "store": .string(store.folder),
      ])
      return .ok
    }
    if let aside { say(.examplesAside, ["folder": aside]) }
    say(.storeMade, ["folder": store.folder])
    if isExample {
      say(.examplesMade)
      say(NextStep.example.message)
    } else if author == nil {
      remark(.storeMadeNoAuthor)
    }
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
