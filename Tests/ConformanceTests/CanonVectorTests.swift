import SchouwCanon
import Testing

/// `canonical-json.json`: rules C1 to C5.
@Suite struct `Vectors of canonical JSON` {
  @Test(arguments: try Vector.cases("canonical-json"))
  func `come out as the file says`(_ vector: Vector) throws {
    let bytes = try vector.inputBytes()
    guard let canonical = vector["canonical"]?.stringValue else {
      let error = #expect(throws: JSONError.self) { try JSONReader.read(bytes) }
      #expect(error?.code.word == (try vector.text("refused")))
      return
    }
    #expect(try JSONReader.read(bytes).canonicalBytes == Array(canonical.utf8))
    let isCanonical = (try? JSONReader.read(bytes, form: .canonical)) != nil
    #expect(try vector.value("isCanonical") == .bool(isCanonical))
    #expect(isCanonical == (bytes == Array(canonical.utf8)))
  }
}

/// `numbers.json`: rule C1, the numbers of ECMAScript.
@Suite struct `Vectors of number texts` {
  @Test(arguments: try Vector.cases("numbers"))
  func `come out as the file says`(_ vector: Vector) throws {
    let bits = try #require(UInt64(vector.text("bits"), radix: 16))
    var text: [UInt8] = []
    NumberText.append(Double(bitPattern: bits), to: &text)
    #expect(String(decoding: text, as: UTF8.self) == (try vector.text("text")))
  }
}

extension JSONError.Code {
  /// The word that the vectors have for it.
  fileprivate var word: String {
    switch self {
    case .byteOrderMark, .invalidUTF8, .loneSurrogate, .duplicateName, .tooDeep: rawValue
    case .numberOutOfRange: "numberNotFinite"
    case .integerNotExact: "numberNotExact"
    case .trailingBytes: "trailingContent"
    case .unexpectedByte, .unexpectedEnd, .badEscape, .controlCharacter, .badNumber: "syntax"
    case .tooLarge, .notCanonical, .notAnObject: "(\(rawValue))"
    }
  }
}
