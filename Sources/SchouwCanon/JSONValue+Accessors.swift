extension JSONValue {
  /// The greatest magnitude up to which a double keeps every integer: 2^53.
  public static let integerMax: Int64 = 1 << 53

  /// Whether the value is `null`.
  public var isNull: Bool {
    if case .null = self { return true }
    return false
  }

  /// The truth value, or nil if this is none.
  public var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The number, or nil if this is none.
  public var numberValue: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }

  /// The number if it is an integer of magnitude at most 2^53, otherwise nil.
  public var integerValue: Int64? {
    guard case .number(let value) = self, value.magnitude <= 0x1p53 else { return nil }
    let integer = Int64(value)
    return Double(integer) == value ? integer : nil
  }

  /// The string, or nil if this is none.
  public var stringValue: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The items, or nil if this is no array.
  public var arrayValue: [JSONValue]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The object, or nil if this is none.
  public var objectValue: JSONObject? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// The value of a member, or nil if this is no object or has no such member.
  public subscript(_ name: String) -> JSONValue? {
    guard case .object(let value) = self else { return nil }
    return value[name]
  }
}
