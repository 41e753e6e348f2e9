/// The pages before anything is shown: the form, and what is said where nothing is.
extension PageFrame {
  /// The sign-in form.
  ///
  /// - Parameters:
  ///   - token: ties the form to the browser.
  ///   - name: what was typed before.
  ///   - message: why it is shown again.
  func signInPage(token: String, name: String = "", message: String? = nil) -> [UInt8] {
    page(say(.signIn)) {
      HTML("div", ["class": "sign-in"]) {
        HTML("h1") { say(.signIn) }
        HTML("p", ["class": "soft"]) { say(.signInLead) }
        if let message {
          HTML("div", ["class": "message bad", "role": "alert"]) { HTML("p") { message } }
        }
        HTML("form", ["method": "post", "action": language.link("/sign-in")]) {
          HTML.void("input", ["type": "hidden", "name": "token", "value": token])
          HTML("label", ["for": "name"]) { say(.name) }
          HTML.void(
            "input",
            [
              "id": "name", "name": "name", "type": "text", "autocomplete": "username",
              "autocapitalize": "none", "spellcheck": "false", "required": "",
              "maxlength": "64", "value": name,
            ]
          )
          HTML("label", ["for": "password"]) { say(.password) }
          HTML.void(
            "input",
            [
              "id": "password", "name": "password", "type": "password",
              "autocomplete": "current-password", "required": "", "maxlength": "1024",
            ]
          )
          HTML("button", ["type": "submit"]) { say(.signIn) }
        }
      }
    }
  }

  /// A page that says one thing.
  func notice(_ title: PageMessage, _ lead: PageMessage) -> [UInt8] {
    page(say(title)) {
      HTML("h1") { say(title) }
      HTML("p") { say(lead) }
    }
  }
}
