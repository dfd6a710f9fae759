/** What the bar of every page says besides the connection. */
export interface ShellView {
  /** Open incidents, newest first. */
  incidents: { id: string; label: string; title: string; mode: 'live' | 'drill'; declared: boolean }[]
  /** Requests that wait for this person's answer or anybody's, for the count beside Approvals. */
  approvals: number
}

export interface OpenIncident {
  id: string
  number: number
  title: string
  mode: string
  status: string
}

export function buildShellView(incidents: readonly OpenIncident[], approvals: number): ShellView {
  return {
    incidents: incidents.map(({ id, number, title, mode, status }) => ({
      id,
      label: `${mode === 'live' ? 'INC' : 'DRILL'}-${String(number).padStart(4, '0')}`,
      title,
      mode: mode === 'live' ? 'live' : 'drill',
      declared: status !== 'proposed',
    })),
    approvals,
  }
}
