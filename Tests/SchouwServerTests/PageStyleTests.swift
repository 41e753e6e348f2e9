import Foundation
import SchouwCommandLine
import Testing

@testable import SchouwServer

/// WCAG 2.2, criteria 1.4.3 and 1.4.11, computed from the style sheet.
@Suite struct `The style sheet` {
  /// Its rules: selector and declarations, those inside a media query too.
  static let rules: [(selector: String, declarations: [String: String])] = {
    var rules: [(String, [String: String])] = []
    for part in PageStyle.text.components(separatedBy: "}") {
      guard let brace = part.lastIndex(of: "{") else { continue }
      let head = part[..<brace].components(separatedBy: "{").last ?? ""
      var declarations: [String: String] = [:]
      for line in part[part.index(after: brace)...].components(separatedBy: ";") {
        let pair = line.components(separatedBy: ":")
        guard pair.count >= 2 else { continue }
        let name = pair[0].trimmingCharacters(in: .whitespacesAndNewlines)
        declarations[name] = pair[1].trimmingCharacters(in: .whitespacesAndNewlines)
      }
      rules.append((head.trimmingCharacters(in: .whitespacesAndNewlines), declarations))
    }
    return rules
  }()

  /// The colours of the light and of the dark scheme, in that order.
  static let schemes: [[String: String]] = rules.filter { $0.selector == ":root" }
    .map { $0.declarations.filter { $0.key.hasPrefix("--") } }

  /// Contrast of two colours, 1 to 21.
  static func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let value = UInt32(colour.dropFirst(), radix: 16) ?? 0
      let parts = [16, 8, 0].map { shift -> Double in
        let part = Double(value >> UInt32(shift) & 255) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private static func variable(_ value: String?) -> String? {
    guard let value, value.hasPrefix("var("), value.hasSuffix(")") else { return nil }
    return String(value.dropFirst(4).dropLast())
  }

  @Test func `knows contrast`() {
    #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    #expect(abs(Self.contrast("#777777", "#ffffff") - 4.478) < 0.001)
  }

  @Test func `has every colour in both schemes, as six digits`() {
    #expect(Self.schemes.count == 2)
    #expect(Set(Self.schemes[0].keys) == Set(Self.schemes[1].keys))
    for scheme in Self.schemes {
      #expect(scheme.values.allSatisfy { $0.hasPrefix("#") && $0.count == 7 })
    }
    for rule in Self.rules where rule.selector != ":root" {
      #expect(!rule.declarations.values.contains { $0.contains("#") }, "\(rule.selector)")
    }
  }

  @Test func `has text that can be read everywhere`() throws {
    /// On which grounds text can stand that brings no ground of its own.
    let grounds: (String) -> [String] = { selector in
      selector.hasPrefix(".band") ? ["--band"] : ["--paper", "--panel"]
    }
    var pairs = 0
    for rule in Self.rules where rule.selector != ":root" {
      guard let ink = Self.variable(rule.declarations["color"]) else { continue }
      let own = Self.variable(rule.declarations["background"])
      for ground in own.map({ [$0] }) ?? grounds(rule.selector) {
        for scheme in Self.schemes {
          let contrast = Self.contrast(try #require(scheme[ink]), try #require(scheme[ground]))
          #expect(contrast >= 4.5, "\(rule.selector): \(ink) on \(ground) is \(contrast)")
          pairs += 1
        }
      }
    }
    #expect(pairs >= 30)
  }

  @Test func `has edges and focus that can be seen`() throws {
    for scheme in Self.schemes {
      for (line, ground) in [
        ("--line", "--paper"), ("--line", "--panel"), ("--focus", "--paper"),
        ("--focus", "--panel"), ("--band-focus", "--band"), ("--button", "--paper"),
        ("--focus", "--alert"), ("--focus", "--bad"),
      ] {
        let contrast = Self.contrast(try #require(scheme[line]), try #require(scheme[ground]))
        #expect(contrast >= 3, "\(line) on \(ground) is \(contrast)")
      }
    }
  }

  @Test func `loads nothing from anywhere`() {
    for word in ["url(", "@import", "expression", "//"] { #expect(!PageStyle.text.contains(word)) }
  }

  @Test func `belongs to texts that are whole in both languages`() {
    #expect(MessageFault.all(in: PageMessage.self).isEmpty)
  }
}
