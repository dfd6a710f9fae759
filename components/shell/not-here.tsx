import Link from 'next/link'

export function NotHere() {
  return (
    <main className="mx-auto w-full max-w-[40rem] px-4 py-12 lg:py-24">
      <h1 className="text-figure font-semibold">There is no such page</h1>
      <p className="mt-3 text-step text-ink-2">The incident or page in this address is not known here.</p>
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2 font-medium">
        <Link href="/" className="underline">
          To the start
        </Link>
        <Link href="/incidents" className="underline">
          All incidents
        </Link>
        <Link href="/help" className="underline">
          Help
        </Link>
      </p>
    </main>
  )
}
