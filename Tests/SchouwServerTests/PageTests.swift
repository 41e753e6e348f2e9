import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwHTTP
import SchouwSync
import Testing

@testable import SchouwServer

/// The pages over HTTP, and who gets in.
@Suite struct `The office's page` {
  let office: ServedOffice
  let password = "vier woorden samen hier"
  let document = documentID(1)

  init() async throws {
    office = try ServedOffice()
    let hash = passwordHash(password)
    for (name, role) in [("jan", Role.handler), ("lezer", .reader), ("baas", .administrator)] {
      _ = try await office.server.administer(.account(.add(name, role, hash)))
    }
    _ = try await office.server.administer(.account(.add("sso", .handler, nil)))
    let invited = try await office.server.administer(.deviceAdd("noord", scopes: [scope("A")]))
    let token = Base64URL.encode([UInt8](repeating: 7, count: 32))
    _ = try await `Over HTTP the office`.enrol(office, invited["code"]?.stringValue ?? "", token)
    var hand = Hand(1, at: office.clock.now)
    var other = Hand(2, at: office.clock.now)
    let birth = try hand.birth(of: document, scopes: ["A"])
    let stranger = try other.birth(of: documentID(2), scopes: ["Z"])
    let edits = [
      birth, try hand.edit(document, ["/notes": "<script>alert('x')</script>", "/seen": "één"]),
      try other.edit(document, ["/seen": "twee & <b>drie</b>"], seen: [birth.name]), stranger,
    ]
    let body = SyncRequest(
      replica: hand.replica,
      counter: hand.counter,
      cursor: nil,
      time: office.clock.now,
      limit: 1 << 20
    ).bytes(records: edits.map(\.record))
    let answer = try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token,
      type: "application/jsonl",
      body: body
    )
    #expect(answer.status == 200)
  }

  var browser: Browser { Browser(office.server) }

  func signedIn(_ name: String = "jan") async throws -> Browser {
    let browser = browser
    let answer = try await browser.signIn(name, password)
    #expect(answer.status == 303 && answer.fields["location"] == "/")
    return browser
  }

  // MARK: In and out

  @Test(arguments: ["/", "/?lang=en", "/documents/x"])
  func `shows nothing before somebody signs in`(_ path: String) async throws {
    let answer = try await browser.get(path)
    #expect(answer.status == 303)
    let isEnglish = path.hasSuffix("en")
    #expect(answer.fields["location"] == (isEnglish ? "/sign-in?lang=en" : "/sign-in"))
    #expect(answer.body.isEmpty)
  }

  @Test func `lets in who knows the password, under the name in any case`() async throws {
    let browser = browser
    #expect(try await browser.signIn(" JAN ", password).status == 303)
    #expect(browser.cookies.keys.sorted() == ["schouw"])
    let page = try await browser.get("/")
    #expect(page.status == 200)
    #expect(page.heading == "Vandaag")
    #expect(page.text.contains("jan (behandelaar)"))
    #expect(try await browser.get("/", method: "HEAD").status == 200)
  }

  @Test
  func `says the same to a wrong password, a name that nobody has and one without a password`()
    async throws
  {
    var texts: Set<String> = []
    for (name, password) in [("jan", "fout"), ("niemand", password), ("sso", ""), ("", password)] {
      let browser = browser
      let answer = try await browser.signIn(name, password)
      #expect(answer.status == 403)
      #expect(browser.cookies.keys.sorted() == ["schouw-form"])
      let plain = answer.text
        .replacingOccurrences(of: answer.token ?? "?", with: "TOKEN")
        .replacingOccurrences(of: name.isEmpty ? " value>" : "value=\"\(name)\"", with: " NAME")
      texts.insert(plain.replacingOccurrences(of: "  NAME", with: " NAME") + "")
    }
    #expect(Set(texts.map { $0.replacingOccurrences(of: " NAME>", with: " NAME") }).count == 1)
    #expect(texts.first?.contains("niet gelukt") == true)
  }

  @Test func `believes a form only with its token and its cookie`() async throws {
    let form = ["name": "jan", "password": password]
    let bare = try await browser.post("/sign-in", form)
    #expect(bare.status == 403 && bare.all("set-cookie").count == 1)
    let browser = browser
    let token = try await browser.get("/sign-in").token ?? ""
    for wrong in [
      "", "x", String(token.reversed()), Base64URL.encode([UInt8](repeating: 0, count: 32)),
    ] {
      let answer = try await browser.post("/sign-in", form.merging(["token": wrong]) { $1 })
      #expect(answer.status == 403)
      #expect(answer.text.contains("verlopen"))
    }
    let other = Browser(office.server)
    _ = try await other.get("/sign-in")
    #expect(try await other.post("/sign-in", form.merging(["token": token]) { $1 }).status == 403)
    let typed = try await browser.post(
      "/sign-in",
      form.merging(["token": token]) { $1 },
      type: "text/plain"
    )
    #expect(typed.status == 403)
    #expect(try await browser.post("/sign-in", form.merging(["token": token]) { $1 }).status == 303)
  }

  @Test func `gives a new session each time, and ends the one before`() async throws {
    let browser = try await signedIn()
    let first = browser.cookies["schouw"] ?? ""
    #expect(try await browser.signIn("jan", password).status == 303)
    #expect(browser.cookies["schouw"] != first)
    let old = Browser(office.server)
    old.cookies["schouw"] = first
    #expect(try await old.get("/").status == 303)
    #expect(try await browser.get("/").status == 200)
  }

  @Test func `takes no session that it did not give`() async throws {
    let browser = browser
    browser.cookies["schouw"] = Base64URL.encode([UInt8](repeating: 9, count: 32))
    #expect(try await browser.get("/").status == 303)
    #expect(try await browser.signIn("jan", password).status == 303)
    #expect(browser.cookies["schouw"] != Base64URL.encode([UInt8](repeating: 9, count: 32)))
  }

  @Test func `signs out by its own form only`() async throws {
    let browser = try await signedIn()
    let token = try await browser.get("/").token ?? ""
    #expect(try await browser.post("/sign-out", [:]).status == 403)
    let foreign = try await signedIn("baas").get("/").token ?? ""
    #expect(try await browser.post("/sign-out", ["token": foreign]).status == 403)
    #expect(try await browser.get("/sign-out").status == 405)
    let session = browser.cookies["schouw"]
    let answer = try await browser.post("/sign-out", ["token": token])
    #expect(answer.status == 303 && answer.fields["location"] == "/sign-in")
    #expect(browser.cookies["schouw"] == nil)
    browser.cookies["schouw"] = session
    #expect(try await browser.get("/").status == 303)
  }

  @Test func `signs out after half an hour without use, and after twelve hours`() async throws {
    let browser = try await signedIn()
    office.clock.advance(29 * 60 * second)
    #expect(try await browser.get("/").status == 200)
    office.clock.advance(30 * 60 * second)
    #expect(try await browser.get("/").status == 303)
    let other = try await signedIn("baas")
    for _ in 0..<(12 * 3) {
      office.clock.advance(20 * 60 * second - 1)
      #expect(try await other.get("/").status == 200)
    }
    office.clock.advance(second)
    #expect(try await other.get("/").status == 303)
  }

  @Test func `follows the account: role, password, end`() async throws {
    let browser = try await signedIn("lezer")
    _ = try await office.server.administer(.account(.role("lezer", .handler)))
    #expect(try await browser.get("/").text.contains("lezer (behandelaar)"))
    let other = passwordHash("een heel ander woord")
    _ = try await office.server.administer(.account(.password("lezer", other)))
    #expect(try await browser.get("/").status == 303)
    let again = browser
    #expect(try await again.signIn("lezer", "een heel ander woord").status == 303)
    _ = try await office.server.administer(.account(.remove("lezer")))
    #expect(try await again.get("/").status == 303)
  }

  @Test func `lets nobody try for long, whether the name exists or not`() async throws {
    for name in ["jan", "niemand"] {
      let browser = browser
      for _ in 0..<SignInLimits.freeByName {
        #expect(try await browser.signIn(name, "fout").status == 403)
      }
      let answer = try await browser.signIn(name, password)
      #expect(answer.status == 429)
      #expect(answer.fields["retry-after"] == "1")
      #expect(answer.text.contains("1 seconde"))
    }
    office.clock.advance(second)
    #expect(try await browser.signIn("jan", password).status == 303)
  }

  // MARK: Behind a proxy

  private func served(
    _ change: (inout MergeServer.Configuration) -> Void
  ) throws -> MergeServer {
    let clock = office.clock
    let disk = MemoryDisk()
    try MergeServer.create("/other", disk: disk)
    var configuration = MergeServer.Configuration(folder: "/other", clock: { clock.now })
    configuration.disk = disk
    change(&configuration)
    return try MergeServer(configuration)
  }

  @Test func `gives cookies for TLS only, and looks at the address that the proxy saw`()
    async throws
  {
    let server = try served { $0.isBehindProxy = true }
    _ = try await server.administer(.account(.add("jan", .reader, passwordHash(password))))
    let browser = Browser(server)
    let form = try await browser.get("/sign-in")
    #expect(
      form.all("set-cookie").allSatisfy { $0.hasPrefix("__Host-") && $0.hasSuffix("; Secure") }
    )
    for number in 0..<SignInLimits.freeByAddress {
      browser.fields = [("X-Forwarded-For", "10.0.0.\(number), 192.0.2.1")]
      #expect(try await browser.signIn("n\(number)", "fout").status == 403)
    }
    #expect(try await browser.signIn("jan", password).status == 429)
    browser.fields = [("X-Forwarded-For", "192.0.2.1, 192.0.2.2")]
    #expect(try await browser.signIn("jan", password).status == 303)
    #expect(browser.cookies.keys.sorted() == ["__Host-schouw"])
  }

  @Test func `believes a name in a field only when told to, and gives the account's role`()
    async throws
  {
    let unasked = browser
    unasked.fields = [("X-User", "jan")]
    #expect(try await unasked.get("/").status == 303)
    let server = try served { $0.trustedUserHeader = "X-User" }
    _ = try await server.administer(.account(.add("sso", .reader, nil)))
    let browser = Browser(server)
    browser.fields = [("X-User", "SSO")]
    let page = try await browser.get("/")
    #expect(page.status == 200 && page.text.contains("sso (lezer)"))
    #expect(page.token == nil && page.all("set-cookie").isEmpty)
    for fields in [
      [], [("X-User", "nobody")], [("X-User", "")], [("X-User", "sso"), ("x-user", "a")],
    ]
      as [[(name: String, value: String)]]
    {
      browser.fields = fields
      for path in ["/", "/sign-in"] {
        let answer = try await browser.get(path)
        #expect(answer.status == 403 && answer.heading == "Geen toegang", "\(path)")
      }
    }
  }

  @Test func `does not start where anybody could send that field`() throws {
    for (host, field) in [("0.0.0.0", "X-User"), ("::", "X-User"), ("127.0.0.1", "X User")] {
      do {
        _ = try served {
          $0.host = host
          $0.trustedUserHeader = field
        }
        Issue.record("\(host) \(field)")
      } catch let error as ServerError {
        #expect(error.code == .badRequest)
        #expect(error.place.path == "--trusted-user-header")
      }
    }
  }

  // MARK: What is shown

  @Test func `shows the figures of today, and what is to be done before them`() async throws {
    let page = try await signedIn().get("/").text
    let today = try await office.server.administer(.today())
    #expect(today["conflicts"] == 1 && today["held"] == 1)
    for part in [
      "<dt>Dossiers</dt><dd>1</dd>", "<dt>Open conflicten</dt><dd>1</dd>",
      "<dt>Vastgehouden</dt><dd>1</dd>", "1 wijziging wacht op een besluit.",
      "1 open conflict in dossiers.", "het dossier was nooit in de gebieden van het apparaat",
      "Wat het zou doen",
      "href=\"/documents/\(document)\"", ">noord</th>",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    let order = ["te-doen", "totalen", "apparaten", "conflicten", "vastgehouden", "wachten"]
      .compactMap { page.range(of: "<h2 id=\"\($0)\"")?.lowerBound }
    #expect(order.count == 6 && order == order.sorted())
    #expect(!page.contains("twee"), "no value of a document stands here")
  }

  @Test func `shows a document with the answers beside each other, whatever they say`() async throws
  {
    let page = try await signedIn().get("/documents/\(document)?lang=en").text
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
    #expect(page.contains("twee &amp; &lt;b&gt;drie&lt;/b&gt;"))
    #expect(!page.contains("<script") && !page.contains("<b>"))
    #expect(page.contains("insp-1") && page.contains("insp-2") && page.contains("(shown)"))
    #expect(page.contains("href=\"/?lang=en\""))
  }

  @Test func `shows documents to handlers and administrators, not to readers`() async throws {
    let path = "/documents/\(document)"
    let reader = try await signedIn("lezer")
    let refused = try await reader.get(path)
    #expect(refused.status == 403 && !refused.text.contains("één"))
    #expect(try await !reader.get("/").text.contains("/documents/"))
    #expect(try await signedIn("baas").get(path).status == 200)
  }

  @Test func `has nothing for ids that are none`() async throws {
    let browser = try await signedIn()
    for id in ["x", "\(documentID(9))", "%3Cscript%3E"] {
      let answer = try await browser.get("/documents/\(id)")
      #expect(answer.status == 404 && answer.heading == "Niet gevonden")
      #expect(!answer.text.contains("script"))
    }
  }

  @Test func `speaks the language of the browser, or of the address`() async throws {
    let browser = try await signedIn()
    browser.fields = [("Accept-Language", "en-GB,en;q=0.8")]
    let english = try await browser.get("/")
    #expect(english.heading == "Today" && english.text.contains("<html lang=\"en\">"))
    #expect(try await browser.get("/?lang=nl").heading == "Vandaag")
  }

  @Test(arguments: ["/", "/sign-in", "/style.css", "/documents/x", "/documents/1"])
  func `says with every answer what a browser may do: next to nothing`(_ path: String)
    async throws
  {
    for browser in [browser, try await signedIn()] {
      let answer = try await browser.get(path)
      let policy = answer.fields["content-security-policy"] ?? ""
      for part in [
        "default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self'",
        "base-uri 'none'",
      ] {
        #expect(policy.contains(part))
      }
      #expect(!policy.contains("script-src") && !policy.contains("unsafe"))
      #expect(answer.fields["x-content-type-options"] == "nosniff")
      #expect(answer.fields["cache-control"] == "no-store")
      #expect(answer.fields["referrer-policy"] == "no-referrer")
    }
  }

  @Test func `has pages that every reader can walk through`() async throws {
    let browser = try await signedIn()
    for path in ["/", "/?lang=en", "/sign-in", "/documents/\(document)", "/documents/x"] {
      let page = PageOutline(try await browser.get(path).text)
      #expect(page.isBalanced, "\(path): every element is closed")
      #expect(page.count("h1") == 1 && page.count("main") == 1 && page.count("header") == 1)
      #expect(page.count("nav") == 1 && page.count("footer") == 1 && page.count("title") == 1)
      #expect(page.count("script") == 0 && page.count("style") == 0)
      #expect(page.headings.first == 1)
      for (level, next) in zip(page.headings, page.headings.dropFirst()) {
        #expect(next <= level + 1, "\(path): no level is skipped")
      }
      #expect(page.count("table") == page.count("caption"))
      #expect(page.tags("th").allSatisfy { $0.contains("scope=\"") })
      #expect(page.tags("html").allSatisfy { $0.contains("lang=\"") })
      for region in page.tags("div").filter({ $0.contains("scroll") }) {
        #expect(region.contains("tabindex=\"0\"") && region.contains("aria-labelledby"))
      }
      for input in page.tags("input") where !input.contains("hidden") {
        let id = input.components(separatedBy: "id=\"")[1].components(separatedBy: "\"")[0]
        #expect(page.tags("label").contains { $0.contains("for=\"\(id)\"") })
      }
      #expect(Set(page.ids).count == page.ids.count, "\(path): every id is there once")
      #expect(page.tags.allSatisfy { !$0.contains(" on") && !$0.contains("style=") })
    }
  }
}

/// The tags of a page, in order.
struct PageOutline {
  let tags: [String]

  init(_ text: String) {
    tags = text.components(separatedBy: "<").dropFirst()
      .map { String($0.prefix { $0 != ">" }) }
  }

  func tags(_ name: String) -> [String] {
    tags.filter { $0 == name || $0.hasPrefix(name + " ") }
  }
  func count(_ name: String) -> Int { tags(name).count }

  var headings: [Int] {
    tags.compactMap { tag in
      tag.hasPrefix("h") ? Int(String(tag.dropFirst().prefix(1))) : nil
    }
  }

  var ids: [String] {
    tags.compactMap { tag in
      tag.components(separatedBy: " id=\"").dropFirst().first?.components(separatedBy: "\"").first
    }
  }

  var isBalanced: Bool {
    var open: [String] = []
    for tag in tags where !tag.hasPrefix("!") {
      let name = String(tag.prefix { $0 != " " })
      if ["meta", "link", "input", "br"].contains(name) { continue }
      if name.hasPrefix("/") {
        guard open.popLast() == String(name.dropFirst()) else { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
