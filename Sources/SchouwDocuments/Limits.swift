/// What a record may measure (rules C4, I1, I5, I6 of `Protocol/format.md`).
public enum Limits {
  /// The highest counter: 2^53 - 1, the largest integer that every JSON reader keeps exact.
  public static let counterMax = (1 << 53) - 1
  /// Tokens of a path.
  public static let pathTokensMax = 16
  /// UTF-8 bytes of a path.
  public static let pathBytesMax = 512
  /// UTF-8 bytes of an author or a scope.
  public static let codeBytesMax = 128
  /// Depth of a value in `set`, so that it still fits where a snapshot nests it deeper.
  public static let valueDepthMax = 32
  /// UTF-8 bytes of a snapshot in canonical form.
  public static let snapshotBytesMax = 16 << 20
  /// UTF-8 bytes of a sealed record in canonical form: a change of the greatest size fits.
  public static let sealedBytesMax = 3 << 19
  /// UTF-8 bytes of a record in canonical form.
  public static let recordBytesMax = 1 << 20
}
