import SchouwCommandLine
import Testing

@Suite struct `The words of a command line` {
  private func words(_ line: String...) throws -> Words { try Sample.words(line) }

  @Test(arguments: [
    ["list", "--since", "x"], ["list", "--since=x"], ["list", "-s", "x"], ["list", "-s=x"],
    ["list", "-sx"], ["list", "-as", "x"], ["list", "-asx"], ["lijst", "--since", "x"],
  ])
  func `take a value in every form`(line: [String]) throws {
    let words = try Sample.words(line)
    #expect(words.value(Sample.since) == "x")
    #expect(words.command == Sample.list)
    #expect(words.verb == line[0])
  }

  @Test func `keep an empty value and an equals sign within one`() throws {
    #expect(try words("list", "--since=").value(Sample.since) == "")
    #expect(try words("list", "--since", "").value(Sample.since) == "")
    #expect(try words("list", "--since=a=b").value(Sample.since) == "a=b")
  }

  @Test func `split at an equals sign that a combining mark follows`() throws {
    for title in ["--since", "-s", "-as"] {
      let value = try words("list", title + "=\u{301}x").value(Sample.since)
      #expect(value.map { Array($0.utf8) } == Array("\u{301}x".utf8))
    }
  }

  @Test func `tell a flag that was given from one that was not`() throws {
    let given = try words("list", "-a")
    #expect(given.has(Sample.all))
    #expect(!given.has(.json))
    #expect(try words("list", "--all", "--all").has(Sample.all))
  }

  @Test func `gather repeated options in order`() throws {
    let given = try words("list", "--state", "open", "--all", "--state=held")
    #expect(given.values(Sample.state) == ["open", "held"])
  }

  @Test func `take global options before the verb and after it`() throws {
    let given = try words("--store", "/a b", "--json", "list", "--quiet")
    #expect(given.value(.store) == "/a b")
    #expect(given.has(.json))
    #expect(given.has(.quiet))
  }

  @Test func `end the options at two dashes`() throws {
    let given = try words("answer", "d1", "--", "--json", "-h", "--")
    #expect(given.arguments(Sample.answers) == ["--json", "-h", "--"])
    #expect(!given.has(.json))
  }

  @Test(arguments: ["-5", "-9,2", "-9.2", "-.5", "-,5", "-"])
  func `take a negative number or a lone dash for a text`(word: String) throws {
    #expect(try words("answer", "d1", word).arguments(Sample.answers) == [word])
    #expect(try words("list", "--since", word).value(Sample.since) == word)
  }

  @Test func `give each argument its texts`() throws {
    let given = try words("answer", "d1", "a", "b")
    #expect(try given.required(Sample.document) == "d1")
    #expect(given.arguments(Sample.answers) == ["a", "b"])
    #expect(try words("list").argument(Sample.area) == nil)
    #expect(try words("list", "BU1").argument(Sample.area) == "BU1")
    #expect(try words("bundle", "--out", "f").arguments(Sample.photos) == [])
  }

  @Test func `read whole numbers within a range`() throws {
    #expect(try words("list", "-n", "12").integer(Sample.limit, in: 1...100) == 12)
    #expect(try words("list", "-n", "-12").integer(Sample.limit) == -12)
    #expect(try words("list").integer(Sample.limit) == nil)
    let least = String(Int64.min)
    #expect(try words("list", "-n", least).integer(Sample.limit) == .min)
  }

  @Test(arguments: ["", "+5", "5 ", "0x10", "5,0", "9223372036854775808", "-", "--5", "٣"])
  func `refuse what is no whole number`(value: String) throws {
    let given = try words("list", "--limit=\(value)")
    #expect(throws: UsageError.self) { try given.integer(Sample.limit) }
  }

  @Test func `read numbers with comma and point`() throws {
    #expect(try words("list", "-n", "9,2").number(Sample.limit) == 9.2)
    #expect(try words("list", "-n", "9.2").number(Sample.limit) == 9.2)
    let given = try words("list", "-n", "1.250")
    #expect(throws: UsageError.self) { try given.number(Sample.limit) }
  }

  @Test(arguments: [
    ["--help"], ["-h"], ["help"], ["hulp"], ["--lang", "nl", "-h"], ["help", "--json"],
    ["--bogus", "-h"], ["lsit", "--help"],
  ])
  func `ask for the help of the program`(line: [String]) throws {
    #expect(try Sample.set.split(line) == .help(nil))
  }

  @Test(arguments: [
    ["list", "--help"], ["--help", "lijst"], ["help", "list"], ["hulp", "lijst"],
    ["list", "--bogus", "--help"], ["list", "a", "b", "-h"], ["list", "-ah"],
    ["list", "--since", "--help"],
  ])
  func `ask for the help of a command, whatever else is wrong`(line: [String]) throws {
    #expect(try Sample.set.split(line) == .help(Sample.list))
  }

  @Test func `do not take help after two dashes for a question`() throws {
    #expect(throws: UsageError.self) { try Sample.set.split(["list", "a", "--", "--help"]) }
  }

  @Test func `stop a program that asks for an option it never declared`() async {
    await #expect(processExitsWith: .failure) {
      // A failure to come this far would end with success.
      guard let words = try? Sample.words(["list"]), !words.has(Sample.all) else { return }
      _ = words.has(Sample.out)
    }
  }

  @Test(arguments: 0..<200)
  func `are split or refused, whatever they are`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let parts = [
      "list", "answer", "bundle", "help", "--", "-", "--state", "--state=open", "-s", "-as", "-5",
      "--lang", "en", "", "=", "--=", "-=", "--json=", "é", "--help", "x", "\u{301}", "-\u{301}",
    ]
    let line = (0..<Int.random(in: 0...7, using: &random)).map { _ in
      parts[Int.random(in: 0..<parts.count, using: &random)]
    }
    do throws(UsageError) {
      guard case .run(let words) = try Sample.set.split(line) else { return }
      // Every text that a command line keeps was a word of it, in order.
      let texts = words.command.arguments.flatMap { words.arguments($0) }
      var rest = line[...]
      for text in texts {
        guard let index = rest.firstIndex(of: text) else {
          Issue.record("\(text) is not in \(line)")
          return
        }
        rest = rest[(index + 1)...]
      }
    } catch {
      #expect((1...line.count + 1).contains(error.position), "\(line)")
    }
  }
}
