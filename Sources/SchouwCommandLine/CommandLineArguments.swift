/// The words behind a program's name, as it was started with them.
public struct CommandLineArguments: Sendable, Equatable {
  /// The words; of one that is no UTF-8 what can be read of it.
  public let words: [String]
  /// The place of the first word that is no UTF-8, from 1; nil if all are text.
  ///
  /// Swift puts U+FFFD in place of what it cannot read, so a word of another encoding would be stored as
  /// something that nobody typed.
  public let unreadable: Int?

  /// Reads words from their bytes.
  public init(_ bytes: [[UInt8]]) {
    let texts = bytes.map { String(validating: $0, as: UTF8.self) }
    words = zip(bytes, texts).map { $1 ?? String(decoding: $0, as: UTF8.self) }
    unreadable = texts.firstIndex(of: nil).map { $0 + 1 }
  }

  /// The words of this process.
  public static var process: Self {
    let count = Int(CommandLine.argc)
    let pointers = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: count)
    return Self(
      pointers.dropFirst().compactMap(\.self).map { start in
        var length = 0
        while start[length] != 0 { length += 1 }
        return UnsafeBufferPointer(start: start, count: length).map { UInt8(bitPattern: $0) }
      }
    )
  }
}
