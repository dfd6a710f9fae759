import { factKeys } from '@/lib/domain/view/console/fact-keys'

/** Facts as they are read now: pressed, one is put into the text, where it can be changed. Nothing is chosen beforehand. */
export function FactChips({ facts, onPick }: { facts: readonly string[]; onPick: (fact: string) => void }) {
  if (facts.length === 0) return null
  // A fact that is read anew is the same button: who stands on it by the keyboard keeps their place.
  const keys = factKeys(facts)
  return (
    <div>
      <p className="text-meta text-ink-3">Facts as read now. Press one to put it into the text.</p>
      <ul className="mt-1 flex flex-col items-start gap-1">
        {facts.map((fact, index) => (
          <li key={keys[index]} className="max-w-full">
            <button
              type="button"
              onClick={() => onPick(fact)}
              className="fade min-h-11 max-w-full rounded border border-line-3 px-2 py-1 text-left text-meta break-words text-ink-2 hover:bg-sel hover:text-ink lg:min-h-7"
            >
              <span aria-hidden="true" className="mr-1.5 font-semibold">
                +
              </span>
              {fact}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The fact after what is there already, once. */
export function withFact(text: string, fact: string): string {
  if (text.includes(fact)) return text
  return text.trim() === '' ? fact : `${text.trimEnd()} ${fact}`
}
