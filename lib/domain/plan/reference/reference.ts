/** One `${...}` of a parameter or an operand. Nothing here is evaluated: a reference is a name with parts. */
export type Reference =
  | { kind: 'name'; name: string }
  | { kind: 'region'; region: string; field: 'region' | 'account' }
  | { kind: 'output'; step: string; output: string }
  | { kind: 'incident'; field: IncidentField }
  | { kind: 'impact' }

export const incidentFields = ['id', 'title', 'number', 'pagerduty'] as const
export type IncidentField = (typeof incidentFields)[number]

export type Piece = { kind: 'text'; text: string } | { kind: 'reference'; text: string; reference: Reference | null }

const pattern = /\$\{([^}]*)\}/g

/** Splits text into what is literal and what refers. A reference nobody knows has `reference: null`. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) })
    found.push({ kind: 'reference', text: match[0], reference: parseReference(match[1] ?? '') })
    from = match.index + match[0].length
  }
  const rest = text.slice(from)
  if (rest.includes('${')) found.push({ kind: 'reference', text: rest, reference: null })
  else if (rest !== '' || found.length === 0) found.push({ kind: 'text', text: rest })
  return found
}

const name = '([A-Za-z][A-Za-z0-9_.-]*)'

export function parseReference(inner: string): Reference | null {
  const named = new RegExp(`^names\\.${name}$`).exec(inner)
  if (named !== null) return { kind: 'name', name: named[1] ?? '' }
  const region = new RegExp(`^regions\\.${name}\\.(region|account)$`).exec(inner)
  if (region !== null) {
    return { kind: 'region', region: region[1] ?? '', field: region[2] === 'account' ? 'account' : 'region' }
  }
  const output = /^steps\.([A-Za-z0-9]+)\.outputs\.([A-Za-z]\w*)$/.exec(inner)
  if (output !== null) return { kind: 'output', step: output[1] ?? '', output: output[2] ?? '' }
  const field = incidentFields.find((one) => inner === `incident.${one}`)
  if (field !== undefined) return { kind: 'incident', field }
  return inner === 'impact.at' ? { kind: 'impact' } : null
}

export const referenceForms =
  '${names.x}, ${regions.x.region}, ${regions.x.account}, ${steps.S1.outputs.x}, ${incident.id}, ${incident.title}, ${incident.number}, ${incident.pagerduty} or ${impact.at}'
