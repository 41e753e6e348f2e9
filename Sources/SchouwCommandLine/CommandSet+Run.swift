import SchouwCanon

/// How a program starts: with a command to run, or already at its end.
public enum Start: Sendable {
  /// A command is to be run.
  case run(Words, Session)
  /// Help was shown or an error was told; nothing is left to do.
  case ended(ExitCode)
}

extension CommandSet {
  /// Splits the words, chooses the language, and answers by itself what needs no command.
  ///
  /// Help, versions and completions go to `out`, errors to `err`; both are written out on return.
  /// Without any word but options the bare command runs; if there is none, the help goes to `err` and
  /// the code is `usage`.
  /// - Parameters:
  ///   - arguments: the words after the program's name.
  ///   - unreadable: the place of a word that is no text, from 1: that is refused.
  ///   - environment: the variables the program was started with.
  ///   - configuredLanguage: the language from the configuration, given the value of `--store`.
  ///   - output: makes the output, told whether the program is to be quiet.
  public func start(
    _ arguments: [String],
    unreadable: Int? = nil,
    environment: Environment = .process,
    configuredLanguage: (String?) -> String? = { _ in nil },
    output: (Environment, _ isQuiet: Bool) -> Output = Output.forProcess
  ) -> Start {
    let language = Language.chosen(
      option: glimpse(.lang, in: arguments).flatMap(Language.init(rawValue:)),
      configured: configuredLanguage(glimpse(.store, in: arguments)),
      environment: environment
    )

    func session(_ words: Words?) -> Session {
      Session(
        language: language,
        output: output(environment, words?.has(.quiet) ?? false),
        environment: environment,
        program: program,
        isJSON: words?.has(.json) ?? false,
        storeFolder: globalOptions.contains(.store) ? words?.value(.store) : nil
      )
    }

    if let unreadable {
      let session = session(nil)
      let error = UsageError(.notText, program: program, position: unreadable)
      return .ended(session.finish(session.report(error)))
    }
    if let version, asksForVersion(arguments) {
      let session = session(nil)
      let isJSON = arguments.contains(OptionSpec.json.title)
      session.output.line(
        isJSON ? version.json(program).canonicalText : version.text(program, language)
      )
      return .ended(session.finish(.ok))
    }
    do throws(UsageError) {
      switch try split(arguments) {
      case .help(let command):
        let session = session(nil)
        let text = command.map { Usage.text(of: $0, in: self, language) }
        session.output.line(text ?? Usage.text(of: self, language))
        return .ended(session.finish(.ok))
      case .run(let words):
        let session = session(words)
        guard words.command == .completions else { return .run(words, session) }
        return .ended(session.finish(try printCompletions(words, session)))
      }
    } catch {
      let session = session(nil)
      if error.code == .missingVerb {
        session.output.complain(Usage.text(of: self, language) + "\n")
      }
      return .ended(session.finish(session.report(error)))
    }
  }

  /// Runs a program from its words to its exit code; errors of the command are told.
  ///
  /// The caller ends the process with the code. See `start` for the parameters.
  public func run(
    _ arguments: [String],
    unreadable: Int? = nil,
    environment: Environment = .process,
    configuredLanguage: (String?) -> String? = { _ in nil },
    output: (Environment, _ isQuiet: Bool) -> Output = Output.forProcess,
    command: (Words, Session) throws -> ExitCode
  ) -> ExitCode {
    let start = start(
      arguments,
      unreadable: unreadable,
      environment: environment,
      configuredLanguage: configuredLanguage,
      output: output
    )
    switch start {
    case .ended(let exitCode): return exitCode
    case .run(let words, let session):
      do {
        return session.finish(try command(words, session))
      } catch {
        return session.finish(session.report(error))
      }
    }
  }

  /// Whether `--version` stands in the place of a command, so behind nothing but global options.
  private func asksForVersion(_ arguments: [String]) -> Bool {
    var takesNext = false
    for word in arguments {
      if takesNext {
        takesNext = false
      } else if word == OptionSpec.version.title {
        return true
      } else if let option = globalOptions.first(where: { $0.title == word }) {
        takesNext = option.value != nil
      } else if !word.hasPrefix("--") || word == "--" {
        return false
      }
    }
    return false
  }

  private func printCompletions(
    _ words: Words,
    _ session: Session
  ) throws(UsageError) -> ExitCode {
    let name = try words.required(.shell)
    guard let shell = Completions.Shell(rawValue: name) else {
      throw words.badValue(.shell, expected: ArgumentSpec.shell.help)
    }
    session.output.write(Array(Completions.script(shell, for: self, session.language).utf8))
    return .ok
  }
}
