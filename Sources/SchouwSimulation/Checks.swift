import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwServer
import SchouwSync

/// Checks that hold at every moment.
extension World {
  /// Invariant 3 at a laptop: what was acknowledged is on its disk, whatever befell it.
  func checkDurable(_ laptop: Laptop) throws(Violation) {
    let held = laptop.actsOnDisk
    for number in truth.acts.indices {
      let act = truth.acts[number]
      guard act.laptop == laptop.number, act.isAcknowledged, !act.isExcused, act.life == nil,
        !held.contains(number), !laptop.absent.contains(number)
      else { continue }
      throw Violation(
        3,
        "what a call acknowledged survives",
        "\(number), written by \(laptop.name) in step \(act.step), is not on its disk"
      )
    }
  }

  /// Invariant 3 at the office: what it has answered for is in its log.
  func checkAnsweredFor() throws(Violation) {
    do {
      let log = Set(try office.core().log().map(\.change.hash))
      for hash in truth.answeredFor.sorted() where !log.contains(hash) {
        throw Violation(3, "what the office answered for is in its log", hash.base64URL)
      }
    } catch let violation as Violation {
      throw violation
    } catch {
      guard office.isFaulty else { throw Violation(3, "the office reads its log", "\(error)") }
    }
  }

  /// Invariants 8 and 9 at each answer: nothing well-formed is refused, and nothing comes that was never to be
  /// seen.
  func checkAnswer(_ answer: Exchange.Answer, _ laptop: Laptop) throws(Violation) {
    if let refused = answer.response.refused.first {
      throw Violation(8, "what is well-formed is accepted", "\(laptop.name): \(refused)")
    }
    let granted = truth.granted[laptop.device] ?? []
    for bytes in answer.records {
      guard case .change(let change)? = try? Record(reading: bytes[...]) else { continue }
      if truth.scopes[change.document]?.isDisjoint(with: granted) != false {
        throw Violation(
          9,
          "a device gets only what its scopes give it",
          "\(laptop.name) got \(change.name) of document \(index(of: change.document))"
        )
      }
    }
  }
}
