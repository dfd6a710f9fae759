import { randomBytes } from 'node:crypto'
import type { LabClock, LabConfig } from '../../core/contract'
import type { AccessKey, Identity, SessionCredential } from './identity'
import { operatorPermissions, roleArn, rolePermissions, userArn } from './permissions'

export interface IdentitiesSnapshot {
  console: AccessKey
  operator: AccessKey
  sessions: SessionCredential[]
}

export type Resolved =
  { found: true; identity: Identity; secretAccessKey: string } | { found: false; reason: 'unknown' | 'expired' }

export interface Identities {
  /** The console's base identity: it may assume the recovery roles and nothing else. */
  consoleKey(): AccessKey
  /** An ordinary operator, for the AWS CLI: may do every operation directly. */
  operatorKey(): AccessKey
  resolve(accessKeyId: string, sessionToken: string | undefined): Resolved
  openSession(role: string, sessionName: string, durationSeconds: number): SessionCredential
  snapshot(): IdentitiesSnapshot
  restore(snapshot: IdentitiesSnapshot): void
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const keyId = (prefix: string): string =>
  prefix + [...randomBytes(16)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('')
const newKey = (prefix: string): AccessKey => ({
  accessKeyId: keyId(prefix),
  secretAccessKey: randomBytes(30).toString('base64'),
})

/** Expired sessions are remembered for an hour, so that their holder is told `expired` and not `unknown`. */
const forgetAfter = 3_600_000

export const createIdentities = (config: LabConfig, clock: LabClock): Identities => {
  let state: IdentitiesSnapshot = { console: newKey('AKIA'), operator: newKey('AKIA'), sessions: [] }
  const roles = Object.keys(rolePermissions).map((role) => roleArn(config.accountId, role))
  const user = (name: string, key: AccessKey, permissions: readonly string[]): Resolved => ({
    found: true,
    secretAccessKey: key.secretAccessKey,
    identity: {
      arn: userArn(config.accountId, name),
      userId: `AIDA${key.accessKeyId.slice(4)}`,
      permissions,
      mayAssume: roles,
    },
  })
  const assumed = (session: SessionCredential): Identity => {
    const role = session.roleArn.split('/').at(-1) ?? ''
    return {
      arn: `arn:aws:sts::${config.accountId}:assumed-role/${role}/${session.sessionName}`,
      userId: `AROA${session.accessKeyId.slice(4)}:${session.sessionName}`,
      permissions: rolePermissions[role] ?? [],
      mayAssume: [],
    }
  }
  return {
    consoleKey: () => state.console,
    operatorKey: () => state.operator,
    resolve: (accessKeyId, sessionToken) => {
      if (accessKeyId === state.console.accessKeyId) return user('breakwater-console', state.console, [])
      if (accessKeyId === state.operator.accessKeyId) return user('operator', state.operator, operatorPermissions)
      const session = state.sessions.find((s) => s.accessKeyId === accessKeyId && s.sessionToken === sessionToken)
      if (session === undefined) return { found: false, reason: 'unknown' }
      if (session.expiresAt <= clock.now()) return { found: false, reason: 'expired' }
      return { found: true, identity: assumed(session), secretAccessKey: session.secretAccessKey }
    },
    openSession: (role, sessionName, durationSeconds) => {
      const now = clock.now()
      const session: SessionCredential = {
        ...newKey('ASIA'),
        sessionToken: randomBytes(96).toString('base64'),
        roleArn: role,
        sessionName,
        expiresAt: now + durationSeconds * 1000,
      }
      state.sessions = [...state.sessions.filter((s) => s.expiresAt + forgetAfter > now), session]
      return session
    },
    snapshot: () => structuredClone(state),
    restore: (snapshot) => {
      state = structuredClone(snapshot)
    },
  }
}
