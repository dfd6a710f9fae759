import type { Metadata } from 'next'
import Link from 'next/link'
import { SignOut } from '@/components/shell/sign-out'
import { requirePerson } from '@/lib/auth/require-permission'
import { may, permissions } from '@/lib/domain/access/roles'
import { peopleWith } from '@/lib/queries/people-with'

export const metadata: Metadata = { title: 'Not for your role' }

interface Props {
  searchParams: Promise<{ what?: string | string[] }>
}

/** Says who may, by role and by name: at 3 AM a refusal without a name is a dead end. */
export default async function NotAllowedPage({ searchParams }: Props) {
  const person = await requirePerson()
  const { what } = await searchParams
  const known = Object.entries(permissions).find(([permission]) => permission === what)
  const roles: readonly string[] = known?.[1] ?? []
  const people = await peopleWith(roles)
  return (
    <main className="mx-auto w-full max-w-[40rem] px-4 py-12 lg:py-24">
      <h1 className="text-figure font-semibold">This page is not for your role</h1>
      <p className="mt-3 text-step text-ink-2">
        You are signed in as {person.name}, {person.roles.join(', ') || 'without a role'}.
        {roles.length > 0 && ` It is for ${roles.join(', ')}.`}
      </p>
      {people.length > 0 && (
        <section className="mt-8">
          <h2 className="font-semibold">Who may</h2>
          <ul className="mt-1">
            {people.map(({ id, name, title }) => (
              <li key={id} className="flex justify-between gap-4 border-b border-line py-1.5">
                <span className="font-medium">{name}</span>
                <span className="text-ink-3">{title}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="mt-8 flex flex-wrap items-center gap-6">
        {may(person.roles, 'sponsor.read') && (
          <Link href="/sponsor" className="font-medium underline">
            What you may read: the sponsor’s page
          </Link>
        )}
        <SignOut />
      </p>
    </main>
  )
}
