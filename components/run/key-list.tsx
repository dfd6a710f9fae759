import { Kbd } from '@/components/ui/kbd'

const keys: readonly (readonly [string, string])[] = [
  ['N', 'to the one thing to do now; hold Enter where it says hold'],
  ['J', 'next row of the checklist'],
  ['K', 'row before'],
  ['Enter', 'read the selected row'],
  ['F', 'follow what runs again'],
  ['X', 'abort, or stop here once only forward is safe'],
  ['P', 'call a poll'],
  ['G', 'answer GO in an open poll'],
  ['M', 'to the room'],
  ['Ctrl K', 'every action by name'],
  ['?', 'the keys'],
]

/** The keys of the command console. */
export function KeyList() {
  return (
    <>
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-2">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-ink-2">A letter shown on a button presses it.</p>
    </>
  )
}
