import { may, type Permission, type Role } from './roles'

export interface ConsolePage {
  href: string
  label: string
  /** What it is for, in a sentence; the help page says it. */
  purpose: string
  /** Null: whoever is signed in. */
  permission: Permission | null
}

/** The pages of the bar, in the order of a night: what is promised, what is open, what waits, then what to read. */
export const consolePages: readonly ConsolePage[] = [
  {
    href: '/posture',
    label: 'Posture',
    purpose: 'What is promised, what was measured, what could be had now, and what would be lost this second.',
    permission: 'posture.read',
  },
  {
    href: '/incidents',
    label: 'Incidents',
    purpose: 'What is open and how the others ended. An incident leads to its command console.',
    permission: 'incident.read',
  },
  {
    href: '/approvals',
    label: 'Approvals',
    purpose: 'What waits for your consent, and what waits for others.',
    permission: 'incident.read',
  },
  {
    href: '/runbooks',
    label: 'Runbooks',
    purpose: 'Every runbook to read or print before it is needed: commands, expectations, times, the way back.',
    permission: 'incident.read',
  },
  {
    href: '/plan',
    label: 'Plan',
    purpose: 'The contract itself: tiers and their promises, links, disaster classes, duties, systems, readings.',
    permission: 'posture.read',
  },
  {
    href: '/evidence',
    label: 'Evidence',
    purpose: 'The record of every incident, to read, to export, and to verify without this console.',
    permission: 'evidence.read',
  },
  {
    href: '/sponsor',
    label: 'Sponsor',
    purpose: 'What the sponsor reads: what is down, what it costs, when it is back. No controls.',
    permission: 'sponsor.read',
  },
  {
    href: '/help',
    label: 'Help',
    purpose: 'What each page is for, how a night goes, the keys, and what the words mean.',
    permission: null,
  },
]

export function pagesFor(roles: readonly Role[]): ConsolePage[] {
  return consolePages.filter(({ permission }) => permission === null || may(roles, permission))
}
