/// An error that a person can act on: what went wrong, where, and what to do next.
///
/// Every target of Schouw throws one struct that conforms to this. Texts are English; whoever shows
/// them in another language translates by `codeName` and `remedy.code`. No text holds a value from
/// a document, only its path.
public protocol SchouwError: Error, Sendable, CustomStringConvertible {
  /// The name of the kind of error: stable, for programs, translations and exit codes.
  var codeName: String { get }
  /// Where it went wrong, as far as known.
  var place: Place { get }
  /// What to do next.
  var remedy: Remedy { get }
}
