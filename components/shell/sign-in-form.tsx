'use client'

import { useRef, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { StatusMark } from '@/components/ui/status-mark'
import { TextField } from '@/components/ui/text-field'

export interface Sample {
  login: string
  password: string
  name: string
  title: string
  roles: string[]
}

/** Login and password, or one press on a sample where the installation has samples. */
export function SignInForm({ next, samples }: { next: string; samples: readonly Sample[] }) {
  const [state, setState] = useState<'idle' | 'checking' | 'in'>('idle')
  const [problem, setProblem] = useState<string | null>(null)
  const password = useRef<HTMLInputElement>(null)
  const signIn = async (login: string, secret: string) => {
    setState('checking')
    setProblem(null)
    const refused = await authenticate(login, secret)
    if (refused === null) {
      setState('in')
      return window.location.assign(next)
    }
    setState('idle')
    setProblem(refused)
    password.current?.focus()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    void signIn(String(data.get('login')), String(data.get('password')))
  }
  return (
    <>
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        <TextField label="Login" name="login" autoComplete="username" autoCapitalize="none" required autoFocus />
        <PasswordField inputRef={password} />
        <div className="flex min-h-11 items-center gap-4">
          <Button type="submit" kind="primary" disabledBecause={state === 'idle' ? null : ''}>
            Sign in
          </Button>
          <span aria-live="assertive">
            {state === 'checking' && <StatusMark status="running">checking…</StatusMark>}
            {state === 'in' && <StatusMark status="ok">signed in</StatusMark>}
            {problem !== null && (
              <StatusMark status="breached" className="whitespace-normal!">
                {problem}
              </StatusMark>
            )}
          </span>
        </div>
      </form>
      {samples.length > 0 && <Samples samples={samples} onPick={(one) => void signIn(one.login, one.password)} />}
    </>
  )
}

function PasswordField({ inputRef }: { inputRef: React.RefObject<HTMLInputElement | null> }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="password" className="font-medium">
        Password
      </label>
      <input
        id="password"
        ref={inputRef}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        className="min-h-11 w-full rounded border border-line-3 bg-well px-3 text-body lg:min-h-9"
      />
    </div>
  )
}

function Samples({ samples, onPick }: { samples: readonly Sample[]; onPick: (sample: Sample) => void }) {
  return (
    <section aria-labelledby="samples" className="mt-10 border-t border-line pt-4">
      <h2 id="samples" className="text-body font-semibold">
        Sample sign-ins
      </h2>
      <p className="mt-1 text-meta text-ink-3">
        This installation knows only a lab, so its people are invented and their passwords no secret.
      </p>
      <ul className="mt-2">
        {samples.map((sample) => (
          <li key={sample.login} className="border-b border-line last:border-0">
            <button
              type="button"
              onClick={() => onPick(sample)}
              className="fade grid min-h-11 w-full grid-cols-[5.5rem_1fr_auto] items-center gap-x-3 px-2 text-left hover:bg-sel"
            >
              <span className="text-meta text-ink-3">{sample.roles.join(', ')}</span>
              <span className="min-w-0">
                <span className="block truncate font-medium">{sample.name}</span>
                <span className="block truncate text-meta text-ink-3">{sample.title}</span>
              </span>
              <span className="mono text-right text-ink-2">
                {sample.login}
                <span className="block text-ink-3">{sample.password}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Null when signed in, else why not. The form is posted as a form, with the library's token against forgery. */
async function authenticate(login: string, password: string): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()) as { csrfToken: string }
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, login, password, json: 'true', callbackUrl: '/' }),
    })
    const { url, message } = (await response.json()) as { url?: string; message?: string }
    // Refused before it was even looked at, in words: the wrong host, for example.
    if (!response.ok && message !== undefined) return message
    const error = url === undefined ? 'unavailable' : new URL(url, window.location.href).searchParams.get('error')
    if (response.ok && error === null) return null
    const held = /^held:(\d+)$/.exec(error ?? '')?.[1]
    if (held !== undefined) return `Too many attempts. Try again in ${held} s.`
    return error === 'CredentialsSignin' ? 'Login or password is wrong.' : 'Sign-in does not work at this moment.'
  } catch {
    return 'The server does not answer.'
  }
}
