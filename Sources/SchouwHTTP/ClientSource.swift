/// By what a server tells its clients apart, for bounds on each of them.
///
/// A client is a network: an IPv4 address, or the first 64 bits of an IPv6 address, of which one
/// household has as many as it likes.
public enum ClientSource: Sendable, Equatable {
  /// By the address of the connection.
  case peer
  /// By the last address in a field that the reverse proxy writes, such as `X-Forwarded-For`.
  ///
  /// It is believed only on connections of the proxies named here, and of this machine itself; on
  /// others it is text that anybody may write.
  case field(String, proxies: [String] = [])

  /// True for a peer that speaks for others: its own connections are not one client's.
  func isProxy(_ peer: SocketAddress) -> Bool {
    guard case .field(_, let proxies) = self else { return false }
    return peer.isLoopback || proxies.contains { $0.utf8.elementsEqual(peer.host.utf8) }
  }

  /// The client of a request.
  package func client(of head: RequestHead, peer: SocketAddress) -> String {
    guard case .field(let name, _) = self, isProxy(peer),
      let list = head.fields.all(name).last,
      let last = list.split(separator: ",", omittingEmptySubsequences: false).last,
      let address = Self.address(String(last))
    else { return peer.network }
    return address.network
  }

  /// An address, perhaps in brackets, perhaps with a port.
  private static func address(_ text: String) -> SocketAddress? {
    var bytes = Array(text.utf8)[...].trimmingBlanks()
    if bytes.first == 0x5B {
      guard let end = bytes.firstIndex(of: 0x5D) else { return nil }
      bytes = bytes[(bytes.startIndex + 1)..<end]
    } else if let colon = bytes.firstIndex(of: 0x3A), bytes.lastIndex(of: 0x3A) == colon {
      bytes = bytes[..<colon]
    }
    return try? SocketAddress(String(decoding: bytes, as: UTF8.self), port: 0)
  }
}

extension SocketAddress {
  /// What is counted as one client: an IPv4 address, or the first 64 bits of an IPv6 address.
  ///
  /// An IPv4 address in the form of IPv6 is itself.
  package var network: String {
    guard isIPv6 else { return host }
    if host.utf8.starts(with: "::ffff:".utf8), host.utf8.contains(0x2E) {
      return String(host.dropFirst("::ffff:".count))
    }
    let halves = host.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let gap = halves.firstIndex(where: \.isEmpty) else {
      return halves.prefix(4).joined(separator: ":") + "::/64"
    }
    // The system writes one gap, as two colons: what stands before it is followed by zeros.
    let before = halves[..<gap]
    let after = halves[gap...].filter { !$0.isEmpty }
    let zeros = Array(repeating: "0", count: max(0, 8 - before.count - after.count))
    return (before + zeros + after).prefix(4).joined(separator: ":") + "::/64"
  }
}
