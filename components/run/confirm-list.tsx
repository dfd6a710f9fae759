/** Each sentence is confirmed by itself: what is signed is what was read. */
export function ConfirmList({
  sentences,
  confirmed,
  onChange,
}: {
  sentences: readonly string[]
  confirmed: readonly string[]
  onChange: (confirmed: readonly string[]) => void
}) {
  if (sentences.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-1 font-medium">You state for the record</legend>
      <div className="border-t border-line">
        {sentences.map((sentence) => (
          <label
            key={sentence}
            className="fade flex min-h-11 cursor-pointer items-center gap-3 border-b border-line px-2 py-1.5 hover:bg-sel has-focus-visible:outline-2 has-focus-visible:outline-accent lg:min-h-9"
          >
            <input
              type="checkbox"
              checked={confirmed.includes(sentence)}
              onChange={(event) =>
                onChange(event.target.checked ? [...confirmed, sentence] : confirmed.filter((one) => one !== sentence))
              }
              className="size-5 shrink-0 outline-none"
            />
            <span className="min-w-0">{sentence}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
