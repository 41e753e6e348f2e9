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
    try parse(bytes, limits: limits, form: form) { parser throws(JSONError) in
      try parser.value(depth: 0)
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
    var ranges: [(name: String, range: Range<Int>)] = []
    let object = try parse(bytes, limits: limits, form: form) { parser throws(JSONError) in
      guard parser.peek() == UInt8(ascii: "{") else { throw parser.refusal(notAnObject: ()) }
      return try parser.object(depth: 1) { ranges.append(($0, $1)) }
    }
    return (object, ranges)
  }

  private static func parse<Result>(
    _ bytes: ArraySlice<UInt8>,
    limits: JSONLimits,
    form: JSONForm,
    _ body: (inout JSONParser) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    try bytes.withUnsafeBufferPointer { text throws(JSONError) in
      do throws(JSONError) {
        guard text.count <= limits.bytesMax else {
          throw JSONError(.tooLarge, at: max(limits.bytesMax, 0))
        }
        guard let base = text.baseAddress, !text.isEmpty else {
          throw JSONError(.unexpectedEnd, at: 0)
        }
        var parser = JSONParser(base: base, count: text.count, limits: limits, form: form)
        try parser.refuseByteOrderMark()
        try parser.skipSpace()
        let result = try body(&parser)
        try parser.skipSpace()
        guard parser.index == text.count else { throw JSONError(.trailingBytes, at: parser.index) }
        return result
      } catch {
        throw error.located(in: text)
      }
    }
  }
}
