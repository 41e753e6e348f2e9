/// A mistake that is made on purpose, to prove that the checks of the simulator can fail.
///
/// Handed in where a store, an office or a disk is made by a test; nothing that a person can say to a shipped program
/// reaches it.
package enum Defect: String, Sendable, CaseIterable {
  // Disks.
  /// No file is ever synced on a laptop.
  case skipsSync
  /// No folder is ever synced on a laptop.
  case forgetsFolderSync
  /// A failed sync is tried again, and its yes believed (against J6).
  case retriesFailedSync
  /// No file is ever synced at the office.
  case officeSkipsSync

  // The store.
  /// `seen` is what is folded when the change is minted, not the view (against D1).
  case seesWhatIsFolded
  /// No edit is answered "look again" (against D2).
  case neverLooksAgain
  /// Half of an answer is applied, with the cursor of all of it.
  case appliesHalf
  /// A request that failed counts as sent.
  case forgetsOutboxOnFailure
  /// What waits behind a full batch counts as sent with it.
  case acknowledgesWhatWaits
  /// The store goes on under an id that somebody else writes under (against F3).
  case keepsForkedReplica
  /// What drafts were taken into a change is forgotten when the store is opened.
  case mintsTwice
  /// Drafts of a document that left are not minted (against C2).
  case dropsDraftsOfWhatLeft
  /// Personal answers of a draft that has others too are not minted.
  case dropsPersonalAnswers
  /// After a restore of the office nothing is brought back (against R1).
  case bringsNothingBack
  /// A document that enters again stays hidden.
  case staysHidden

  // The office.
  /// Answers before what it wrote is durable.
  case answersBeforeSync
  /// Two changes of one dot are taken for one (against F1).
  case takesDotForName
  /// What a revoked device brings goes out at once (against V1).
  case releasesWhatIsRevoked
  /// Everybody gets every document (against invariant 9).
  case ignoresScopes
  /// A cursor of before a restore is believed (against X8).
  case believesOldCursors
  /// What came under an id is never given to who asks under it, twin or not (against X9).
  case neverEchoes
  /// A document that moves into a scope is not sent whole (against C1).
  case sendsOnlyWhatIsNew
  /// Changes of a clock that is ahead are refused (against invariant 8).
  case refusesClocksAhead
  /// A decline leaves the change out in place of releasing it (against V2).
  case declinesByLeavingOut
  /// Of two changes of one dot the office folds one (against F2).
  case foldsOneVoice
  /// A restore begins no new epoch (against R1).
  case restoresInOldEpoch
}
