/// Reads JSON strictly: RFC 8259 within the rules C2 to C5 of the format.
///
/// Refused are a byte order mark, invalid UTF-8, lone surrogates, repeated names, numbers that are
/// not finite, integers that would be rounded, and anything after the value. Cost: linear in the
/// bytes; n log n for an object whose n members are not in order.
public enum JSONReader {
  /// Reads one JSON value.
  ///
  /// - Parameter form: `canonical` also refuses, as `notCanonical`, what RFC 8785 would have
  ///   written otherwise: white space, member order, escapes, numbers.
  /// - Throws: every code of `JSONError` except `notAnObject`.
  public static func read(
    _ bytes: [UInt8],
    limits: JSONLimits = .record,
    form: JSONForm = .any
  ) throws(JSONError) -> JSONValue {
    try read(bytes[...], limits: limits, form: form)
  }

  /// Reads one JSON value; offsets in errors count from the start of the slice.
  ///
  /// - Throws: every code of `JSONError` except `notAnObject`.
  public static func read(
    _ bytes: ArraySlice<UInt8>,
    limits: JSONLimits = .record,
    form: JSONForm = .any
  ) throws(JSONError) -> JSONValue {
    try skim(bytes, limits: limits, form: form, refusal: { $0 }) { skim throws(JSONError) in
      skim.value(skim.root)
    }
  }

  /// Reads one JSON object and says where the value of each of its members lies.
  ///
  /// - Returns: the object, and for each member, in the order of the text, the offsets of its value
  ///   in the slice, from 0.
  /// - Throws: every code of `JSONError`.
  public static func readObject(
    _ bytes: ArraySlice<UInt8>,
    limits: JSONLimits = .record,
    form: JSONForm = .any
  ) throws(JSONError) -> (object: JSONObject, ranges: [(name: String, range: Range<Int>)]) {
    try skim(bytes, limits: limits, form: form, isObject: true, refusal: { $0 }) {
      skim throws(JSONError) in
      var ranges: [(name: String, range: Range<Int>)] = []
      skim.forEachMember(of: skim.root) { name, value in
        ranges.append((skim.string(name) ?? "", skim.range(of: value)))
      }
      return (skim.object(skim.root), ranges)
    }
  }

  /// Reads one JSON value and lends what was read to `body`, which makes of it what it needs.
  ///
  /// - Parameters:
  ///   - isObject: whether anything but an object is refused.
  ///   - refusal: what is thrown for a text that is refused; every code of `JSONError` may come,
  ///     `notAnObject` only if asked for.
  /// - Throws: what `refusal` gives, or what `body` throws.
  package static func skim<Result, Failure>(
    _ bytes: ArraySlice<UInt8>,
    limits: JSONLimits = .record,
    form: JSONForm = .any,
    isObject: Bool = false,
    refusal: (JSONError) -> Failure,
    _ body: (borrowing JSONSkim) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { text throws(Failure) in
      let skim: JSONSkim
      do throws(JSONError) {
        skim = try self.skim(text, limits, form, isObject)
      } catch {
        throw refusal(error.located(in: text))
      }
      return try body(skim)
    }
  }

  private static func skim(
    _ text: UnsafeBufferPointer<UInt8>,
    _ limits: JSONLimits,
    _ form: JSONForm,
    _ isObject: Bool
  ) throws(JSONError) -> JSONSkim {
    let bytesMax = min(max(limits.bytesMax, 0), JSONLimits.bytesCeiling)
    guard text.count <= bytesMax else { throw JSONError(.tooLarge, at: bytesMax) }
    guard let base = text.baseAddress, !text.isEmpty else { throw JSONError(.unexpectedEnd, at: 0) }
    var parser = JSONParser(base: base, count: text.count, limits: limits, form: form)
    try parser.refuseByteOrderMark()
    try parser.skipSpace()
    if isObject, parser.peek() != UInt8(ascii: "{") { throw parser.refusal(notAnObject: ()) }
    try parser.value(depth: 0)
    try parser.skipSpace()
    guard parser.index == text.count else { throw JSONError(.trailingBytes, at: parser.index) }
    return parser.finished()
  }
}
