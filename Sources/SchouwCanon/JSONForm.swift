/// Which JSON texts a reader accepts.
public enum JSONForm: Sendable {
  /// Any text of RFC 8259 within the rules C2 to C4 of the format.
  case any
  /// Only the canonical form of RFC 8785 (format C5).
  case canonical
}
