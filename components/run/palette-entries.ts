import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import type { ActionView } from '@/lib/domain/view/console/action'
import type { PaletteEntry } from './command-palette'

/** What the palette offers: the do-now actions and those of the run and the chosen row by their controls, then every row, then other pages. */
export function paletteEntries(
  view: ConsoleView,
  { selected, choose, go }: { selected: string | null; choose: (row: string) => void; go: (href: string) => void },
): PaletteEntry[] {
  const { doNow, runActions, checklist, incident, focus } = view
  const ofRow = selected === null ? [] : (focus[selected]?.actions ?? [])
  const actions = [...(doNow.primary === null ? [] : [doNow.primary]), ...doNow.others, ...runActions, ...ofRow]
  return [
    ...actions
      .filter(({ key, disabledBecause }, index) => {
        return disabledBecause === null && actions.findIndex((one) => one.key === key) === index
      })
      .map((action) => ({
        key: `do ${action.key}`,
        label: action.label,
        hint: action.how === 'hold' ? 'go to it, hold Enter' : 'do',
        run: () => press(action),
      })),
    ...(doNow.link === null
      ? []
      : [{ key: 'link', label: doNow.link.label, hint: 'open', run: () => go(doNow.link?.href ?? '') }]),
    ...checklist.phases
      .flatMap((phase) => phase.rows)
      .map((row) => ({
        key: row.key,
        label: `${row.number} ${row.title}`,
        hint: row.word,
        run: () => choose(row.key),
      })),
    {
      key: 'declare',
      label: 'Declaration, gates and alerts',
      hint: 'page',
      run: () => go(`/incidents/${incident.id}/declare`),
    },
    { key: 'sponsor', label: 'What the sponsor sees', hint: 'page', run: () => go(`/sponsor/${incident.id}`) },
    { key: 'evidence', label: 'Evidence', hint: 'page', run: () => go(`/evidence/${incident.id}`) },
    { key: 'posture', label: 'Posture', hint: 'page', run: () => go('/posture') },
    { key: 'incidents', label: 'All incidents', hint: 'page', run: () => go('/incidents') },
  ]
}

/** The control itself is pressed, so that its answer appears beside it; one that is to be held only gets the focus. */
function press({ key, how }: ActionView): void {
  const control = controlOf(key, document.querySelectorAll<HTMLElement>('main button[data-act]'))
  control?.focus()
  if (how !== 'hold') control?.click()
}

/** The control of exactly this act that is to be seen: words may begin alike, as those of S1 and S12 do. */
export function controlOf<Control extends Pick<HTMLElement, 'dataset' | 'offsetParent'>>(
  key: string,
  controls: Iterable<Control>,
): Control | undefined {
  return [...controls].find(({ dataset, offsetParent }) => dataset['act'] === key && offsetParent !== null)
}
