import SchouwCommandLine

/// What every page has around its content: language, landmarks, links, who is signed in.
struct PageFrame: Sendable {
  /// The language of the page.
  let language: PageLanguage
  /// The path of the page, for the link to the other language.
  let path: String
  /// Who looks; nil before signing in.
  let viewer: Viewer?

  /// A text of the page's own in its language.
  func say(_ message: PageMessage, _ values: KeyValuePairs<String, String> = [:]) -> String {
    message.text(language.language, values)
  }

  /// A length of time in words.
  func duration(milliseconds: Int64) -> String {
    DurationText.text(milliseconds: milliseconds, language.language)
  }

  /// The whole page.
  ///
  /// - Parameters:
  ///   - title: what the page is called, in its tab.
  ///   - content: what stands in `main`, with the only `h1`.
  func page(_ title: String, @HTML.Builder content: () -> HTML) -> [UInt8] {
    HTML("html", ["lang": language.language.rawValue]) {
      HTML("head") {
        HTML.void("meta", ["charset": "utf-8"])
        HTML.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        HTML("title") { "\(title) – Schouw" }
        HTML.void("link", ["rel": "stylesheet", "href": PageStyle.path])
      }
      HTML("body") {
        HTML("a", ["class": "skip", "href": "#inhoud"]) { say(.skip) }
        header
        HTML("main", ["id": "inhoud", "tabindex": "-1"]) { content() }
        HTML("footer") {
          HTML("div", ["class": "row"]) { say(.footer) }
        }
      }
    }.page
  }

  private var header: HTML {
    HTML("header", ["class": "band"]) {
      HTML("div", ["class": "row"]) {
        HTML("span", ["class": "name"]) { "Schouw" }
        HTML("nav", ["aria-label": say(.navigation)]) {
          HTML("ul") {
            if viewer != nil {
              HTML("li") {
                HTML(
                  "a",
                  [
                    "href": language.link("/"), "aria-current": path == "/" ? "page" : nil,
                  ]
                ) { say(.today) }
              }
            }
            HTML("li") { otherLanguage }
          }
        }
        if let viewer { who(viewer) }
      }
    }
  }

  private var otherLanguage: HTML {
    let other: Language = language.language == .nl ? .en : .nl
    return HTML(
      "a",
      [
        "href": PageLanguage(other, isAsked: true).link(path), "lang": other.rawValue,
        "hreflang": other.rawValue,
      ]
    ) { other == .nl ? "Nederlands" : "English" }
  }

  private func who(_ viewer: Viewer) -> HTML {
    HTML("div", ["class": "who"]) {
      HTML("p") { "\(viewer.account) (\(say(.role(viewer.role))))" }
      if let token = viewer.token {
        HTML("form", ["method": "post", "action": language.link("/sign-out")]) {
          HTML.void("input", ["type": "hidden", "name": "token", "value": token])
          HTML("button", ["type": "submit"]) { say(.signOut) }
        }
      }
    }
  }

  /// A table in a region that scrolls by itself, also from the keyboard.
  ///
  /// - Parameters:
  ///   - id: the name of its caption in the page.
  ///   - columns: the heads of the columns; the first cell of each row is the row's head.
  func table(
    _ id: String,
    caption: String,
    columns: [Column],
    rows: [[HTML]]
  ) -> HTML {
    HTML("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": id]) {
      HTML("table") {
        HTML("caption", ["id": id]) { caption }
        HTML("thead") {
          HTML("tr") {
            for column in columns {
              HTML("th", ["scope": "col", "class": column.style]) { column.title }
            }
          }
        }
        HTML("tbody") {
          for row in rows {
            HTML("tr") {
              for (index, cell) in row.enumerated() {
                if index == 0 {
                  HTML("th", ["scope": "row", "class": columns[index].style]) { cell }
                } else {
                  HTML("td", ["class": columns[index].style]) { cell }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The head of a column and the class of its cells.
  struct Column {
    let title: String
    var style: String?

    init(_ title: String, _ style: String? = nil) {
      self.title = title
      self.style = style
    }
  }
}

/// Who looks at a page.
struct Viewer: Sendable, Equatable {
  /// The name of the account.
  let account: String
  /// What it may do.
  let role: Role
  /// What a form must bring to be believed; nil where there is no session to end (single sign-on).
  var token: String?
}
