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
}

/**
 * The title of a browser's tab, the telling part first: which world, which incident, where, which page.
 * `LIVE INC-0003 · Lab · Command console`. Two tabs of two environments never read the same.
 */
export function pageTitle({ kind, mode, label, environment }: PageTitleFacts): string {
  // A drill's label says DRILL itself.
  const parts = [
    mode === 'live' ? `LIVE ${label ?? ''}`.trim() : (label ?? ''),
    environment ?? '',
    pageName(kind),
  ].filter((part) => part !== '')
  return (mode === null ? [...parts, 'Breakwater'] : parts).join(' · ')
}

/** The title with how many things ask the reader before all else, `(2) LIVE INC-0003 …`; none is not said. */
export function countedTitle(title: string, asks: number): string {
  const plain = title.replace(/^(\(\d+\) )+/, '')
  return asks > 0 ? `(${asks}) ${plain}` : plain
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
