import SchouwCanon
import SchouwDocuments

extension Today {
  /// The value as `POST /v1/admin` answers `{"do":"today"}`.
  var json: JSONObject {
    [
      "archived": .number(Double(archived)), "changes": .number(Double(changes)),
      "conflicts": .number(Double(conflicts)),
      "damages": .array(damages.map { .object($0.json) }),
      "devices": .array(devices.map { .object($0.json) }),
      "documents": .number(Double(documents)),
      "documentsInConflict": .number(Double(documentsInConflict)),
      "head": .number(Double(head)), "held": .number(Double(held)),
      "holds": .array(holds.map { .object($0.json) }),
      "lost": .number(Double(lost)), "putBack": putBack.map { .object($0.json) } ?? .null,
      "refused": .number(Double(refusedBytes)),
      "returned": .number(Double(returned)), "silentDays": .number(Double(silentDays)),
      "tasks": .array(tasks.map { .object($0.json) }),
      "time": .string(Stamp.text(of: time)),
      "uncertainAccounts": .number(Double(uncertainAccounts)),
      "unopened": .number(Double(unopened)),
      "unreadable": .number(Double(unreadable)),
      "waiting": .number(Double(waiting)), "waits": .array(waits.map { .object($0.json) }),
      "writable": .bool(isWritable),
    ]
  }
}

extension Today.Task {
  var json: JSONObject {
    var object: JSONObject = ["count": .number(Double(count)), "what": .string(what.rawValue)]
    if let device { object["device"] = .string(device) }
    return object
  }
}

extension Today.DeviceRow {
  var json: JSONObject {
    var object = certain
    if isUncertain { object["uncertain"] = true }
    if let silentDays { object["silent"] = .number(Double(silentDays)) }
    return object
  }

  private var certain: JSONObject {
    [
      "device": .string(name), "held": .array(held.map { .object($0.json) }),
      "lastContact": lastContact.map { .string(Stamp.text(of: $0)) } ?? .null,
      "marked": .array(marked.map { .object($0.json) }),
      "missing": .array(
        missing.map { item in
          [
            "counters": .array(item.counters.map { .number(Double($0)) }),
            "of": .number(Double(item.of)), "received": .number(Double(item.received)),
            "replica": .string(item.replica.description),
            "seenBy": .array(item.seenBy.map { .string($0) }),
          ]
        }
      ),
      "of": .number(Double(of)), "offset": clockOffset.map { .number(Double($0)) } ?? .null,
      "received": .number(Double(received)),
      "scopes": .array(scopes.map { .string($0.description) }), "state": .string(state),
      "waiting": .number(Double(waiting)),
    ]
  }
}

extension Today.PutBack {
  var json: JSONObject {
    [
      "back": .array(
        back.map { row in
          [
            "device": .string(row.device), "others": .number(Double(row.others)),
            "own": .number(Double(row.own)),
          ]
        }
      ),
      "branch": .number(Double(branch)),
      "lost": lostThrough.map { through in
        [
          "first": .number(Double(branch + 1)), "last": .number(Double(through)),
          "seenBy": .array(lostSeenBy.map { .string($0) }),
        ]
      } ?? .null, "missing": .number(Double(missing)),
      "notHeard": .array(notHeard.map { .string($0) }),
      "time": time.map { .string(Stamp.text(of: $0)) } ?? .null,
      "waiting": .number(Double(waiting)),
    ]
  }
}

extension Today.Count {
  var json: JSONObject { ["count": .number(Double(count)), "why": .string(why)] }
}

extension Today.Held {
  var json: JSONObject {
    [
      "device": .string(from), "doc": .string(document.description),
      "does": deed.map { .object($0.json) } ?? .null, "handle": .string(handle),
      "name": .string(name.description), "why": .string(why),
    ]
  }
}

extension Today.Wait {
  var json: JSONObject {
    [
      "device": .string(from), "doc": .string(document.description),
      "for": .array(
        missing.map { item in
          [
            "device": item.device.map { .string($0) } ?? .null, "held": .bool(item.isHeld),
            "name": .string(item.name.description),
          ]
        }
      ),
      "handle": .string(handle), "name": .string(name.description),
    ]
  }
}

extension Today.Damage {
  var json: JSONObject {
    [
      "byte": .number(Double(byte)), "file": .string(file), "length": .number(Double(length)),
      "lost": lost.isEmpty
        ? .null
        : [
          "first": .number(Double(lost.lowerBound)), "last": .number(Double(lost.upperBound - 1)),
        ],
    ]
  }
}
