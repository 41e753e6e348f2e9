import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@Suite struct `The exchange` {
  /// Plays a script and compares it with itself: what is written is what happens.
  private func holds(_ script: String, tries: Int = 3, sendsAhead: Bool = false) throws {
    #expect(try ScriptPlayer.play(script, tries: tries, sendsAhead: sendsAhead) == script)
  }

  @Test func `sends once when nothing is new`() throws {
    try holds(
      """
      start
        collect 1048576
      collected records=0
        send 0 records
      answered
        apply 0 records, answering 0
      applied
        finish complete

      """
    )
  }

  @Test func `goes on while a page or a batch waits`() throws {
    try holds(
      """
      start
        collect 1048576
      collected records=2 more
        send 2 records
      answered records=3 more
        apply 3 records, answering 2
      applied
        collect 1048576
      collected records=1
        send 1 records
      answered records=1 more
        apply 1 records, answering 1
      applied
        collect 1048576
      collected records=0
        send 0 records
      answered
        apply 0 records, answering 0
      applied
        finish complete

      """
    )
  }

  @Test func `asks for the next page while one is stored, if it may`() throws {
    try holds(
      """
      start
        collect 1048576
      collected records=2
        send 2 records
      answered records=3 more cursor=10
        send ahead from 00000001.10
        apply 3 records, answering 2
      applied
      answered records=3 more cursor=11
        send ahead from 00000001.11
        apply 3 records, answering 0
      applied
      answered records=1 cursor=12
        apply 1 records, answering 0
      applied
        finish complete

      """,
      sendsAhead: true
    )
  }

  @Test
  func `sends nothing ahead of what is unsent, of a restore, or of a page that moves nothing`()
    throws
  {
    for (batch, answer) in [
      ("records=2 more", "records=3 more cursor=10"), ("records=2", "restored=4 more cursor=10"),
      ("records=2", "forked more cursor=10"),
    ] {
      try holds(
        """
        start
          collect 1048576
        collected \(batch)
          send 2 records
        answered \(answer)
          apply \(answer.hasPrefix("records") ? 3 : 0) records, answering 2
        applied
          collect 1048576

        """,
        sendsAhead: true
      )
    }
  }

  @Test func `goes back to the store after a request ahead that failed`() throws {
    try holds(
      """
      start
        collect 1048576
      collected records=0
        send 0 records
      answered records=3 more cursor=10
        send ahead from 00000001.10
        apply 3 records, answering 0
      applied
      failed retry=3
        wait at least 3000
      elapsed
        collect 524288
      collected records=1
        send 1 records

      """,
      sendsAhead: true
    )
  }

  @Test func `asks again with half the batch after a cut, down to sixteen KiB, and grows again`()
    throws
  {
    try holds(
      """
      start
        collect 1048576
      collected records=2
        send 2 records
      answered records=2 cut=150
        wait at most 60000
      elapsed
        collect 524288
      collected records=2
        send 2 records
      failed
        wait at most 60000
      elapsed
        collect 262144
      collected records=2
        send 2 records
      answered cut=0
        wait at most 60000
      elapsed
        collect 131072
      collected records=2
        send 2 records
      failed
        wait at most 60000
      elapsed
        collect 65536
      collected records=2
        send 2 records
      failed
        wait at most 60000
      elapsed
        collect 32768
      collected records=2
        send 2 records
      failed
        wait at most 60000
      elapsed
        collect 16384
      collected records=2
        send 2 records
      failed
        wait at most 60000
      elapsed
        collect 16384
      collected records=2 more
        send 2 records
      answered
        apply 0 records, answering 2
      applied
        collect 32768

      """,
      tries: 20
    )
  }

  @Test func `waits as long as it is told to, and gives up after as many tries as allowed`() throws
  {
    try holds(
      """
      start
        collect 1048576
      collected records=1
        send 1 records
      failed retry=7
        wait at least 7000
      elapsed
        collect 524288
      collected records=1
        send 1 records
      failed
        wait at most 60000
      elapsed
        collect 262144
      collected records=1
        send 1 records
      failed
        finish unreachable after 3

      """
    )
  }

  @Test func `ends when what answers is no Schouw`() throws {
    for text in ["<html>", "null", "hello", "[]"] {
      try holds(
        """
        start
          collect 1048576
        collected records=1
          send 1 records
        answered text=\(text)
          finish not Schouw: cut

        """
      )
    }
  }

  @Test func `goes on after a restored office and after a fork, and not for ever`() throws {
    for word in ["restored=4", "forked"] {
      var script = "start\n  collect 1048576\n"
      for round in 1...8 {
        script += "collected records=1\n  send 1 records\n"
        script += "answered \(word)\n  apply 0 records, answering 1\n"
        script += "applied\n  \(round < 8 ? "collect 1048576" : "finish complete")\n"
      }
      try holds(script)
    }
  }
}

@Suite struct `A message` {
  private func response() -> SyncResponse {
    var response = SyncResponse()
    response.epoch = "00000001"
    response.time = 1_795_000_000_000
    response.cursor = "00000001.44.2"
    response.more = true
    response.head = 50
    response.received.counter = 3
    response.received.of = 5
    response.received.missing = [2, 4]
    response.archivedCounter = 2
    response.archivedSequence = 40
    response.office = [Replica(bits: 7)]
    response.scopes = ScopeCode("BU1").map { [$0] } ?? []
    let name = ChangeName("00000000000000ab:3:AAAAAAAA")
    response.held = name.map { [SyncResponse.Judged(name: $0, why: "act")] } ?? []
    response.marked = name.map { [SyncResponse.Judged(name: $0, why: "clock-ahead")] } ?? []
    response.refused = [SyncResponse.Refused(line: 4, rule: "G6", why: "overlap")]
    response.restored = 12
    response.forked = true
    return response
  }

  @Test func `reads as it was written`() throws {
    let records = [Array("{\"a\":1}".utf8), Array("{\"b\":2}".utf8)]
    let bytes = response().bytes(records: records)
    let lines = try MessageLines(reading: bytes)
    #expect(try SyncResponse(head: lines.head) == response())
    #expect(lines.records.map { Array(bytes[$0]) } == records)
    let request = SyncRequest(
      replica: Replica(bits: 9),
      counter: 4,
      cursor: "00000001.1",
      time: 1_795_000_000_000,
      limit: 8
    )
    let sent = try MessageLines(reading: request.bytes(records: records))
    let read = try SyncRequest(head: sent.head)
    #expect(read.bytes(records: records) == request.bytes(records: records))
  }

  @Test func `that is cut anywhere is refused whole`() throws {
    let bytes = response().bytes(records: [Array("{\"x\":{\"end\":{\"records\":0}}}".utf8)])
    for length in bytes.indices {
      let error = #expect(throws: SyncError.self, "cut at \(length)") {
        try MessageLines(reading: Array(bytes.prefix(length)))
      }
      #expect(error?.code == .cut, "cut at \(length)")
    }
  }

  @Test
  func `with a record that looks like its own end is refused: cut there it would pass for whole`() {
    for line in ["{\"end\":{\"records\":0}}", "{\"sync\":{}}"] {
      let text =
        "{\"sync\":{\"v\":1}}\n\(line)\n{\"change\":{}}\n{\"end\":{\"records\":2}}\n"
      let error = #expect(throws: SyncError.self) { try MessageLines(reading: Array(text.utf8)) }
      #expect(error?.code == .notJSONLines)
      #expect(error?.place.line == 2)
    }
  }

  @Test func `that lost a line, or has one twice, is refused`() throws {
    let records = (0..<3).map { Array("{\"r\":\($0)}".utf8) }
    let bytes = response().bytes(records: records)
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    for index in lines.indices {
      var shorter = lines
      shorter.remove(at: index)
      var longer = lines
      longer.insert(lines[index], at: index)
      for changed in [shorter, longer] {
        let text = Array(changed.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
        #expect(throws: SyncError.self, "line \(index)") { try MessageLines(reading: text) }
      }
    }
  }

  @Test func `of a newer version, or without one, is refused as that`() throws {
    func error(_ head: String) -> SyncError? {
      let text = "{\"sync\":\(head)}\n{\"end\":{\"records\":0}}\n"
      return #expect(throws: SyncError.self) { try MessageLines(reading: Array(text.utf8)) }
    }
    #expect(error("{\"v\":2}")?.code == .newerVersion)
    #expect(error("{}")?.code == .badHead)
    #expect(error("{\"v\":\"1\"}")?.code == .badHead)
    #expect(error("{\"v\": 1}")?.code == .badHead)
  }

  @Test func `whose head lacks a member or has a wrong one is refused and names it`() throws {
    let whole = try MessageLines(reading: response().bytes(records: [])).head
    for member in ["archived", "cursor", "epoch", "head", "more", "received", "time"] {
      for value in [nil, JSONValue.null, "x", -1] as [JSONValue?] {
        if member == "cursor" || member == "epoch", value == "x" { continue }
        var head = whole
        head[member] = value
        let error = #expect(throws: SyncError.self, "\(member)") { try SyncResponse(head: head) }
        #expect(error?.place.path == "/sync/" + member)
      }
    }
  }
}

@Suite struct `A cursor` {
  @Test func `reads what it writes and nothing else`() {
    #expect(Cursor("0000000a.12")?.description == "0000000a.12")
    #expect(Cursor("0000000a.12.0.4294967295")?.description == "0000000a.12.0.4294967295")
    #expect(Cursor("0000000a.12.3") == Cursor(epoch: "0000000a", sequence: 12, inner: 3))
    for text in [
      "", "0000000a", "0000000a.", "0000000a.+5", "0000000a.5.", "a.5", "0000000a.5.6.7.8",
      "0000000a.5.6.4294967296",
      "0000000a.-1", "0000000a.1234567890123456", "0000000a. 5",
    ] {
      #expect(Cursor(text) == nil, "\(text)")
    }
  }
}

@Suite struct `A wait` {
  @Test func `has a doubling bound, full jitter, an end, and heeds the office`() {
    var backoff = Backoff()
    for bound in [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000] {
      var lowest = backoff
      #expect(lowest.next(retryAfter: nil, random: 0) == 0)
      var greatest = backoff
      #expect(greatest.next(retryAfter: nil, random: UInt64(bound)) == bound)
      #expect(backoff.next(retryAfter: 90, random: UInt64(bound)) == 90_000)
    }
    backoff.reset()
    #expect(backoff.next(retryAfter: nil, random: 500) == 500)
  }
}
