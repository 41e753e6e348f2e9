import SchouwCommandLine
import SchouwHTTP
import Testing

@testable import SchouwServer

/// What a page is written with: text is text, whatever it says.
@Suite struct `Markup` {
  static let hostile = [
    "<script>alert(1)</script>", "\" onmouseover=\"x", "' onfocus='x", "</title><h1>", "&lt;b&gt;",
    "--><!--", "<!DOCTYPE", "javascript:x", "]]>", "<svg/onload=x>", "\u{202E}gnp.exe", "\u{0}",
    "\u{1B}[2J", "\u{85}", "\u{FEFF}<b>", "`${x}`", "<\u{301}script>\"\u{301}",
  ]

  @Test(arguments: hostile)
  func `escapes every text`(_ text: String) {
    let inside = HTML("p") { text }.markup.dropFirst(3).dropLast(4)
    #expect(!inside.utf8.contains { "<>\"'".utf8.contains($0) })
    #expect(!inside.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    let value = HTML.void("input", ["value": text]).markup
    #expect(value.hasPrefix("<input value=\"") && value.hasSuffix("\">"))
    let between = value.dropFirst("<input value=\"".count).dropLast(2)
    #expect(!between.utf8.contains { "<>\"'".utf8.contains($0) })
  }

  @Test func `says a text as it was, for a browser that reads the escapes`() {
    let html = HTML("p") { "<a href='x'>Jan & Piet zeiden \"ja\"</a>" }
    #expect(
      html.markup
        == "<p>&lt;a href=&#39;x&#39;&gt;Jan &amp; Piet zeiden &quot;ja&quot;&lt;/a&gt;</p>"
    )
    #expect(HTML("één\nregel\ttwee").markup == "één\nregel\ttwee")
  }

  @Test func `shows what would turn a line around`() {
    #expect(HTML("a\u{202E}b").markup == "a\\u{202E}b")
    #expect(HTML("a\u{0}b").markup == "a\\u{0}b")
  }

  @Test(arguments: [
    "javascript:alert(1)", "//evil.example/", "https://evil.example/", "/\\evil.example",
    "data:text/html,x", " /x", "",
  ])
  func `has no address that leads away`(_ address: String) {
    for name in ["href", "action", "src", "formaction"] as [StaticString] {
      let html = HTML.void("x", [name: address]).markup
      #expect(html == "<x>")
    }
  }

  @Test func `keeps addresses of its own`() {
    #expect(HTML.void("a", ["href": "/documents/x?lang=en"]).markup.contains("href=\"/documents"))
    #expect(HTML.void("a", ["href": "#inhoud"]).markup.contains("href=\"#inhoud\""))
  }

  @Test func `leaves out what has no value, and keeps what is empty`() {
    #expect(HTML.void("input", ["class": nil, "required": ""]).markup == "<input required>")
  }

  @Test func `puts pieces together`() {
    let rows = ["a", "<"]
    let html = HTML("ul") {
      for row in rows { HTML("li") { row } }
      if rows.isEmpty { "none" }
    }
    #expect(html.markup == "<ul><li>a</li><li>&lt;</li></ul>")
  }
}

@Suite struct `A form's body` {
  @Test func `is read`() throws {
    let form = try #require(FormBody(Array("name=j.jansen&password=een+twee%26drie%C3%A9&x=".utf8)))
    #expect(form["name"] == "j.jansen")
    #expect(form["password"] == "een twee&drieé")
    #expect(form["x"] == "")
    #expect(form["y"] == nil)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=1&a=2", "a=%ff", "%zz=1"])
  func `is worth nothing if a part of it is broken`(_ body: String) {
    #expect(FormBody(Array(body.utf8)) == nil)
  }

  @Test func `has a bound`() {
    #expect(FormBody([UInt8](repeating: 0x61, count: FormBody.bytesMax)) != nil)
    #expect(FormBody([UInt8](repeating: 0x61, count: FormBody.bytesMax + 1)) == nil)
  }
}

@Suite struct `The language of a page` {
  private func language(_ target: String, _ accepted: [String] = []) throws -> PageLanguage {
    var fields = HeaderFields()
    for value in accepted { try fields.append("Accept-Language", value) }
    return PageLanguage(
      RequestHead(method: .get, target: try RequestTarget(target), fields: fields)
    )
  }

  @Test func `is Dutch unless something says otherwise`() throws {
    #expect(try language("/").language == .nl)
    #expect(try language("/", ["fr, de;q=0.5"]).language == .nl)
    #expect(try language("/", ["*"]).language == .nl)
  }

  @Test(arguments: [
    ("en", Language.en), ("en-GB,nl;q=0.5", .en), ("nl;q=0.3, en;q=0.7", .en),
    ("en;q=0.3, nl;q=0.301", .nl), ("fr, en;q=0.1", .en), ("en;q=0, nl;q=0.1", .nl),
    ("nl, en", .nl), ("en;q=2, nl;q=0.5", .nl), ("en ; q=1.000", .en),
  ])
  func `is the browser's`(_ accepted: String, _ expected: Language) throws {
    #expect(try language("/", [accepted]).language == expected)
  }

  @Test func `is the address's before all, and then stays in the links`() throws {
    let asked = try language("/?lang=en", ["nl"])
    #expect(asked.language == .en)
    #expect(asked.link("/sign-in") == "/sign-in?lang=en")
    #expect(try language("/", ["en"]).link("/sign-in") == "/sign-in")
    #expect(try language("/?lang=xx", ["en"]).language == .en)
  }
}

@Suite struct `The cookies of the page` {
  private func fields(_ values: [String]) throws -> HeaderFields {
    var fields = HeaderFields()
    for value in values { try fields.append("Cookie", value) }
    return fields
  }

  @Test func `are for this host and for no script`() {
    let plain = Cookies(isSecure: false)
    let value = Cookies.draw()
    #expect(plain.setting(.session, value) == "schouw=\(value); Path=/; HttpOnly; SameSite=Strict")
    let secure = Cookies(isSecure: true).setting(.session, value)
    #expect(secure == "__Host-schouw=\(value); Path=/; HttpOnly; SameSite=Strict; Secure")
    #expect(Cookies(isSecure: true).clearing(.form).hasSuffix("; Max-Age=0"))
  }

  @Test func `are found among others`() throws {
    let value = Cookies.draw()
    let cookies = Cookies(isSecure: false)
    #expect(cookies.value(.session, in: try fields(["a=b; schouw=\(value); c=d"])) == value)
    #expect(cookies.value(.form, in: try fields(["schouw=\(value)"])) == nil)
    #expect(Cookies(isSecure: true).value(.session, in: try fields(["schouw=\(value)"])) == nil)
  }

  @Test func `count for nothing if they come twice or are none of ours`() throws {
    let cookies = Cookies(isSecure: false)
    let (a, b) = (Cookies.draw(), Cookies.draw())
    #expect(a != b)
    #expect(cookies.value(.session, in: try fields(["schouw=\(a); schouw=\(b)"])) == nil)
    #expect(cookies.value(.session, in: try fields(["schouw=\(a)", "schouw=\(a)"])) == nil)
    for value in ["", "x", a + "A", String(a.dropLast())] {
      #expect(cookies.value(.session, in: try fields(["schouw=\(value)"])) == nil)
    }
  }
}
