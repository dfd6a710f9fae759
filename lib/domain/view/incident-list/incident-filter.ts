import type { IncidentListItem } from './incident-list-view'

/** What the list shows, as it stands in the page's address. */
export interface IncidentFilter {
  show: 'all' | 'open' | 'ended'
  kind: 'all' | 'live' | 'drill'
  text: string
}

export function parseIncidentFilter(search: { get(name: string): string | null }): IncidentFilter {
  const [show, kind] = [search.get('show'), search.get('kind')]
  return {
    show: show === 'open' || show === 'ended' ? show : 'all',
    kind: kind === 'live' || kind === 'drill' ? kind : 'all',
    text: search.get('text') ?? '',
  }
}

/** Nothing for a filter that shows all, so that a plain address stays plain. */
export function incidentFilterSearch({ show, kind, text }: IncidentFilter): string {
  const search = new URLSearchParams()
  if (show !== 'all') search.set('show', show)
  if (kind !== 'all') search.set('kind', kind)
  if (text !== '') search.set('text', text)
  return search.size === 0 ? '' : `?${search.toString()}`
}

/** Every word of the text must be found in what the row shows. */
export function matchesFilter(item: IncidentListItem, { kind, text }: IncidentFilter): boolean {
  if (kind !== 'all' && item.mode !== kind) return false
  const { label, title, plan, environment, proposedBy, outcome } = item
  const shown = [label, title, item.class, plan, environment, proposedBy, outcome?.reason, outcome?.by]
    .join(' ')
    .toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word))
}
