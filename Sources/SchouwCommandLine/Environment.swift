/// The environment variables a program was started with.
public struct Environment: Sendable {
  private let lookup: @Sendable (String) -> String?

  /// An environment of given variables, for tests.
  public init(_ variables: [String: String]) {
    lookup = { variables[$0] }
  }

  private init(lookup: @escaping @Sendable (String) -> String?) {
    self.lookup = lookup
  }

  /// The variables of this process, each read when it is asked for.
  public static let process = Environment { System.environmentVariable($0) }

  /// The value of a variable; nil if it is not set.
  public subscript(name: String) -> String? { lookup(name) }
}
