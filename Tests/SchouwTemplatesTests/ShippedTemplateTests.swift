import SchouwCanon
import SchouwDocuments
import SchouwTemplates
import Testing

@Suite struct `The shipped templates` {
  @Test func `are the inspection and the overlast report`() {
    #expect(ShippedTemplates.all.map(\.kind).sorted() == ["inspection", "overlast"])
    #expect((ShippedTemplates.template(ofKind: "inspection")?.questions.count ?? 0) >= 25)
    #expect((ShippedTemplates.template(ofKind: "overlast")?.questions.count ?? 0) >= 12)
    #expect(ShippedTemplates.template(ofKind: "nothing") == nil)
  }

  @Test(arguments: ShippedTemplates.all.map(\.kind))
  func `name each question once, in both languages, with choices where there is a choice`(
    _ kind: String
  ) throws {
    let template = try #require(ShippedTemplates.template(ofKind: kind))
    #expect(Set(template.questions.map(\.id)).count == template.questions.count)
    #expect(Set(template.questions.map(\.path)).count == template.questions.count)
    for question in template.questions {
      #expect(!question.text.dutch.isEmpty && !question.text.english.isEmpty, "\(question.id)")
      #expect(question.id == question.path.tokens.joined(separator: "."))
      if question.type == .choice || question.type == .choices {
        #expect(question.choices.count >= 2, "\(question.id)")
      }
      if case .severest(let scale) = question.policy {
        #expect(Set(scale).count == scale.count && scale.count >= 2, "\(question.id)")
      }
    }
  }

  @Test func `could not be used with one word that nobody knows, or a scale less (rule T2)`() throws
  {
    let text = String(decoding: ShippedTemplates.all[0].bytes, as: UTF8.self)
    for (word, other, place) in [
      (#""policy":"highest""#, #""policy":"roundest""#, "/policy"),
      (#""type":"integer""#, #""type":"fraction""#, "/type"),
      (#""scale":["#, #""ladder":["#, "/policy"),
      (#""format":"schouw-template/1""#, #""format":"schouw-template/2""#, "/format"),
    ] {
      let range = try #require(text.firstRange(of: word), "\(word)")
      let changed = text[..<range.lowerBound] + other + text[range.upperBound...]
      let error = #expect(throws: TemplateError.self) {
        try Template(reading: Array(changed.utf8))
      }
      #expect(error?.place.path?.hasSuffix(place) == true, "\(word)")
    }
  }

  @Test func `have every policy at work between them`() {
    let names = Set(ShippedTemplates.all.flatMap(\.questions).map(\.policy.name))
    #expect(
      names.isSuperset(of: ["latest", "severest", "highest", "lowest", "union", "all", "ask"])
    )
  }

  @Test func `never call an assumed figure law`() throws {
    for template in ShippedTemplates.all {
      let value = try JSONReader.read(template.bytes)
      for question in value["questions"]?.arrayValue ?? [] {
        for norm in question["norm"]?.arrayValue ?? [] where norm["mark"] == "assumed" {
          let basis = norm["basis"]?.stringValue ?? ""
          #expect(!["law", "bylaw", "permit"].contains(basis), "\(question["id"] ?? .null)")
        }
      }
    }
  }

  @Test func `find the question and the list of a path`() throws {
    let template = try #require(ShippedTemplates.template(ofKind: "inspection"))
    let path = try #require(JSONPointer("/rooms/k3f9x2ab/smoke_alarm"))
    #expect(template.question(of: path)?.id == "rooms.*.smoke_alarm")
    #expect(template.policies.policy(of: path).name == "severest")
    #expect(template.question(of: try #require(JSONPointer("/rooms/k3f9x2ab"))) == nil)
    #expect(
      template.group(ofElement: try #require(JSONPointer("/rooms/k3f9x2ab")))?.label == "name"
    )
  }
}

@Suite struct `A template` {
  static let whole = """
    {"format":"schouw-template/1","kind":"proef","version":1,"title":{"nl":"Proef","en":"Trial"},
     "questions":[{"id":"a","path":"/a","type":"number","text":{"nl":"a","en":"a"},"policy":"highest"}]}
    """

  @Test func `is the hash of its canonical form, in whatever form it came`() throws {
    let template = try Template(reading: Array(Self.whole.utf8))
    let again = try Template(reading: template.bytes)
    #expect(template.id == again.id)
    #expect(template.id == SHA256.hash(template.bytes))
  }

  @Test(arguments: [
    ("schouw-template/1", "schouw-template/2", "/format"),
    ("\"kind\":\"proef\"", "\"kind\":7", "/kind"),
    ("\"version\":1", "\"version\":\"1\"", "/version"),
    ("\"nl\":\"Proef\",", "", "/title"), ("\"path\":\"/a\"", "\"path\":\"a\"", "/questions/0/path"),
    ("\"type\":\"number\"", "\"type\":\"figure\"", "/questions/0/type"),
    ("\"policy\":\"highest\"", "\"policy\":\"severest\"", "/questions/0/policy"),
    ("\"id\":\"a\",", "", "/questions/0/id"),
  ])
  func `is refused with the place of what does not fit`(
    _ what: String,
    _ wrong: String,
    _ place: String
  ) throws {
    #expect(Self.whole.contains(what))
    let text = Self.whole.replacingFirst(what, with: wrong)
    let error = try #require(throws: TemplateError.self) {
      try Template(reading: Array(text.utf8))
    }
    #expect(error.place.path == place)
  }

  @Test func `that is no JSON is refused`() throws {
    let error = try #require(throws: TemplateError.self) { try Template(reading: Array("{".utf8)) }
    #expect(error.code == .notJSON)
  }
}

extension String {
  fileprivate func replacingFirst(_ what: String, with other: String) -> String {
    guard let range = range(of: what) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }

  private func range(of what: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(what) {
        return start..<index(start, offsetBy: what.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
