import type { Path, Problem } from './problem'
import type { SourceMap } from './parse/source-map'

/**
 * What a check found, by its path in the content; a place is added last, so that the same checks serve a plan that
 * has no file. `info` is said and bars nothing.
 */
export interface Finding {
  path: Path
  at: 'key' | 'value'
  level: 'problem' | 'info'
  code: string
  message: string
  /** Lists whose ids were looked up: when one of those is itself broken, this finding would only be its echo. */
  needs?: readonly Path[]
  /** True when the finding weighs several fields of the plan against each other. */
  rule?: boolean
}

export function placeFindings(findings: readonly Finding[], places: SourceMap): Problem[] {
  return findings.map(({ path, at, code, message }) => ({
    ...(at === 'key' ? places.key(path) : places.value(path)),
    code,
    message,
  }))
}

/** A name that nothing answers to, or a form that is wrong by itself. */
export function wrong(path: Path, code: string, message: string, needs: readonly Path[] = []): Finding {
  return { path, at: 'value', level: 'problem', code, message, needs }
}

/** Fields that are well-formed each and do not go together. */
export function contradiction(path: Path, code: string, message: string): Finding {
  return { path, at: 'value', level: 'problem', code, message, rule: true }
}

export function info(path: Path, code: string, message: string): Finding {
  return { path, at: 'value', level: 'info', code, message, rule: true }
}
