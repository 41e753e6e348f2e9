/// A claim that did not hold, and where: what the checkers of this target throw.
package struct Broken: Error, CustomStringConvertible {
  /// The claim and the place, outermost first.
  package let description: String

  /// Says what did not hold.
  package init(_ text: String) { description = text }

  /// The same with the place around it in front.
  package func within(_ place: String) -> Broken { Broken(place + ": " + description) }
}

/// Throws if a claim does not hold; the text is made only then.
package func claim(_ holds: Bool, _ text: @autoclosure () -> String) throws(Broken) {
  if !holds { throw Broken(text()) }
}

/// Throws if two values differ, and says both.
package func claimEqual<Value: Equatable>(
  _ left: Value,
  _ right: Value,
  _ text: @autoclosure () -> String
) throws(Broken) {
  if left != right { throw Broken("\(text()):\n  \(left)\n  \(right)") }
}
