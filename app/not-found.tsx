import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'

export const metadata: Metadata = { title: 'Not here' }

/** Made per request: a page made at build time would lack the nonce its scripts need. */
export default async function NotFound() {
  await connection()
  return (
    <main className="mx-auto max-w-[40rem] px-4 py-12 lg:py-24">
      <h1 className="text-figure font-semibold">There is no such page</h1>
      <p className="mt-3 text-step text-ink-2">The incident or page in this address is not known here.</p>
      <p className="mt-6 flex gap-6 font-medium">
        <Link href="/" className="underline">
          To the start
        </Link>
        <Link href="/incidents" className="underline">
          All incidents
        </Link>
      </p>
    </main>
  )
}
