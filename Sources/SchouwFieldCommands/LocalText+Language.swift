import SchouwCommandLine
import SchouwTemplates

extension Template.LocalText {
  /// The text in a language.
  subscript(language: Language) -> String { language == .nl ? dutch : english }
}
