import SchouwFieldClient

/// What `init --example` fills a store with: two inspections and a report at addresses that do not
/// exist, in the form that `import` reads.
enum ExampleDocuments {
  static let author = "voorbeeld"

  static let lines = [
    #"""
    {"kind":"inspection","scopes":["voorbeeld"],"id":"voorbeeld-1","content":
    {"address":{"street":"Voorbeeldstraat","number":"1","postcode":"6400 XX","place":"Heerlen"},
    "visit":{"start":"2026-11-24T09:00:00.000Z"},"entry":{"basis":"consent"},
    "object":{"form":"house","use_real":"rooms","gbo_m2":91.2},"occ":{"seen":6},
    "fire":{"escape_free":"yes","alarm_each_storey":"no"},"kit":{"burners":4},
    "rooms":[{"name":"Kamer 1","area_m2":9.2,"beds":2,"smoke_alarm":"yes"},
    {"name":"Kamer 2","area_m2":7.4,"beds":2,"smoke_alarm":"no"}],
    "remarks":"VOORBEELD: dit pand bestaat niet."}}
    """#,
    #"""
    {"kind":"inspection","scopes":["voorbeeld"],"id":"voorbeeld-2","content":
    {"address":{"street":"Voorbeeldstraat","number":"2","postcode":"6400 XX","place":"Heerlen"},
    "entry":{"basis":"refused"},
    "remarks":"VOORBEELD: aan de deur geweigerd; later terug met een machtiging."}}
    """#,
    #"""
    {"kind":"overlast","scopes":["voorbeeld"],"id":"voorbeeld-3","content":
    {"address":{"street":"Voorbeeldstraat","number":"3","postcode":"6400 XX","place":"Heerlen"},
    "category":"waste","what":"VOORBEELD: containers vol, zakken op de stoep.","danger_now":"no"}}
    """#,
  ]

  /// The documents; a line that does not read is left out, which a test rules out.
  static var documents: [Store.NewDocument] {
    lines.compactMap { line in
      guard let plain = try? PlainDocument(line: Array(line.utf8)[...]) else { return nil }
      return Store.NewDocument(
        kind: plain.kind,
        scopes: plain.scopes,
        set: plain.values,
        id: plain.id
      )
    }
  }
}
