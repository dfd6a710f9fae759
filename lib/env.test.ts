import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EnvironmentError, parseEnv, rootWarning } from './env'

const url = 'postgresql://app:hunter2@127.0.0.1:5432/breakwater'

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(parseEnv({})).toEqual({
      port: 3000,
      databaseUrl: null,
      databaseOwnerUrl: null,
      dataDirectory: resolve('.breakwater'),
      secretsDirectory: resolve('.breakwater/secrets'),
      authSecret: null,
      publicUrl: null,
      publicOrigins: [],
      logLevel: 'info',
      systems: [],
    })
  })

  it('takes what is set, and an empty variable as absent', () => {
    const variables = {
      PORT: '8080',
      DATABASE_URL: url,
      DATABASE_OWNER_URL: '',
      BREAKWATER_DATA: '/data',
      UNRELATED: 'x',
    }
    expect(parseEnv(variables)).toMatchObject({
      port: 8080,
      databaseUrl: url,
      databaseOwnerUrl: null,
      dataDirectory: '/data',
      secretsDirectory: '/data/secrets',
    })
  })

  it('knows the systems of others that are named', () => {
    expect(parseEnv({ BREAKWATER_SYSTEMS: '/opt/acme-gate, @acme/vault,' }).systems).toEqual([
      '/opt/acme-gate',
      '@acme/vault',
    ])
  })

  it('knows every address the console is reached at', () => {
    const variables = {
      NEXTAUTH_URL: 'https://dr.example/',
      BREAKWATER_ORIGINS: 'https://10.0.0.7:8443, https://DR.example:443',
    }
    expect(parseEnv(variables).publicOrigins).toEqual(['https://dr.example', 'https://10.0.0.7:8443'])
  })

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an address with a path',
      { NEXTAUTH_URL: 'https://dr.example', BREAKWATER_ORIGINS: 'https://a.example,https://b.example/x' },
      /^BREAKWATER_ORIGINS\.1 must be an address like/,
    ],
    [
      'an address without a scheme',
      { NEXTAUTH_URL: 'https://dr.example', BREAKWATER_ORIGINS: 'a.example' },
      /^BREAKWATER_ORIGINS\.0 must/,
    ],
    [
      'a plain address beside a safe one',
      { NEXTAUTH_URL: 'https://dr.example', BREAKWATER_ORIGINS: 'http://10.0.0.7' },
      /must begin with https:\/\//,
    ],
    ['further addresses without a first', { BREAKWATER_ORIGINS: 'https://a.example' }, /without NEXTAUTH_URL/],
    ['a port that is no number', { PORT: 'http' }, /^PORT must be a port number$/],
    ['a port out of range', { PORT: '70000' }, /^PORT must be at most 65535$/],
    ['a fraction as a port', { PORT: '80.5' }, /^PORT must be a port number$/],
    ['another database', { DATABASE_URL: 'mysql://h/x' }, /^DATABASE_URL must be a URL like postgresql:/],
    ['no URL at all', { DATABASE_URL: 'localhost' }, /^DATABASE_URL must be a URL like postgresql:/],
    ['an owner without an application', { DATABASE_OWNER_URL: url }, /^DATABASE_OWNER_URL is set without DATABASE_URL/],
    ['a guessable secret', { NEXTAUTH_SECRET: 'secret' }, /^NEXTAUTH_SECRET must have at least 32 characters$/],
    ['an unknown level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL /],
    ['two faults at once', { PORT: '0', LOG_LEVEL: 'loud' }, /PORT .*; LOG_LEVEL /],
  ])('refuses %s by the name of the variable', (_, variables, message) => {
    expect(() => parseEnv(variables)).toThrow(EnvironmentError)
    expect(() => parseEnv(variables)).toThrow(message)
  })

  it.each([
    ['postgresql://a:b@127.0.0.1:5432/x', true],
    ['postgresql://a:b@localhost/x', true],
    ['postgresql://a:b@[::1]/x', true],
    ['postgresql:///x?host=/var/run/postgresql', true],
    ['postgresql://a:b@db.example/x?sslmode=verify-full', true],
    ['postgresql://a:b@db.example/x?sslmode=verify-ca&application_name=y', true],
    ['postgresql://a:b@db.example/x?sslmode=require', true],
    ['postgresql://a:b@db.example/x', false],
    ['postgresql://a:b@10.0.0.7/x', false],
    ['postgresql://a:b@db.example/x?sslmode=prefer', false],
    ['postgresql://a:b@db.example/x?sslmode=no-verify', false],
    ['postgresql://a:b@db.example/x?sslmode=verify-full&sslmode=disable', false],
    ['postgresql://a:b@localhost/x?host=db.example', false],
    ['postgresql://a:b@localhost.example/x', false],
  ])('takes a database at %s: %s', (databaseUrl, taken) => {
    const parse = () => parseEnv({ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseUrl })
    if (taken) expect(parse().databaseUrl).toBe(databaseUrl)
    else expect(parse).toThrow(/^DATABASE_URL must end with \?sslmode=verify-full.*; DATABASE_OWNER_URL must end/)
  })

  it('warns where the process is root, and nowhere else', () => {
    expect(rootWarning(0)).toContain('as root')
    expect(rootWarning(1000)).toBeNull()
  })

  it('never repeats a value in its message', () => {
    expect(() => parseEnv({ DATABASE_URL: 'mysql://app:hunter2@h/x' })).toThrow(/^(?!.*hunter2)/)
  })
})
