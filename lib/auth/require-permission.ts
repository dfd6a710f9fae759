import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { may, type Permission } from '@/lib/domain/access/roles'
import { signInPath } from '@/lib/domain/view/sign-in-path'
import { currentPerson, type CurrentPerson } from './current-person'

/** For pages: who is signed in, or off to sign-in and back. */
export async function requirePerson(): Promise<CurrentPerson> {
  const person = await currentPerson()
  if (person !== null) return person
  const { pathname, search } = new URL((await headers()).get('x-breakwater-path') ?? '/', 'http://console.invalid')
  redirect(signInPath({ pathname, search }))
}

/** For pages: who is signed in and may; others get a page that says who may. */
export async function requirePermission(permission: Permission): Promise<CurrentPerson> {
  const person = await requirePerson()
  if (!may(person.roles, permission)) redirect(`/not-allowed?what=${encodeURIComponent(permission)}`)
  return person
}
