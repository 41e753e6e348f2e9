import SchouwCommandLine
import Testing

@Suite struct `The language` {
  private func chosen(
    option: Language? = nil,
    configured: String? = nil,
    _ variables: [String: String] = [:]
  ) -> Language {
    Language.chosen(
      option: option,
      configured: configured,
      environment: Environment(variables)
    )
  }

  @Test func `is Dutch when nothing says otherwise`() {
    #expect(chosen() == .nl)
    #expect(chosen(["LANG": "C.UTF-8"]) == .nl)
  }

  @Test func `is that of the option before everything`() {
    #expect(chosen(option: .en, configured: "nl", ["LC_ALL": "nl_NL"]) == .en)
    #expect(chosen(option: .nl, configured: "en", ["LC_ALL": "en_GB"]) == .nl)
  }

  @Test func `is that of the configuration before the environment`() {
    #expect(chosen(configured: "en", ["LC_ALL": "nl_NL"]) == .en)
    #expect(chosen(configured: "tlh", ["LC_ALL": "en_GB"]) == .en)
  }

  @Test func `follows LC_ALL, then LC_MESSAGES, then LANG`() {
    let all = ["LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "nl_NL", "LANG": "nl_NL"]
    #expect(chosen(all) == .en)
    #expect(chosen(["LC_MESSAGES": "en_GB", "LANG": "nl_NL"]) == .en)
    #expect(chosen(["LANG": "en"]) == .en)
    #expect(chosen(["LC_TIME": "en_GB"]) == .nl)
    #expect(chosen(["LANGUAGE": "en"]) == .nl)
  }

  @Test(arguments: ["", "C", "POSIX", "C.UTF-8", "POSIX@x", ".UTF-8"])
  func `takes an empty or computer's locale for not set`(value: String) {
    #expect(chosen(["LC_ALL": value, "LC_MESSAGES": value, "LANG": "en_US"]) == .en)
  }

  @Test func `is Dutch where the first locale that is set is neither`() {
    #expect(chosen(["LC_ALL": "de_DE", "LANG": "en_US"]) == .nl)
  }

  @Test(arguments: [
    ("nl", Language.nl), ("nl_NL.UTF-8", .nl), ("NL-be", .nl), ("en@euro", .en), ("EN", .en),
  ])
  func `is read from a tag`(tag: String, language: Language) {
    #expect(Language(tag: tag) == language)
  }

  @Test(arguments: ["", "n", "nld", "nl NL", "english", "de", "nl\u{301}", "_nl", "/nl"])
  func `is not read from anything else`(tag: String) {
    #expect(Language(tag: tag) == nil)
  }
}
