extension JSONValue: ExpressibleByNilLiteral {
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// A number; a literal beyond 2^53 is the programmer's error.
  public init(integerLiteral value: Int64) {
    precondition(value.magnitude <= JSONValue.integerMax.magnitude, "beyond 2^53")
    self = .number(Double(value))
  }
}

extension JSONValue: ExpressibleByFloatLiteral {
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
}

extension JSONValue: ExpressibleByStringLiteral {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object; a name written twice is the programmer's error.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    let object = JSONObject(elements)
    precondition(object.count == elements.count, "a literal of a JSON object repeats a name")
    self = .object(object)
  }
}
