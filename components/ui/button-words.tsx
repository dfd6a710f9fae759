/** What a button does, and under it the environment it does it in. */
export function ButtonWords({ label, where }: { label: string; where?: string | undefined }) {
  if (where === undefined) return label
  return (
    <>
      <span className="block">{label}</span>{' '}
      <span className="block text-meta leading-tight font-normal">in {where}</span>
    </>
  )
}
