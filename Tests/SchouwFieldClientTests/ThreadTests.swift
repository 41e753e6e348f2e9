import Dispatch
import SchouwCanon
import SchouwDocuments
@testable import SchouwFieldClient
import SchouwSimulation
import SchouwTesting
import Synchronization
import Testing

@Suite struct `Threads of two programs on one store` {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `lose nothing, whoever writes, reads, fails or changes nothing`(seed: UInt64) throws {
    let laptop = Laptop()
    let first = try Store.create(
      Laptop.folder,
      author: Laptop.author,
      environment: environment(laptop, seed)
    )
    let second = try Store.open(Laptop.folder, environment: environment(laptop, seed + 100))
    let birth = try first.create(kind: "overlast")
    let acknowledged = Mutex<[JSONPointer: Double]>([:])
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      let store = thread % 2 == 0 ? first : second
      do {
        for number in 0..<30 {
          let place = path("/t\(thread)/n\(number)")
          switch (thread + number) % 5 {
          case 0: try store.setAuthor(Laptop.author)
          case 1:
            // A body that stages and then fails.
            #expect(throws: StoreError.self) {
              try store.writing { core throws(StoreError) in
                _ = try core.edit(
                  birth,
                  set: [Change.PathValue(path("/lost"), 1)],
                  life: [],
                  by: Laptop.author
                )
                throw StoreError(.badEdit)
              }
            }
          case 2: _ = try store.view(birth.document)
          default: break
          }
          _ = try store.edit(birth, set: [place: .number(Double(number))])
          acknowledged.withLock { $0[place] = Double(number) }
          if number % 10 == 9 { try store.finish(birth.document) }
        }
      } catch {
        Issue.record("thread \(thread): \(error)")
      }
    }
    let known = acknowledged.withLock { $0 }
    #expect(known.count == 240)
    let found = try Store.open(
      Laptop.folder,
      environment: laptop.afterPowerCut(.lose).environment(900)
    )
    for store in [first, second, found] {
      let view = try store.view(birth.document)
      #expect(known.allSatisfy { view.value(at: $0.key) == .number($0.value) })
      #expect(view.value(at: path("/lost")) == nil)
      #expect(view.waiting.isEmpty && view.shown.conflicts.isEmpty)
      #expect(try store.status().damages == 0)
    }
    let dots = try found.history(of: birth.document).map(\.change.dot.counter)
    #expect(dots.sorted() == Array(1...dots.count))
  }

  private func environment(_ laptop: Laptop, _ seed: UInt64) -> StoreEnvironment {
    var environment = laptop.environment(seed)
    environment.lockMilliseconds = 60_000
    return environment
  }

  @Test func `a body that fails after it staged leaves the others' work and takes back its own`()
    throws
  {
    let laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    let replica = try store.replica()
    #expect(throws: StoreError.self) {
      try store.writing { core throws(StoreError) in
        _ = try core.edit(
          view,
          set: [Change.PathValue(path("/what"), "two")],
          life: [],
          by: Laptop.author
        )
        try core.drawReplica()
        throw StoreError(.badEdit)
      }
    }
    #expect(try store.replica() == replica)
    #expect(try store.value("/what", view.document) == "one")
    _ = try store.edit(view, "/what", "three")
    #expect(try laptop.open(2).value("/what", view.document) == "three")
    #expect(try laptop.open(3).view(view.document).drafts == 2)
  }
}
