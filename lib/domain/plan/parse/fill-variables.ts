import { wrong, type Finding } from '../finding'
import type { Path } from '../problem'

/** Endpoint values by the last keys of their path. Nowhere else may a variable stand: names and accounts are content. */
const endpointKeys = new Set(['endpoint', 'url', 'server'])
const variable = /\$\{([^}]*)\}/g

/**
 * Fills `${VARIABLE}` of endpoint values from the caller's map; nothing is read from the process. A variable that is
 * missing, or stands elsewhere, is a finding.
 */
export function fillVariables(
  content: unknown,
  variables: Readonly<Record<string, string>>,
  path: Path = [],
): { content: unknown; findings: Finding[] } {
  if (typeof content === 'string') return fillText(content, variables, path)
  if (typeof content !== 'object' || content === null) return { content, findings: [] }
  const findings: Finding[] = []
  const change = (inner: unknown, segment: string | number): unknown => {
    const filled = fillVariables(inner, variables, [...path, segment])
    findings.push(...filled.findings)
    return filled.content
  }
  const changed = Array.isArray(content)
    ? content.map(change)
    : Object.fromEntries(Object.entries(content).map(([key, inner]) => [key, change(inner, key)]))
  return { content: changed, findings }
}

function fillText(
  text: string,
  variables: Readonly<Record<string, string>>,
  path: Path,
): { content: unknown; findings: Finding[] } {
  if (!text.includes('${')) return { content: text, findings: [] }
  if (!endpointKeys.has(String(path.at(-1)))) {
    const message = `${text}: variables stand in endpoint, url and server only, write the value itself`
    return { content: text, findings: [wrong(path, 'variable', message)] }
  }
  const findings: Finding[] = []
  const filled = text.replace(variable, (_, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) findings.push(wrong(path, 'missing-variable', missing(name)))
    // Well-formed, so that the rest of the file is still checked in the same run.
    return value ?? 'http://missing.invalid'
  })
  return { content: filled, findings }
}

function missing(name: string): string {
  const how = name.startsWith('LAB_URL_')
    ? 'start the lab, `npx breakwater lab env` prints it'
    : 'set it where the import runs'
  return `\${${name}} is not set: ${how}`
}
