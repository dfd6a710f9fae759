import { describe, expect, it } from 'vitest'
import { pagesFor } from './console-pages'

const labels = (...roles: Parameters<typeof pagesFor>[0]) => pagesFor(roles).map(({ label }) => label)

describe('the pages of the bar', () => {
  it('are all there for who works in an incident', () => {
    const all = ['Posture', 'Incidents', 'Approvals', 'Runbooks', 'Plan', 'Evidence', 'Sponsor', 'Help']
    for (const role of ['commander', 'approver', 'responder', 'auditor', 'admin'] as const)
      expect(labels(role), role).toEqual(all)
  })

  it('leave out what a sponsor may not read', () => {
    expect(labels('sponsor')).toEqual(['Posture', 'Plan', 'Sponsor', 'Help'])
  })

  it('are only help for an account without a role', () => {
    expect(labels()).toEqual(['Help'])
  })
})
