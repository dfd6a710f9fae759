/** What must be undone, whenever the end comes: also while what it belongs to is still being made. */
export interface CleanUp {
  /** Steps run in reverse order. One that is added after the end has begun runs at once. */
  add(step: () => unknown): void
  /** Runs every step, each once, whatever another of them throws. */
  run(): Promise<void>
}

export function createCleanUp(): CleanUp {
  const steps: (() => unknown)[] = []
  let ending: Promise<void> | null = null
  async function undo(): Promise<void> {
    let failure: unknown = null
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step()
      } catch (error) {
        failure ??= error
      }
    }
    if (failure !== null) throw failure
  }
  return {
    add(step) {
      steps.push(step)
      if (ending !== null) ending = ending.catch(() => undefined).then(undo)
    },
    async run() {
      ending ??= undo()
      for (let seen = ending; ; seen = ending) {
        await seen
        if (seen === ending) return
      }
    },
  }
}
