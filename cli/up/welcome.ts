import type { SignIn } from './choose-sign-ins'

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
