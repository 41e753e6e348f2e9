/// Runs a check for every value of a range or list; a failure says which value it was.
///
/// Nest calls for combinations: the error then names each, outermost first.
package func withEvery<Values: Sequence>(
  _ label: String,
  in values: Values,
  _ check: (Values.Element) throws -> Void
) throws {
  for value in values {
    do {
      try check(value)
    } catch let broken as Broken {
      throw broken.within("\(label) \(value)")
    }
  }
}
