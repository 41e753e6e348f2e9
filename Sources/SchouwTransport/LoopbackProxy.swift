import Foundation

/// Keeps a proxy of the environment out of the way to this machine itself.
///
/// On Linux URLSession has no say in proxies (`connectionProxyDictionary` is ignored, tried with
/// 6.3.1): libcurl reads `http_proxy` and `no_proxy`, and by itself would ask a proxy for 127.0.0.1
/// too.
enum LoopbackProxy {
  /// Adds this machine to `no_proxy`, once, and only where a proxy is set at all; whether it had
  /// to.
  static let isPassedBy: Bool = {
    let environment = ProcessInfo.processInfo.environment
    let proxies = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    guard proxies.contains(where: { !(environment[$0] ?? "").isEmpty }) else { return false }
    let known = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    guard known != "*" else { return false }
    let own = "localhost,127.0.0.1,127.0.0.0/8,::1"
    setenv("no_proxy", known.isEmpty ? own : "\(known),\(own)", 1)
    return true
  }()
}
