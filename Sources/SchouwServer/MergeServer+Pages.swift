import Dispatch
import SchouwCanon
import SchouwDocuments
import SchouwHTTP
import Synchronization

/// The pages of the office: read-only, for people who are signed in.
extension MergeServer {
  /// Who looks, by what the browser or the proxy sends.
  private enum Looker: Sendable {
    /// Nobody is signed in.
    case nobody
    /// A session, and the cookie that it belongs to.
    case session(Sessions.Session, cookie: String)
    /// A name that the proxy vouches for.
    case named(String)
  }

  /// Writes a page; away from the writer.
  private typealias Content = @Sendable (PageFrame) -> (status: Status, bytes: [UInt8])

  /// Takes a request for a page that its head did not refuse, on a connection's queue, which must not wait.
  func page(_ route: PageRoute, _ request: Request, _ responder: Responder) {
    switch route {
    case .style:
      answer(responder, .ok, Array(PageStyle.text.utf8), type: "text/css; charset=utf-8")
    case .signIn: signIn(request, responder)
    case .signOut: signOut(request, responder)
    case .today:
      look(route, request, responder) { core, _ throws(ServerError) in
        self.loop.lookForRoom(core)
        let today = core.today()
        let lists = try core.pageLists()
        return { (.ok, $0.todayPage(today, lists)) }
      }
    case .document(let text):
      look(route, request, responder) { core, role throws(ServerError) in
        guard role.readsDocuments else {
          return { (.forbidden, $0.notice(.notForReaders, .notForReadersLead)) }
        }
        guard let id = DocumentID(text), let document = try core.pageDocument(id) else {
          return { (.notFound, $0.notice(.notFound, .notFoundLead)) }
        }
        return { (.ok, $0.documentPage(document)) }
      }
    }
  }

  // MARK: Who looks

  private func looker(_ request: Request) -> Looker {
    if let field = pages.trustedUserHeader {
      guard let name = try? request.head.fields.single(field) else { return .nobody }
      return .named(name)
    }
    let now = configuration.clock()
    guard let cookie = pages.cookies.value(.session, in: request.head.fields),
      let session = pages.sessions.withLock({ $0.use(Self.id(of: cookie), now: now) })
    else { return .nobody }
    return .session(session, cookie: cookie)
  }

  private static func id(of cookie: String) -> Digest { SHA256.hash(Array(cookie.utf8)) }

  /// Who a caller is now: the account may have gone, or its password have been changed.
  private func viewer(_ looker: Looker, _ core: ServerCore) -> Viewer? {
    switch looker {
    case .nobody: return nil
    case .named(let name):
      return core.account(named: name).map { Viewer(account: $0.name, role: $0.role) }
    case .session(let session, let cookie):
      guard let account = core.account(named: session.account),
        account.password?.name == session.password
      else { return nil }
      return Viewer(
        account: account.name,
        role: account.role,
        token: pages.token(.signOut, cookie: cookie)
      )
    }
  }

  /// Shows a page to who is signed in, and the way in to all others.
  private func look(
    _ route: PageRoute,
    _ request: Request,
    _ responder: Responder,
    _ job: @escaping @Sendable (ServerCore, Role) throws(ServerError) -> Content
  ) {
    let language = PageLanguage(request.head)
    let looker = looker(request)
    if case .nobody = looker { return wayIn(language, responder) }
    show(route, to: looker, language, responder, from: 0, job)
  }

  /// Shows a page; what today's needs of figures is made before in slices, so that devices are answered in
  /// between.
  private func show(
    _ route: PageRoute,
    to looker: Looker,
    _ language: PageLanguage,
    _ responder: Responder,
    from first: Int,
    _ job: @escaping @Sendable (ServerCore, Role) throws(ServerError) -> Content
  ) {
    let path = route.path
    loop.submit({ core throws(ServerError) in
      guard let viewer = self.viewer(looker, core) else {
        return { self.wayIn(language, responder) }
      }
      if route == .today, let next = core.prepareFigures(from: first) {
        return { self.show(route, to: looker, language, responder, from: next, job) }
      }
      let content = try job(core, viewer.role)
      return {
        self.pages.queue.async {
          let page = content(PageFrame(language: language, path: path, viewer: viewer))
          self.answer(responder, page.status, page.bytes)
        }
      }
    }) { _ in self.trouble(language, responder) }
  }

  private func wayIn(_ language: PageLanguage, _ responder: Responder) {
    guard pages.trustedUserHeader == nil else {
      let frame = PageFrame(language: language, path: "/", viewer: nil)
      return answer(responder, .forbidden, frame.notice(.noSingleSignOn, .noSingleSignOnLead))
    }
    redirect(responder, to: language.link("/sign-in"))
  }

  private func trouble(_ language: PageLanguage, _ responder: Responder) {
    let frame = PageFrame(language: language, path: "/", viewer: nil)
    answer(
      responder,
      .serviceUnavailable,
      frame.notice(.trouble, .troubleLead),
      fields: [("Retry-After", "10")]
    )
  }

  // MARK: Signing in and out

  private func signIn(_ request: Request, _ responder: Responder) {
    let frame = PageFrame(language: PageLanguage(request.head), path: "/sign-in", viewer: nil)
    guard pages.trustedUserHeader == nil else { return wayIn(frame.language, responder) }
    let held = pages.cookies.value(.form, in: request.head.fields)
    let cookie = held ?? Cookies.draw()
    var attempt = SignInAttempt(
      frame: frame,
      cookie: cookie,
      name: "",
      address: pages.address(of: request),
      session: pages.cookies.value(.session, in: request.head.fields),
      responder: responder
    )
    guard request.head.method == .post else { return show(attempt, .ok) }
    guard mediaType(request.head) == "application/x-www-form-urlencoded",
      let form = FormBody(request.body), held != nil,
      pages.accepts(form["token"], .signIn, cookie: cookie)
    else { return show(attempt, .forbidden, frame.say(.formTooOld)) }
    attempt.name = String((form["name"] ?? "").filter { $0 != " " }.prefix(64))
    judge(attempt, Array((form["password"] ?? "").utf8))
  }

  /// Somebody at the sign-in form.
  private struct SignInAttempt: Sendable {
    let frame: PageFrame
    /// The cookie that ties the form to the browser.
    let cookie: String
    /// The name that was typed.
    var name: String
    let address: String
    /// The session that the browser had before.
    let session: String?
    let responder: Responder
  }

  private func judge(_ attempt: SignInAttempt, _ password: [UInt8]) {
    let (key, address) = (attempt.name.lowercased(), attempt.address)
    let now = configuration.clock()
    let wait = pages.limits.withLock { $0.begin(name: key, address: address, now: now) }
    if let wait { return mustWait(attempt, wait) }
    loop.submit({ core in
      let (account, hash) = core.passwordHash(named: key)
      return { self.check(attempt, password, account, hash) }
    }) { _ in
      self.pages.limits.withLock { $0.withdrawn(name: key, address: address) }
      self.trouble(attempt.frame.language, attempt.responder)
    }
  }

  private func check(
    _ attempt: SignInAttempt,
    _ password: [UInt8],
    _ account: Account?,
    _ hash: PasswordHash
  ) {
    let (key, address) = (attempt.name.lowercased(), attempt.address)
    let isTaken = pages.passwords.check(password, against: hash) { isRight in
      guard isRight, let account else {
        return self.show(attempt, .forbidden, attempt.frame.say(.signInFailed))
      }
      self.pages.limits.withLock { $0.succeeded(name: key, address: address) }
      self.begin(attempt, account, hash)
    }
    guard !isTaken else { return }
    pages.limits.withLock { $0.withdrawn(name: key, address: address) }
    show(
      attempt,
      .serviceUnavailable,
      attempt.frame.say(.signInBusy),
      fields: [("Retry-After", "5")]
    )
  }

  /// A new session under a new cookie; what the browser had before ends.
  private func begin(_ attempt: SignInAttempt, _ account: Account, _ hash: PasswordHash) {
    let cookie = Cookies.draw()
    let now = configuration.clock()
    pages.sessions.withLock { sessions in
      if let old = attempt.session { sessions.end(Self.id(of: old)) }
      sessions.begin(Self.id(of: cookie), account: account.name, password: hash.name, now: now)
    }
    redirect(
      attempt.responder,
      to: attempt.frame.language.link("/"),
      cookies: [pages.cookies.setting(.session, cookie), pages.cookies.clearing(.form)]
    )
  }

  private func show(
    _ attempt: SignInAttempt,
    _ status: Status,
    _ message: String? = nil,
    fields: [(name: String, value: String)] = []
  ) {
    let token = pages.token(.signIn, cookie: attempt.cookie)
    answer(
      attempt.responder,
      status,
      attempt.frame.signInPage(token: token, name: attempt.name, message: message),
      fields: fields + [("Set-Cookie", pages.cookies.setting(.form, attempt.cookie))]
    )
  }

  private func mustWait(_ attempt: SignInAttempt, _ milliseconds: Int64) {
    let seconds = (milliseconds + 999) / 1000
    let time = attempt.frame.duration(milliseconds: seconds * 1000)
    show(
      attempt,
      .tooManyRequests,
      attempt.frame.say(.signInWait, ["time": time]),
      fields: [("Retry-After", String(seconds))]
    )
  }

  private func signOut(_ request: Request, _ responder: Responder) {
    let language = PageLanguage(request.head)
    guard let cookie = pages.cookies.value(.session, in: request.head.fields),
      mediaType(request.head) == "application/x-www-form-urlencoded",
      let form = FormBody(request.body), pages.accepts(form["token"], .signOut, cookie: cookie)
    else {
      let frame = PageFrame(language: language, path: "/", viewer: nil)
      return answer(responder, .forbidden, frame.notice(.trouble, .formTooOld))
    }
    pages.sessions.withLock { $0.end(Self.id(of: cookie)) }
    redirect(
      responder,
      to: language.link("/sign-in"),
      cookies: [pages.cookies.clearing(.session)]
    )
  }

  // MARK: Answers

  /// Said with every page: nothing but our own style sheet is loaded, nobody frames it, nothing keeps it.
  private static let strict: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ]

  private func answer(
    _ responder: Responder,
    _ status: Status,
    _ body: [UInt8],
    type: String = "text/html; charset=utf-8",
    fields: [(name: String, value: String)] = []
  ) {
    if status.code >= 400 { counters.refusals.add(1, ordering: .relaxed) }
    counters.bytesOut.add(body.count, ordering: .relaxed)
    var response = Response(status, body: body)
    for field in [("Content-Type", type)] + Self.strict + fields {
      try? response.head.fields.append(field.0, field.1)
    }
    responder.respond(response)
  }

  private func redirect(_ responder: Responder, to path: String, cookies: [String] = []) {
    answer(
      responder,
      .seeOther,
      [],
      fields: [("Location", path)] + cookies.map { ("Set-Cookie", $0) }
    )
  }
}
