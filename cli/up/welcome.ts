import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { Directory } from '@/lib/domain/plan/schema/environment'

export interface SignIn {
  role: string
  login: string
  password: string
  name: string
}

/**
 * One sign-in for every role of the directory that has a password there, in the directory's order. `logins` are those
 * the password still opens.
 */
export function signInPerRole(directoryFile: string, logins: ReadonlySet<string>): SignIn[] {
  const { persons } = Directory.parse(parse(readFileSync(directoryFile, 'utf8')))
  const found = new Map<string, SignIn>()
  for (const { name, roles, accounts } of persons) {
    for (const { login, password } of accounts) {
      if (password === undefined || !logins.has(login)) continue
      for (const role of roles) if (!found.has(role)) found.set(role, { role, login, password, name })
    }
  }
  return [...found.values()]
}

/** What the person at the terminal needs next. */
export function welcome(url: string, signIns: readonly SignIn[], labUrl: string | null): string {
  const width = Math.max(0, ...signIns.map(({ role }) => role.length))
  const login = Math.max(0, ...signIns.map((signIn) => signIn.login.length))
  return [
    '',
    `Breakwater is ready: ${url}`,
    '',
    'Sign in as',
    ...signIns.map((s) => `  ${s.role.padEnd(width)}  ${s.login.padEnd(login)}  ${s.password}  (${s.name})`),
    '',
    ...(labUrl === null
      ? []
      : [
          'Break the region, from another terminal or on the page of the lab:',
          '  npx breakwater lab fail us-east-1',
          `  ${labUrl}`,
          '',
        ]),
    'Ctrl-C stops everything.',
  ].join('\n')
}
