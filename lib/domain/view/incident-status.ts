/** The status of an incident as every list, chip and strip says it. */
export interface IncidentStatusWord {
  status: 'waiting' | 'running' | 'ok' | 'breached'
  word: string
}

const words: Readonly<Record<string, IncidentStatusWord>> = {
  proposed: { status: 'waiting', word: 'not declared' },
  declared: { status: 'running', word: 'declared' },
  recovered: { status: 'ok', word: 'recovered' },
  relapsed: { status: 'breached', word: 'down again' },
  closed: { status: 'waiting', word: 'ended' },
}

export function incidentStatusWord(status: string): IncidentStatusWord {
  return words[status] ?? { status: 'waiting', word: status }
}
