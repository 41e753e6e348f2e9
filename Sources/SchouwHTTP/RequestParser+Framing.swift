extension RequestParser {
  /// How the body is delimited and whether the client waits; the place of every refusal here is
  /// the end of the head.
  ///
  /// RFC 9112 §3.2, §6; RFC 9110 §10.1.1.
  func judge(_ head: RequestHead) throws(HTTPError) -> (body: Framing, expects: Bool) {
    let fields = head.fields
    let place = HTTPError.Place.byte(offset)
    var host: HeaderFields.Entry?
    var length: HeaderFields.Entry?
    var coding: HeaderFields.Entry?
    var codings = 0
    var expectation: HeaderFields.Entry?
    for entry in fields.entries {
      switch entry.name.count {
      case 4 where fields.matches(entry, "host"):
        guard host == nil else { throw HTTPError(.repeatedHost, place) }
        host = entry
      case 14 where fields.matches(entry, "content-length"):
        guard length == nil else { throw HTTPError(.repeatedContentLength, place) }
        length = entry
      case 17 where fields.matches(entry, "transfer-encoding"):
        coding = entry
        codings += 1
      case 6 where fields.matches(entry, "expect"):
        guard expectation == nil else { throw HTTPError(.unsupportedExpectation, place) }
        expectation = entry
      default: break
      }
    }
    if let host {
      guard isHost(fields.bytes[fields.range(host.value)]) else {
        throw HTTPError(.invalidHost, place)
      }
    } else if head.version == .http11 {
      throw HTTPError(.missingHost, place)
    }
    let body = try framing(head, length, coding, codings, place)
    guard let expectation, head.version == .http11 else { return (body, false) }
    guard equals(fields, expectation, "100-continue") else {
      throw HTTPError(.unsupportedExpectation, place)
    }
    return (body, body != .none)
  }

  private func framing(
    _ head: RequestHead,
    _ length: HeaderFields.Entry?,
    _ coding: HeaderFields.Entry?,
    _ codings: Int,
    _ place: HTTPError.Place
  ) throws(HTTPError) -> Framing {
    if let coding {
      guard length == nil else { throw HTTPError(.conflictingLengths, place) }
      guard head.version == .http11 else { throw HTTPError(.transferEncodingInHTTP10, place) }
      guard codings == 1 else { throw HTTPError(.invalidTransferEncoding, place) }
      guard equals(head.fields, coding, "chunked") else {
        throw HTTPError(codingCode(head.fields, coding), place)
      }
      return .chunked
    }
    guard let length else { return .none }
    let count = try readLength(head.fields.bytes[head.fields.range(length.value)], place)
    return count == 0 ? .none : .fixed(count)
  }

  private func equals(
    _ fields: HeaderFields,
    _ entry: HeaderFields.Entry,
    _ word: StaticString
  ) -> Bool {
    let value = fields.bytes[fields.range(entry.value)]
    guard value.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in
      zip(value, word).allSatisfy { Octets.lowered($0) == Octets.lowered($1) }
    }
  }

  /// 501 if some coding is unknown here, 400 if `chunked` stands where it may not.
  ///
  /// RFC 9112 §6.1.
  private func codingCode(
    _ fields: HeaderFields,
    _ entry: HeaderFields.Entry
  ) -> HTTPError.Code {
    let parts = fields.bytes[fields.range(entry.value)].split(
      separator: 0x2C,
      omittingEmptySubsequences: false
    ).map { $0.trimmingBlanks() }
    let isWellFormed = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(Octets.isToken) }
    let isChunkedOnly = parts.allSatisfy { part in
      part.map(Octets.lowered).elementsEqual("chunked".utf8)
    }
    return isWellFormed && !isChunkedOnly ? .unsupportedTransferCoding : .invalidTransferEncoding
  }

  /// Digits and nothing else: no sign, no list, no blank, no other base.
  ///
  /// RFC 9110 §8.6.
  private func readLength(
    _ digits: ArraySlice<UInt8>,
    _ place: HTTPError.Place
  ) throws(HTTPError) -> Int {
    guard !digits.isEmpty else { throw HTTPError(.invalidContentLength, place) }
    var value = 0
    for byte in digits {
      let digit = byte &- 0x30
      guard digit < 10 else { throw HTTPError(.invalidContentLength, place) }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = product.addingReportingOverflow(Int(digit))
      value = isTooLarge || isStillTooLarge ? Int.max : sum
    }
    guard value <= limits.bodyBytesMax else { throw HTTPError(.bodyTooLarge, place) }
    return value
  }

  /// A registered name, an IPv4 literal or a bracketed IPv6 literal, perhaps a port.
  ///
  /// RFC 9110 §7.2, RFC 3986 §3.2.2.
  private func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
    var name = bytes
    if let first = bytes.first, first == 0x5B {
      guard let close = bytes.firstIndex(of: 0x5D) else { return false }
      let inner = bytes[(bytes.startIndex + 1)..<close]
      guard !inner.isEmpty,
        inner.allSatisfy({ Octets.hex($0) != nil || $0 == 0x3A || $0 == 0x2E })
      else { return false }
      name = bytes[(close + 1)...]
      if name.isEmpty { return true }
      return name.first == 0x3A && name.dropFirst().allSatisfy { $0 &- 0x30 < 10 }
    }
    if let colon = name.firstIndex(of: 0x3A) {
      guard name[(colon + 1)...].allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
      name = name[..<colon]
    }
    return !name.isEmpty
      && name.allSatisfy {
        Octets.isTarget($0) && $0 != 0x2F && $0 != 0x3F && $0 != 0x40 && $0 != 0x3A && $0 != 0x2C
      }
  }
}
