import { wrong, type Finding } from '../finding'
import type { Path } from '../problem'

/** Endpoint values by the last keys of their path. Nowhere else may a variable stand: names and accounts are content. */
const endpointKeys = new Set(['endpoint', 'url', 'server'])

/** The only variables of whoever imports that are asked for. Any other may hold a secret, and what is filled in is kept. */
export const variableName = /^(BREAKWATER|LAB)_URL_\w+$/

/** An address of its own, with a path behind it perhaps; or the host of one, whole. */
const asBase = /^\$\{([^}]*)\}(\/[^$]*)?$/
const asHost = /^(https?:\/\/)\$\{([^}]*)\}((?::\d+)?(?:\/[^$]*)?)$/

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
  // Well-formed where something is missing, so that the rest of the file is still checked in the same run.
  const refused = (code: string, message: string, content = 'http://missing.invalid') => ({
    content,
    findings: [wrong(path, code, message)],
  })
  if (!endpointKeys.has(String(path.at(-1))))
    return refused(
      'variable',
      `${text}: variables stand in endpoint, url and server only, write the value itself`,
      text,
    )
  const host = asHost.exec(text)
  const [before, name, behind] =
    host === null ? ['', asBase.exec(text)?.[1], asBase.exec(text)?.[2] ?? ''] : [host[1], host[2], host[3]]
  if (name === undefined) {
    const message = `${text}: a variable is a whole address or the whole host of one, like \${BREAKWATER_URL_NAME}/path or https://\${BREAKWATER_URL_NAME}`
    return refused('variable', message)
  }
  if (!variableName.test(name)) {
    const called = name.replace(/\W/g, '_').toUpperCase()
    const message = `\${${name}}: a variable of an address is called BREAKWATER_URL_...: call it BREAKWATER_URL_${called} where the import runs, and here`
    return refused('variable', message)
  }
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (value === undefined) return refused('missing-variable', missing(name))
  if (host !== null && !/^([\w.-]+|\[[0-9a-fA-F:.]+\])(:\d+)?$/.test(value))
    return refused('variable', `\${${name}}: what is set is no host, which is all that may stand here`)
  return { content: `${before}${value}${behind}`, findings: [] }
}

function missing(name: string): string {
  const how = name.startsWith('LAB_URL_')
    ? 'start the lab, `npx breakwater lab env` prints it'
    : 'set it where the import runs'
  return `\${${name}} is not set: ${how}`
}
