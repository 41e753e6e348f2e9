import SchouwCanon
import SchouwDocuments
import Testing

/// `sealed.json`: rule R1.
@Suite struct `Vectors of sealed records` {
  /// Gives the bytes that a vector says, in place of random ones.
  private struct Given: RandomSource {
    let bytes: [UInt8]

    mutating func nextBytes(_ count: Int) -> [UInt8] { Array(bytes.prefix(count)) }
  }

  @Test(arguments: try Vector.cases("sealed"))
  func `come out as the file says`(_ vector: Vector) throws {
    let key = try #require(Base64URL.decode(vector.text("key")))
    let text = Array(try vector.text("sealed").utf8)
    guard vector["records"] != nil else {
      let opens = (try? Sealed(reading: text).open(key: key)) != nil
      #expect(opens == (try vector.value("opens").boolValue))
      return
    }
    let records = try vector.texts("records").map { Array($0.utf8) }
    var random = Given(bytes: try #require(Base64URL.decode(vector.text("nonce"))))
    let from = try #require(vector.value("from").integerValue)
    let to = try #require(vector.value("to").integerValue)
    let sealed = try Sealed(
      records,
      device: vector.text("device"),
      replica: #require(Replica(vector.text("replica"))),
      counters: Int(from)...Int(to),
      key: key,
      random: &random
    )
    #expect(sealed.bytes == text)
    let read = try Sealed(reading: text)
    #expect(read == sealed)
    #expect(try read.open(key: key).map { Array($0) } == records)
  }
}
