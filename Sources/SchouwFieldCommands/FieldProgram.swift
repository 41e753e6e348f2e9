public import SchouwCommandLine
import SchouwFieldClient

/// The headless client: `schouw` without networking, and `schouw-remote` with it.
public struct FieldProgram: Sendable {
  private let world: World

  /// Makes the program over a world.
  public init(_ world: World = World()) { self.world = world }

  /// Everything that it can be told to do.
  public static let commands = Specs.commands

  /// Runs one command line; the caller ends the process with the code.
  ///
  /// A command that talks to the office, in a program that cannot, becomes `schouw-remote` (beside
  /// this program, else on PATH) with the same words.
  ///
  /// - Parameter unreadable: the place of a word that is no text, from 1; such a line is refused.
  public func run(
    _ arguments: [String],
    unreadable: Int? = nil,
    environment: Environment = .process,
    output: (Environment, _ isQuiet: Bool) -> Output = Output.forProcess
  ) -> ExitCode {
    Self.commands.run(
      arguments,
      unreadable: unreadable,
      environment: environment,
      configuredLanguage: { store in
        Folders(storeOption: store, environment: environment).configuredLanguage(world.disk)
      },
      output: output
    ) { words, session in
      if world.saysWhenInterrupted {
        let text = StatusMessage.interrupted.text(session.language)
        System.sayWhenInterrupted("\(session.output.errTerminal.isTerminal ? "\n" : "")\(text)\n")
      }
      do {
        if world.transport == nil, Self.needsOffice(words.command) {
          world.handOver(arguments)
          throw CommandFailure(
            .failed,
            OfficeMessage.noHelper.phrase,
            remedy: OfficeMessage.noHelperRemedy.phrase
          )
        }
        return try Command(words: words, session: session, world: world).run()
      } catch {
        throw explained(error)
      }
    }
  }

  private static func needsOffice(_ command: CommandSpec) -> Bool {
    [Specs.enrol.verb, Specs.sync.verb, Specs.watch.verb].contains(command.verb)
  }
}
