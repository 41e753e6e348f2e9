import Testing

@testable import SchouwCommandLine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct `The output of a program` {
  private let out = MemorySink()
  private let err = MemorySink()
  private let terminal = Terminal(isTerminal: true, widthColumns: 20)

  @Test func `gathers results for a file and writes them at the end`() {
    let output = Output(out: out, err: err)
    output.line("a")
    #expect(out.text == "")
    #expect(output.finish() == nil)
    #expect(out.text == "a\n")
  }

  @Test func `writes a line at once on a terminal, and when enough has gathered`() {
    Output(out: out, err: err, outTerminal: terminal).line("a")
    #expect(out.text == "a\n")
    let other = MemorySink()
    Output(out: other, err: err).write(Array(repeating: 0x61, count: Output.bufferBytesMax))
    #expect(other.text.utf8.count == Output.bufferBytesMax)
  }

  @Test func `keeps results before the errors that follow them`() {
    let both = MemorySink()
    let output = Output(out: both, err: both)
    output.line("a")
    output.complain("b")
    output.line("c")
    _ = output.finish()
    #expect(both.text == "a\nb\nc\n")
  }

  @Test func `leaves remarks out when quiet, but not errors`() {
    let output = Output(out: out, err: err, errTerminal: terminal, isQuiet: true)
    output.remark("a")
    output.progress("b")
    output.complain("c")
    #expect(err.text == "c\n")
  }

  @Test func `shows progress on a terminal, cut, and takes it away`() {
    let output = Output(out: out, err: err, errTerminal: terminal)
    output.progress("12 van 40 dossiers verstuurd\n")
    output.remark("klaar")
    output.remark("echt")
    #expect(
      err.text == "\r12 van 40 dossiers…\u{1B}[K\r\u{1B}[Kklaar\necht\n"
    )
  }

  @Test func `shows no progress in a file`() {
    let output = Output(out: out, err: err)
    output.progress("12 van 40")
    _ = output.finish()
    #expect(err.text == "")
  }

  @Test func `passes over a reader that went away`() {
    let gone = OutputError(.readerGone, number: 32)
    let output = Output(out: MemorySink(failing: gone), err: err)
    output.line("a")
    #expect(!output.isReaderGone)
    output.flush()
    #expect(output.isReaderGone)
    output.line("b")
    #expect(output.finish() == nil)
    #expect(err.text == "")
  }

  @Test func `does not pass over a full disk`() {
    let full = OutputError(.diskFull, number: 28)
    let output = Output(out: MemorySink(failing: full), err: err)
    output.line("a")
    #expect(output.finish() == full)
    #expect(!output.isReaderGone)
  }

  @Test func `explains every failure in both languages`() {
    let said = OutputError.Code.allCases.flatMap { code in
      Language.allCases.map { OutputError(code, number: 5).explanation($0) }
    }
    #expect(
      said == [
        Explanation("De uitvoer wordt niet meer gelezen."),
        Explanation("Nobody reads the output any more."),
        Explanation(
          "De uitvoer is niet compleet: de schijf is vol.",
          remedy: "Maak ruimte en probeer opnieuw."
        ),
        Explanation(
          "The output is not complete: the disk is full.",
          remedy: "Make room and try again."
        ),
        Explanation("De uitvoer is niet compleet: schrijven mislukte (fout 5)."),
        Explanation("The output is not complete: writing failed (error 5)."),
      ]
    )
  }

  @Test func `ends the process by SIGPIPE, also where the parent ignored it`() async {
    await #expect(processExitsWith: .signal(SIGPIPE)) {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      close(ends[0])
      dup2(ends[1], 1)
      let output = Output.forProcess(environment: Environment([:]), isQuiet: false)
      output.line("a")
      output.flush()
    }
  }

  @Test func `knows EPIPE and ENOSPC by name`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      close(ends[0])
      #expect(throws: OutputError(.readerGone, number: EPIPE)) {
        try DescriptorSink(ends[1]).write([1])
      }
      #expect(throws: OutputError(.failed, number: EBADF)) { try DescriptorSink(-1).write([1]) }
      let full = open("/dev/full", O_WRONLY)
      guard full >= 0 else { return }
      #expect(throws: OutputError(.diskFull, number: ENOSPC)) {
        try DescriptorSink(full).write([1])
      }
    }
  }

  @Test func `writes all to a pipe that does not block`() async {
    await #expect(processExitsWith: .success) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      let read = ends[0]
      let write = ends[1]
      _ = fcntl(write, F_SETFL, O_NONBLOCK)
      let count = 1 << 20
      let reader = Task.detached {
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
          let got = readSome(read, &buffer, 4096)
          if got <= 0 { return total }
          total += got
        }
      }
      try DescriptorSink(write).write([UInt8](repeating: 7, count: count))
      close(write)
      #expect(await reader.value == count)
    }
  }
}

/// `read(2)` under a name of its own.
private func readSome(_ descriptor: Int32, _ buffer: inout [UInt8], _ count: Int) -> Int {
  read(descriptor, &buffer, count)
}
