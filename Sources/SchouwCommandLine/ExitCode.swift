/// How a program of Schouw ends; scripts may rely on these numbers.
///
/// A program that is ended by a signal has none of them; shells then report 128 and the signal, so
/// `schouw list | head` may give 141 (SIGPIPE).
public enum ExitCode: Int32, Sendable, CaseIterable {
  /// What was asked is done.
  case ok = 0
  /// It failed for a reason without a number of its own.
  case failed = 1
  /// The command was not understood; nothing was done.
  case usage = 2
  /// What was named does not exist here.
  case notFound = 3
  /// What was named may mean several things.
  case ambiguous = 4
  /// Somebody was quicker: look at the newer state and do it again.
  case lookAgain = 5
  /// A conflict needs somebody's decision, or the replicas have not converged.
  case conflict = 6
  /// The store is damaged or its disk is full.
  case store = 7
  /// Another process holds the store.
  case locked = 8
  /// The office cannot be reached; local work goes on.
  case unreachable = 9
  /// The office refused: the token is wrong or expired, or the device was revoked.
  case refused = 10
  /// Something answered, but it is not a Schouw server.
  case notSchouw = 11
  /// The data is in a newer format than this program knows.
  case newerFormat = 12
  /// There is work here that the office does not have yet.
  case unsent = 13
  /// A proxy between here and the office answered with an error page of its own.
  case proxy = 14
  /// The answer was cut in the middle, as often as it was tried.
  case cut = 15
  /// It is done as far as what is there can be read; what cannot be is named.
  case partial = 16
  /// There is work here that is in no backup of the office yet.
  case notArchived = 17

  /// What the code means, as a sentence.
  public var phrase: Phrase {
    switch self {
    case .ok: Phrase(nl: "Gelukt.", en: "Done.")
    case .failed: Phrase(nl: "Mislukt.", en: "Failed.")
    case .usage:
      Phrase(
        nl: "De opdracht is niet begrepen; er is niets gedaan.",
        en: "The command was not understood; nothing was done."
      )
    case .notFound: Phrase(nl: "Niet gevonden.", en: "Not found.")
    case .ambiguous:
      Phrase(nl: "De naam past op meer dan één ding.", en: "The name fits more than one thing.")
    case .lookAgain:
      Phrase(
        nl: "Iemand was eerder: kijk opnieuw.",
        en: "Somebody was quicker: look again."
      )
    case .conflict:
      Phrase(
        nl: "Een conflict vraagt om een besluit, of nog niet alles is gelijk.",
        en: "A conflict needs a decision, or not everything agrees yet."
      )
    case .store:
      Phrase(
        nl: "De opslag is beschadigd of de schijf is vol.",
        en: "The store is damaged or the disk is full."
      )
    case .locked:
      Phrase(
        nl: "Een ander programma gebruikt de opslag.",
        en: "Another process is using the store."
      )
    case .unreachable:
      Phrase(
        nl: "Het kantoor is niet bereikbaar.",
        en: "The office cannot be reached."
      )
    case .refused:
      Phrase(
        nl: "Het kantoor weigerde: sleutel ongeldig of apparaat ingetrokken.",
        en: "The office refused: the token is not valid or the device was revoked."
      )
    case .notSchouw:
      Phrase(
        nl: "Wat antwoordde, is geen Schouw-kantoor.",
        en: "What answered is not a Schouw office."
      )
    case .newerFormat:
      Phrase(
        nl: "De gegevens zijn van een nieuwere versie dan dit programma kent.",
        en: "The data is in a newer format than this program knows."
      )
    case .unsent:
      Phrase(
        nl: "Er is werk dat nog niet op kantoor is.",
        en: "There is work that is not at the office yet."
      )
    case .proxy:
      Phrase(
        nl: "Een proxy tussen hier en het kantoor meldt een fout.",
        en: "A proxy between here and the office reports an error."
      )
    case .cut:
      Phrase(nl: "Het antwoord brak af.", en: "The answer was cut.")
    case .partial:
      Phrase(
        nl: "Gedaan, maar niet heel: wat niet te lezen is, ontbreekt.",
        en: "Done, but not whole: what cannot be read is missing."
      )
    case .notArchived:
      Phrase(
        nl: "Er is werk dat nog in geen reservekopie van het kantoor staat.",
        en: "There is work that is in no backup of the office yet."
      )
    }
  }
}
