export function NoPlan() {
  return (
    <main className="mx-auto max-w-[40rem] px-4 py-24">
      <h1 className="text-figure font-semibold">No plan is imported yet</h1>
      <p className="mt-3 text-step text-ink-2">There is nothing to say before there is one.</p>
    </main>
  )
}
