/// A table of messages: an enum of keys, each with its phrase.
///
/// Write `phrase` as a `switch` without `default`: then a key without a text does not compile, and
/// neither does a text without its translation. What the compiler cannot see, `MessageFault` finds.
/// ```swift
/// enum SyncMessage: String, MessageTable {
///   case sent
///   var phrase: Phrase {
///     switch self {
///     case .sent: Phrase(nl: "{count} verstuurd", en: "{count} sent")
///     }
///   }
/// }
/// ```
public protocol MessageTable: CaseIterable, RawRepresentable, Sendable where RawValue == String {
  /// The text of this key in both languages.
  var phrase: Phrase { get }
}

extension MessageTable {
  /// The text of this key in one language with its placeholders filled in.
  public func text(
    _ language: Language,
    _ values: KeyValuePairs<String, String> = [:]
  ) -> String {
    phrase.text(language, values)
  }
}

/// Something wrong with one message of a table; for tests.
public struct MessageFault: Sendable, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// One of the two texts is empty.
    case emptyText
    /// The two texts do not have the same placeholders.
    case unequalPlaceholders
  }

  /// What is wrong.
  public var code: Code
  /// The raw value of the key.
  public var key: String

  /// Checks every key of a table; the faults stand in the order of the keys.
  public static func all<Table: MessageTable>(in table: Table.Type) -> [MessageFault] {
    var faults: [MessageFault] = []
    for message in table.allCases {
      let phrase = message.phrase
      if phrase.isIncomplete { faults.append(.init(code: .emptyText, key: message.rawValue)) }
      if phrase.placeholders(.nl) != phrase.placeholders(.en) {
        faults.append(.init(code: .unequalPlaceholders, key: message.rawValue))
      }
    }
    return faults
  }
}

extension Phrase {
  /// Whether a text is missing in one of the languages.
  var isIncomplete: Bool { nl.allSatisfy(\.isWhitespace) || en.allSatisfy(\.isWhitespace) }
}
