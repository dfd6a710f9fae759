import { join } from 'node:path'
import { root } from '../root.js'
import { print } from '../terminal'

/** What a shell needs to complete `breakwater` and `npx breakwater`: it asks this clone for every word. */
export function printScript(shell: 'bash' | 'zsh'): number {
  const ask = [process.execPath, join(root, 'cli', 'breakwater.js'), 'complete', '--'].map(quoted).join(' ')
  print(shell === 'bash' ? bash(ask) : zsh(ask))
  return 0
}

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`

const bash = (ask: string) => `# source <(npx breakwater completion bash)
_breakwater() {
  local from=1 IFS=$'\\n'
  if [[ \${COMP_WORDS[0]##*/} == npx ]]; then
    [[ $COMP_CWORD -gt 1 && \${COMP_WORDS[1]} == breakwater ]] || return
    from=2
  fi
  COMPREPLY=($(${ask} "\${COMP_WORDS[@]:from:COMP_CWORD-from+1}" 2>/dev/null))
}
complete -o default -F _breakwater breakwater
complete -p npx &>/dev/null || complete -o default -F _breakwater npx`

const zsh = (ask: string) => `#compdef breakwater
# source <(npx breakwater completion zsh)
_breakwater() {
  local from=2
  local -a found
  if [[ \${words[1]:t} == npx ]]; then
    [[ $CURRENT -gt 2 && \${words[2]} == breakwater ]] || { _files; return }
    from=3
  fi
  found=("\${(@f)$(${ask} "\${(@)words[from,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _breakwater breakwater
(( \${+_comps[npx]} )) || compdef _breakwater npx`
