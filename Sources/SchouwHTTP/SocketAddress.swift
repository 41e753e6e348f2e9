import Foundation

/// An IPv4 or IPv6 address, as a literal, and a port.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address in the system's own spelling, such as `127.0.0.1` or `::1`.
  public let host: String
  /// The port; 0 asks the system for a free one.
  public let port: UInt16

  /// The address of this literal; names are not looked up.
  /// - Throws: `invalidAddress`.
  public init(_ host: String, port: UInt16) throws(HTTPError) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, host, &four) == 1 {
      self.host = host
    } else if inet_pton(AF_INET6, host, &six) == 1 {
      self.host = Self.text(AF_INET6, &six)
    } else {
      throw HTTPError(.invalidAddress, .whole)
    }
    self.port = port
  }

  /// True for a colon form.
  public var isIPv6: Bool { host.utf8.contains(0x3A) }

  /// True if nobody on another machine can have this address.
  public var isLoopback: Bool {
    host == "::1" || host.utf8.starts(with: "127.".utf8)
      || host.utf8.starts(with: "::ffff:127.".utf8)
  }

  /// As in a URI: `127.0.0.1:8080`, `[::1]:8080`.
  public var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

  init(checked host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Lends the address in the form that `bind` wants.
  func withSystemForm<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    if isIPv6 {
      var form = sockaddr_in6()
      form.sin6_family = sa_family_t(AF_INET6)
      form.sin6_port = port.bigEndian
      _ = inet_pton(AF_INET6, host, &form.sin6_addr)
      return Self.lend(&form, body)
    }
    var form = sockaddr_in()
    form.sin_family = sa_family_t(AF_INET)
    form.sin_port = port.bigEndian
    _ = inet_pton(AF_INET, host, &form.sin_addr)
    return Self.lend(&form, body)
  }

  /// Takes an address out of the form that `accept` and `getsockname` fill in.
  init?(_ storage: inout sockaddr_storage) {
    switch Int32(storage.ss_family) {
    case AF_INET:
      (host, port) = withUnsafePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          var address = $0.pointee.sin_addr
          return (Self.text(AF_INET, &address), UInt16(bigEndian: $0.pointee.sin_port))
        }
      }
    case AF_INET6:
      (host, port) = withUnsafePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          var address = $0.pointee.sin6_addr
          return (Self.text(AF_INET6, &address), UInt16(bigEndian: $0.pointee.sin6_port))
        }
      }
    default: return nil
    }
  }

  private static func lend<Form, Result>(
    _ form: inout Form,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &form) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<Form>.size))
      }
    }
  }

  private static func text(_ family: Int32, _ address: UnsafeRawPointer) -> String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, address, &buffer, socklen_t(buffer.count)) != nil else { return "" }
    return String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
  }
}
