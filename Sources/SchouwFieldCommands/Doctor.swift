import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

/// What `doctor` looks at: each a line with a verdict, and what to do where it is not well.
struct Doctor {
  let command: Command
  private(set) var findings: [Finding] = []
  /// Whether the store is one of a newer program.
  private(set) var isNewer = false

  struct Finding {
    enum State: String { case ok, warn, bad }
    let check: String
    let state: State
    let text: Phrase
    let remedy: Phrase?
  }

  /// Less free space than this is worth a warning.
  static let freeBytesMin: UInt64 = 200 << 20
  /// A clock that differs more than this makes times wrong for people.
  static let offsetMillisecondsMax: Int64 = 60_000
  /// Longer without contact than this, with work unsent, is worth a warning.
  static let silenceMillisecondsMax: Int64 = 7 * 86_400_000

  init(_ command: Command) { self.command = command }

  private mutating func add(
    _ check: String,
    _ state: Finding.State,
    _ text: Phrase,
    _ remedy: Phrase? = nil
  ) {
    findings.append(Finding(check: check, state: state, text: text, remedy: remedy))
  }

  private func told(_ failure: any Error) -> (text: Phrase, remedy: Phrase?) {
    let failure = explained(failure) as? CommandFailure
    return (failure?.text ?? StatusMessage.doctorFormatBad.phrase, failure?.remedy)
  }

  /// Examines everything; what cannot be known is an answer too.
  mutating func examine(_ folder: String) {
    var status: Store.Status?
    var office: Office?
    do {
      let store = try command.openStore()
      status = try store.status()
      office = try store.office()
      add("format", .ok, StatusMessage.doctorFormat.phrase)
      examineJournal(store)
    } catch {
      isNewer = (explained(error) as? CommandFailure)?.exitCode == .newerFormat
      let (text, remedy) = told(error)
      add("format", .bad, text, remedy)
    }
    examineLock(folder)
    examineDisk(folder)
    examineState()
    if let status {
      examineAuthor(status)
      examineClock(status)
      examineOffice(status, office)
    }
    add("language", .ok, StatusMessage.doctorLanguage.phrase)
  }

  private mutating func examineJournal(_ store: Store) {
    do {
      let report = try store.verify()
      if report.isSound {
        add("journal", .ok, StatusMessage.doctorDamages.filled(["count": "\(report.records)"]))
      } else {
        add(
          "journal",
          .bad,
          StatusMessage.doctorDamagesBad.filled(["count": "\(report.damages.count)"]),
          StatusMessage.doctorVerifyRemedy.phrase
        )
      }
    } catch {
      let (text, remedy) = told(error)
      add("journal", .bad, text, remedy)
    }
  }

  private mutating func examineLock(_ folder: String) {
    guard System.folderFacts(folder) != nil else { return }
    do throws(DiskError) {
      try command.world.disk.lock(folder + "/lock").take(waitingMilliseconds: 0)
      add("lock", .ok, StatusMessage.doctorLock.phrase)
    } catch {
      let told = JournalError(error).code.told
      add(
        "lock",
        .warn,
        error.code == .locked ? StatusMessage.doctorLockBad.phrase : told.text,
        told.remedy
      )
    }
  }

  private mutating func examineDisk(_ folder: String) {
    guard let facts = System.folderFacts(folder) else { return }
    if let free = System.freeBytes(folder) {
      let megabytes = "\(free >> 20)"
      if free < Self.freeBytesMin {
        add(
          "space",
          .warn,
          StatusMessage.doctorSpaceLow.filled(["megabytes": megabytes]),
          StatusMessage.doctorSpaceRemedy.phrase
        )
      } else {
        add("space", .ok, StatusMessage.doctorSpace.filled(["megabytes": megabytes]))
      }
    } else {
      add("space", .warn, StatusMessage.doctorSpaceUnknown.phrase)
    }
    if !facts.isOwn {
      add(
        "rights",
        .warn,
        StatusMessage.doctorOwnerBad.phrase,
        StatusMessage.doctorRightsRemedy.phrase
      )
    } else if facts.mode & 0o077 != 0 {
      let mode = String(facts.mode, radix: 8)
      add(
        "rights",
        .warn,
        StatusMessage.doctorRightsBad.filled(["mode": mode]),
        StatusMessage.doctorRightsRemedy.phrase
      )
    } else {
      add("rights", .ok, StatusMessage.doctorRights.phrase)
    }
    let encryption = Encryption(root: command.world.systemRoot, disk: command.world.disk)
    switch encryption.isEncrypted(System.realPath(folder) ?? folder, device: facts.device) {
    case true?: add("encryption", .ok, StatusMessage.doctorCrypt.phrase)
    case false?:
      add(
        "encryption",
        .warn,
        StatusMessage.doctorNoCrypt.phrase,
        StatusMessage.doctorCryptRemedy.phrase
      )
    case nil:
      add(
        "encryption",
        .warn,
        StatusMessage.doctorCryptUnknown.phrase,
        StatusMessage.doctorCryptRemedy.phrase
      )
    }
  }

  private mutating func examineState() {
    if let state = command.folders.state {
      add("state", .ok, StatusMessage.doctorState.filled(["folder": state]))
    } else {
      add("state", .warn, StatusMessage.doctorStateBad.phrase)
    }
  }

  private mutating func examineAuthor(_ status: Store.Status) {
    if let author = status.author {
      add("author", .ok, StatusMessage.doctorAuthor.filled(["author": author.description]))
    } else {
      add(
        "author",
        .warn,
        StatusMessage.doctorAuthorNone.phrase,
        StatusMessage.doctorAuthorRemedy.phrase
      )
    }
  }

  private mutating func examineClock(_ status: Store.Status) {
    guard let offset = status.offset else {
      return add("clock", .ok, StatusMessage.doctorClockUnknown.phrase)
    }
    let text = Phrase(
      nl: DurationText.text(milliseconds: offset, .nl),
      en: DurationText.text(milliseconds: offset, .en)
    )
    if offset.magnitude > UInt64(Self.offsetMillisecondsMax) {
      add(
        "clock",
        .warn,
        StatusMessage.doctorClockOff.filled([("offset", text)]),
        StatusMessage.doctorClockRemedy.phrase
      )
    } else {
      add("clock", .ok, StatusMessage.doctorClock.filled([("offset", text)]))
    }
  }

  private mutating func examineOffice(_ status: Store.Status, _ office: Office?) {
    if status.isExample {
      return add(
        "office",
        .warn,
        StatusMessage.doctorExample.phrase,
        StatusMessage.doctorExampleRemedy.phrase
      )
    }
    guard office != nil else {
      return add(
        "office",
        .warn,
        StatusMessage.doctorNoOffice.phrase,
        StoreError.Code.notEnrolled.told.remedy
      )
    }
    let silence = status.lastContact.map { command.world.clock() - $0 }
    func ago(_ milliseconds: Int64) -> Phrase {
      Phrase(
        nl: DurationText.text(milliseconds: milliseconds, .nl),
        en: DurationText.text(milliseconds: milliseconds, .en)
      )
    }
    guard let silence else {
      return add(
        "office",
        .warn,
        StatusMessage.statusNever.phrase,
        StatusMessage.doctorOfficeRemedy.phrase
      )
    }
    if silence > Self.silenceMillisecondsMax, status.unsent > 0 {
      add(
        "office",
        .warn,
        StatusMessage.doctorOfficeOld.filled([
          ("ago", ago(silence)), ("count", Phrase("\(status.unsent)")),
        ]),
        StatusMessage.doctorOfficeRemedy.phrase
      )
    } else {
      add("office", .ok, StatusMessage.doctorOffice.filled([("ago", ago(silence))]))
    }
  }
}

extension Command {
  /// `doctor`: examines, and says what to do; ends with `store` if something is bad.
  func doctor() throws -> ExitCode {
    let folder = try storeFolder()
    var doctor = Doctor(self)
    doctor.examine(folder)
    for finding in doctor.findings {
      if session.isJSON {
        json([
          "check": .string(finding.check),
          "remedy": finding.remedy.map { .string($0[language]) } ?? .null,
          "state": .string(finding.state.rawValue), "text": .string(finding.text[language]),
        ])
        continue
      }
      let (message, style): (StatusMessage, Terminal.Style) =
        switch finding.state {
        case .ok: (.ok, .green)
        case .warn: (.warn, .yellow)
        case .bad: (.bad, .red)
        }
      let word = message.text(language)
      let space = String(repeating: " ", count: max(1, 8 - word.count))
      let text = DisplayText.harmless(finding.text[language])
      session.output.line(session.output.outTerminal.paint(word, style) + space + text)
      if let remedy = finding.remedy, finding.state != .ok { say("        \(remedy[language])") }
    }
    if doctor.isNewer { return .newerFormat }
    return doctor.findings.contains { $0.state == .bad } ? .store : .ok
  }
}
