import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/shell/sign-in-form'
import { currentPerson } from '@/lib/auth/current-person'
import { localPath } from '@/lib/auth/local-path'
import { isLoopbackHost } from '@/lib/http/own-address'
import { readSampleSignIns } from '@/lib/queries/sample-sign-ins'

export const metadata: Metadata = { title: 'Sign in' }

interface Props {
  searchParams: Promise<{ next?: string | string[] }>
}

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams
  const to = localPath(Array.isArray(next) ? next[0] : next)
  if ((await currentPerson()) !== null) redirect(to)
  // They hold passwords: only for somebody on this machine, whatever this installation knows.
  const samples = isLoopbackHost((await headers()).get('host')) ? await readSampleSignIns() : []
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[26rem] flex-col px-4 py-12 lg:py-24">
      <p className="text-step font-bold">Breakwater</p>
      <h1 className="mt-6 mb-6 text-figure font-semibold">Sign in</h1>
      <SignInForm next={to} samples={samples} />
    </main>
  )
}
