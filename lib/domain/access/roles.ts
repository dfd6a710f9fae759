/** What an account may do. A duty, by contrast, is what a person holds in one incident. */
export const roles = ['commander', 'approver', 'responder', 'sponsor', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]

/** Every verb of the console. The one table of who may do what; services and `decide` ask it, screens explain it. */
export const permissions = {
  'posture.read': ['commander', 'approver', 'responder', 'sponsor', 'auditor', 'admin'],
  'incident.read': ['commander', 'approver', 'responder', 'auditor', 'admin'],
  'sponsor.read': ['commander', 'approver', 'responder', 'sponsor', 'auditor', 'admin'],
  'evidence.read': ['commander', 'approver', 'responder', 'auditor', 'admin'],
  'evidence.export': ['commander', 'auditor', 'admin'],
  'incident.propose': ['commander', 'approver', 'responder'],
  'incident.declare': ['commander'],
  'incident.assign-duty': ['commander'],
  'incident.attest-gate': ['commander', 'approver', 'responder'],
  'incident.correct-impact': ['commander'],
  'incident.record-decision': ['commander'],
  'incident.add-note': ['commander', 'approver', 'responder'],
  'incident.call-poll': ['commander'],
  'incident.answer-poll': ['commander', 'approver', 'responder'],
  'incident.close': ['commander'],
  'run.arm': ['commander'],
  'run.go': ['commander'],
  'run.pause': ['commander'],
  'run.resume': ['commander'],
  'run.abort': ['commander', 'approver', 'responder'],
  'run.roll-back': ['commander'],
  'run.abandon': ['commander'],
  'run.agree': ['commander', 'approver', 'responder'],
  'approval.request': ['commander'],
  'approval.give': ['approver'],
  'approval.refuse': ['approver'],
  'step.retry': ['commander'],
  'step.count': ['commander'],
  'step.skip': ['commander'],
  'step.take-over': ['commander', 'responder', 'approver'],
  'step.attest': ['commander', 'responder', 'approver'],
  'step.confirm': ['commander', 'responder', 'approver'],
  'step.settle': ['commander'],
  'plan.import': ['admin'],
  'people.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof permissions

export function may(held: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission]
  return held.some((role) => allowed.includes(role))
}
