import { checkSystem } from '@/lib/worker/check-system'
import { typed } from '../plan/from-terminal'
import { print } from '../terminal'

/** `system check PATH`. Gives the exit status: 0 fine, 1 problems found. */
export async function checkOutsideSystem(path: string, options: { json?: true }): Promise<number> {
  const checked = await checkSystem(typed(path))
  if (options.json) print(JSON.stringify(checked, null, 2))
  else {
    for (const problem of checked.problems) print(problem)
    const counted = (list: readonly string[], noun: string) => `${list.length} ${noun}${list.length === 1 ? '' : 's'}`
    if (!checked.contract) print('no contract.mjs: what it does to its target was not tried (note)')
    const whole = `${checked.kind}: ${counted(checked.actions, 'action')}, ${counted(checked.readings, 'reading')}`
    print(
      `${whole}, ${checked.tried} calls tried; ${checked.problems.length === 0 ? 'no problem' : counted(checked.problems, 'problem')}`,
    )
  }
  return checked.problems.length === 0 ? 0 : 1
}
