/// The account of a restore, on the page of today until it is complete.
extension PageFrame {
  func putBack(_ account: Today.PutBack) -> HTML {
    HTML("ul") {
      HTML("li") { say(.putBackFrom, ["branch": String(account.branch)]) }
      if let last = account.lostThrough {
        HTML("li") {
          say(
            .putBackLost,
            [
              "first": String(account.branch + 1), "last": String(last),
              "by": account.lostSeenBy.joined(separator: ", "),
            ]
          )
        }
      }
      for row in account.back {
        HTML("li") {
          say(
            .putBackBack,
            ["device": row.device, "own": String(row.own), "others": String(row.others)]
          )
        }
      }
      if !account.notHeard.isEmpty {
        HTML("li") {
          say(.putBackNotHeard, ["devices": account.notHeard.joined(separator: ", ")])
        }
      }
      HTML("li") {
        say(
          .putBackMissing,
          ["missing": String(account.missing), "waiting": String(account.waiting)]
        )
      }
    }
  }
}
