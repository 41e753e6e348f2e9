import Foundation
import SchouwCommandLine

/// Reads a password from standard input: a terminal is asked twice and shows nothing of what is typed; from
/// anything else the first line is taken.
///
/// Never from an argument: everybody on the machine can read those.
enum PasswordInput {
  /// The bytes of the password, without the end of the line.
  static func read(_ session: Session) throws -> [UInt8] {
    guard isatty(0) == 1 else { return try line() }
    let first = try ask(Phrase(nl: "Wachtwoord: ", en: "Password: "), session)
    let second = try ask(Phrase(nl: "Nog een keer: ", en: "Once more: "), session)
    guard first == second else {
      throw CommandFailure(
        .failed,
        Phrase(nl: "De wachtwoorden zijn niet gelijk.", en: "The passwords are not the same."),
        remedy: Phrase(
          nl: "Probeer het opnieuw; er is niets gewijzigd.",
          en: "Try again; nothing was changed."
        )
      )
    }
    return first
  }

  private static func ask(_ prompt: Phrase, _ session: Session) throws -> [UInt8] {
    var settings = termios()
    guard tcgetattr(0, &settings) == 0 else { return try line() }
    var silent = settings
    // Signals wait too: a program that is ended here would leave the terminal silent.
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
    silent.c_lflag |= tcflag_t(ECHONL)
    _ = tcsetattr(0, TCSAFLUSH, &silent)
    defer { _ = tcsetattr(0, TCSAFLUSH, &settings) }
    try? FileHandle.standardError.write(contentsOf: Data(prompt[session.language].utf8))
    let typed = try line()
    guard !typed.contains(3) else {
      throw CommandFailure(.failed, Phrase(nl: "Afgebroken.", en: "Cancelled."))
    }
    return typed
  }

  /// The first line of standard input, byte by byte, so that nothing behind it is taken.
  private static func line() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count <= 4096 {
      let count = Foundation.read(0, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      bytes.append(byte)
    }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else {
      throw CommandFailure(
        .failed,
        Phrase(nl: "Er kwam geen wachtwoord.", en: "No password came."),
        remedy: Phrase(
          nl: "Typ het, of geef het met een pijp op de invoer; er is niets gewijzigd.",
          en: "Type it, or pipe it to the input; nothing was changed."
        )
      )
    }
    return bytes
  }
}
