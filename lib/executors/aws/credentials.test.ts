import { afterEach, expect, it } from 'vitest'
import { contextFor } from '../check/contexts'
import { localServer, type Answer, type LocalServer } from '../check/local-server'
import { signedAt } from '../check/signed-at'
import { signIn } from './credentials'

let server: LocalServer | undefined
afterEach(() => server?.close())

function session(minutes: number, n: number): Answer {
  const expiration = new Date(Date.now() + minutes * 60_000).toISOString()
  return {
    headers: { 'content-type': 'text/xml' },
    text: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIASESSION${n}</AccessKeyId><SecretAccessKey>secret-${n}</SecretAccessKey><SessionToken>token-${n}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  }
}

async function sts(answer: (n: number) => Answer) {
  let asked = 0
  server = await localServer(() => answer((asked += 1)))
  const credentials = {
    accessKeyId: 'file:key',
    secretAccessKey: 'file:secret',
    role: 'arn:aws:iam::447120938856:role/dr-promote',
    sts: { region: 'eu-west-1', endpoint: server.url },
  }
  const binding = { kind: 'aws.rds' as const, region: 'us-west-2', account: '447120938856', credentials }
  const context = (key = 'AKIAONE') => contextFor(binding, { secrets: { key, secret: 'base-secret' } })
  return { credentials, context, asked: () => asked }
}

it('assumes the role once for calls at the same time and after', async () => {
  const { credentials, context, asked } = await sts((n) => session(60, n))
  const [one, two] = await Promise.all([
    signIn(credentials, 'us-west-2', context()),
    signIn(credentials, 'us-west-2', context()),
  ])
  expect(one.session).toEqual({ accessKeyId: 'ASIASESSION1', secretAccessKey: 'secret-1', sessionToken: 'token-1' })
  expect(two.session).toEqual(one.session)
  await signIn(credentials, 'us-west-2', context())
  expect(asked()).toBe(1)
  expect(server?.seen[0]?.headers.authorization).toContain('/eu-west-1/sts/aws4_request')
})

it('keeps the sessions of two base keys apart', async () => {
  const { credentials, context, asked } = await sts((n) => session(60, n))
  await signIn(credentials, 'us-west-2', context('AKIAONE'))
  await signIn(credentials, 'us-west-2', context('AKIATWO'))
  expect(asked()).toBe(2)
})

it('assumes the role anew five minutes before the session ends, and after it was called invalid', async () => {
  const { credentials, context, asked } = await sts((n) => session(n === 1 ? 4 : 60, n))
  await signIn(credentials, 'us-west-2', context())
  const second = await signIn(credentials, 'us-west-2', context())
  expect(second.session.accessKeyId).toBe('ASIASESSION2')
  second.forget()
  await signIn(credentials, 'us-west-2', context())
  expect(asked()).toBe(3)
})

it('counts the end of a session by the clock it is given, whatever the machine says', async () => {
  const { credentials, context, asked } = await sts((n) => session(60, n))
  let ahead = 0
  const at = () => ({ ...context('AKIACLOCK'), now: () => Date.now() + ahead })
  await signIn(credentials, 'us-west-2', at())
  ahead = 50 * 60_000
  await signIn(credentials, 'us-west-2', at())
  expect(asked()).toBe(1)
  ahead = 56 * 60_000
  await signIn(credentials, 'us-west-2', at())
  expect(asked()).toBe(2)
})

it.each(['Signature expired: 20261119T024000Z is now earlier than 20261119T024500Z', 'Signature not yet current: x'])(
  'learns the clock of STS from "%s", and is busy meanwhile, not refused',
  async (words) => {
    const ahead = 10 * 60_000
    const skewed = `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${words}</Message></Error></ErrorResponse>`
    const date = new Date(Date.now() + ahead).toUTCString()
    const { credentials, context } = await sts((n) =>
      n === 1 ? { status: 403, headers: { 'content-type': 'text/xml', date }, text: skewed } : session(60, n),
    )
    const first = signIn(credentials, 'us-west-2', context('AKIASKEW'))
    await expect(first).rejects.toMatchObject({ kind: 'busy', message: expect.stringContaining('clock') as string })
    const second = await signIn(credentials, 'us-west-2', context('AKIASKEW'))
    expect(second.session.accessKeyId).toBe('ASIASESSION2')
    const signed = signedAt(String(server?.seen[1]?.headers['x-amz-date']))
    expect(Math.abs(signed - Date.now() - ahead)).toBeLessThan(60_000)
  },
)

it('does not keep a refusal', async () => {
  const denied = '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>'
  const { credentials, context } = await sts((n) =>
    n === 1 ? { status: 403, headers: { 'content-type': 'text/xml' }, text: denied } : session(60, n),
  )
  await expect(signIn(credentials, 'us-west-2', context())).rejects.toMatchObject({
    kind: 'refused',
    code: 'AccessDenied',
    message: 'AssumeRole: not you',
  })
  expect((await signIn(credentials, 'us-west-2', context())).session.accessKeyId).toBe('ASIASESSION2')
})

it('is unreachable, not in doubt, when AssumeRole gets no reply: the real request never left', async () => {
  const { credentials, context } = await sts(() => 'reset')
  await expect(signIn(credentials, 'us-west-2', context())).rejects.toMatchObject({ kind: 'unreachable' })
})

it('names the session after run and step, and each step has its own; readings share one', async () => {
  const { credentials, context, asked } = await sts((n) => session(60, n))
  const withId = { ...credentials, externalId: 'breakwater:dr' }
  const of = (idempotencyKey: string) => ({ ...context(), idempotencyKey })
  for (const key of ['INC-1-R1/S7/0', 'INC-1-R1/S7/0/undo', 'INC-1-R1/S12/0'])
    await signIn(withId, 'us-west-2', of(key))
  const { secret, now } = context()
  for (let i = 0; i < 2; i += 1) await signIn(withId, 'us-west-2', { secret, now })
  const forms = server?.seen.map(({ body }) => new URLSearchParams(body)) ?? []
  expect(forms.map((form) => form.get('RoleSessionName'))).toEqual([
    'breakwater-INC-1-R1-S7',
    'breakwater-INC-1-R1-S12',
    'breakwater',
  ])
  expect(forms.map((form) => form.get('ExternalId'))).toEqual(Array(3).fill('breakwater:dr'))
  expect(asked()).toBe(3)
})
