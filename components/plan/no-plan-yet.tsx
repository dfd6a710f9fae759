export function NoPlanYet() {
  return (
    <main className="mx-auto w-full max-w-[40rem] px-4 py-12 lg:py-24">
      <h1 className="text-figure font-semibold">No plan is imported yet</h1>
      <p className="mt-3 text-step text-ink-2">
        A plan is a folder of YAML files in git. Whoever runs this console imports it together with an environment:
      </p>
      <pre className="mono mt-3 overflow-x-auto rounded bg-well px-3 py-2" tabIndex={0}>
        npx breakwater plan import DIR --environment NAME
      </pre>
      <p className="mt-3 text-step text-ink-2">It then appears here, and its posture is measured at once.</p>
    </main>
  )
}
