import type { OpenIncident } from './open-incident'
import { incidentStatusWord, type IncidentStatusWord } from './incident-status'
import { incidentLabel } from './names'

/** The way from anywhere to an incident that is open now. */
export interface OpenNow {
  id: string
  label: string
  title: string
  mode: 'live' | 'drill'
  /** How it stands, as every list and chip says it. */
  status: IncidentStatusWord['status']
  word: string
  declared: boolean
  environment: string
  href: string
  /** The same for who only reads. */
  sponsorHref: string
}

/** Real ones before drills, the newest first. */
export function openNow(incidents: readonly OpenIncident[]): OpenNow[] {
  return incidents
    .toSorted((a, b) => Number(b.mode === 'live') - Number(a.mode === 'live') || b.number - a.number)
    .map(({ id, number, title, mode, status, environment }) => ({
      id,
      label: incidentLabel({ number, mode: mode === 'live' ? 'live' : 'simulation' }),
      title,
      mode: mode === 'live' ? 'live' : 'drill',
      ...incidentStatusWord(status),
      declared: status !== 'proposed',
      environment,
      href: status === 'proposed' ? `/incidents/${id}/declare` : `/incidents/${id}`,
      sponsorHref: `/sponsor/${id}`,
    }))
}
