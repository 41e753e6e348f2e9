extension Completions {
  static func bash(_ set: CommandSet, _ language: Language) -> String {
    let function = functionName(set)
    return """
      \(comment)
      \(function)() {
        local cur prev verb word i words options paths found args handles
        local -a where
        cur=${COMP_WORDS[COMP_CWORD]}
        prev=${COMP_WORDS[COMP_CWORD-1]}
        # Bash takes the = of --name=value for a word.
        if [ "$cur" = = ]; then
          cur=
        elif [ "$prev" = = ]; then
          prev=${COMP_WORDS[COMP_CWORD-2]}
        fi
        verb= words= options= paths= found= handles= args=0 where=()
        i=1
        while [ "$i" -lt "$COMP_CWORD" ]; do
          word=${COMP_WORDS[i]}
          case $word in
            \(titlesWithValue(set).joined(separator: "|")))
              [ "${COMP_WORDS[i+1]}" = = ] && i=$((i+1))
              i=$((i+1))
              case $word in \(placeOptions.joined(separator: "|"))) where=("$word" "${COMP_WORDS[i]}") ;; esac ;;
            -*) ;;
            *)
              if [ -n "$found" ]; then
                args=$((args+1))
              else
      \(bashVerb(set))
              fi ;;
          esac
          i=$((i+1))
        done
        case $verb:$prev in
      \(bashValues(set))
          *)
            case $verb in
      \(bashVerbs(set, language))
            esac
            case $cur in -*) words=$options paths= handles= ;; esac ;;
        esac
      \(bashHandles(set))\
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
        if [ -n "$paths" ]; then
          compopt -o filenames 2>/dev/null
          while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$paths" -- "$cur")
        fi
      }
      complete -F \(function) \(set.program)

      """
  }

  /// Takes a word for the verb, or for one half of it.
  private static func bashVerb(_ set: CommandSet) -> String {
    guard !set.groups.isEmpty else { return "          verb=$word found=1" }
    let groups = set.groups.joined(separator: "|")
    return """
                verb=${verb:+$verb-}$word
                case $verb in \(groups)) ;; *) found=1 ;; esac
      """
  }

  /// Asks for the handles of documents, where one may stand.
  private static func bashHandles(_ set: CommandSet) -> String {
    guard takesHandles(set) else { return "" }
    return """
        if [ -n "$handles" ]; then
          # Handles are capitals, however they are typed.
          cur=$(printf %s "$cur" | tr a-z A-Z)
          words="$words $(\(handles(set, "\"${where[@]}\"")))"
        fi

      """
  }

  /// A line for each option that takes a value: what its value may be.
  private static func bashValues(_ set: CommandSet) -> String {
    var lines: [String] = []
    for option in set.globalOptions { add(option, after: ["*"]) }
    for command in set.commands {
      for option in command.options { add(option, after: command.verbs) }
    }
    return lines.joined(separator: "\n")

    func add(_ option: OptionSpec, after verbs: [String]) {
      guard let value = option.value else { return }
      let patterns = verbs.flatMap { verb in titles(option).map { "\(verb):\($0)" } }
      let settings = value.kind == .handle ? "handles=1 " : bashSettings([value.kind])
      lines.append("    \(patterns.joined(separator: "|"))) \(settings);;")
    }
  }

  /// A line for each command: what may follow its verb.
  private static func bashVerbs(_ set: CommandSet, _ language: Language) -> String {
    let verbs = offeredVerbs(set, language).joined(separator: " ")
    let first = set.optionsBeforeVerb.flatMap(titles).joined(separator: " ")
    var lines = [
      "        '') words='\(verbs)' options='\(first)' ;;",
      "        \(CommandSet.helpVerbs.en)|\(CommandSet.helpVerbs.nl)) words='\(verbs)' ;;",
    ]
    for group in set.groups {
      let members = set.members(of: group).joined(separator: " ")
      lines.append("        \(group)) words='\(members)' options='\(first)' ;;")
    }
    for command in set.commands {
      let pattern = command.verbs.joined(separator: "|")
      let options = set.options(of: command).flatMap(titles).joined(separator: " ")
      let settings = bashSettings(command.arguments.map(\.kind))
      lines.append("        \(pattern)) \(settings)options='\(options)' ;;")
    }
    return lines.joined(separator: "\n")
  }

  private static func bashSettings(_ kinds: [ValueKind]) -> String {
    let words = unique(choices(kinds)).joined(separator: " ")
    // A handle stands first where it stands.
    let handles = kinds.first == .handle ? "[ \"$args\" = 0 ] && handles=1; " : ""
    let paths = kinds.contains(.file) ? "-f" : kinds.contains(.folder) ? "-d" : ""
    return handles + (words.isEmpty ? "" : "words='\(words)' ")
      + (paths.isEmpty ? "" : "paths=\(paths) ")
  }

  private static func choices(_ kinds: [ValueKind]) -> [String] {
    kinds.flatMap { kind -> [String] in
      guard case .choice(let choices) = kind else { return [] }
      return choices
    }
  }
}
