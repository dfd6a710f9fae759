import { assertNever } from '../assert-never'

/** What a tab holds: the page of one incident, or a page that is about no single one. */
export type PageKind =
  | 'console'
  | 'declare'
  | 'approval'
  | 'evidence'
  | 'sponsor'
  | 'posture'
  | 'incidents'
  | 'approvals'
  | 'evidence-list'
  | 'other'

export interface PageTitleFacts {
  kind: PageKind
  /** Live, drill, or null where the page is about no incident. */
  mode: 'live' | 'drill' | null
  /** `INC-0003`; null where the page is about no incident. */
  label: string | null
  /** The environment's title; null where the page shows several or none. */
  environment: string | null
  /** What waits for whoever reads it; none is not said. */
  waiting: number
}

/**
 * The title of a browser's tab, the telling part first: what waits, which world, which incident, where, which page.
 * `(2) LIVE INC-0003 · Lab · Command console`. Two tabs of two environments never read the same.
 */
export function pageTitle({ kind, mode, label, environment, waiting }: PageTitleFacts): string {
  // A drill's label says DRILL itself.
  const parts = [
    mode === 'live' ? `LIVE ${label ?? ''}`.trim() : (label ?? ''),
    environment ?? '',
    pageName(kind),
  ].filter((part) => part !== '')
  const counted = waiting > 0 ? `(${waiting}) ` : ''
  return `${counted}${mode === null ? [...parts, 'Breakwater'].join(' · ') : parts.join(' · ')}`
}

function pageName(kind: PageKind): string {
  switch (kind) {
    case 'console':
      return 'Command console'
    case 'declare':
      return 'Declare'
    case 'approval':
      return 'Approval'
    case 'evidence':
    case 'evidence-list':
      return 'Evidence'
    case 'sponsor':
      return 'Sponsor'
    case 'posture':
      return 'Posture'
    case 'incidents':
      return 'Incidents'
    case 'approvals':
      return 'Approvals'
    case 'other':
      return ''
    default:
      return assertNever(kind, 'page')
  }
}
