import { DBOS } from '@dbos-inc/dbos-sdk'

/** `node steps.js URL WORKFLOWS STEPS`: as many workflows at once, each of so many steps one after the other; prints seconds. */
const [, , systemDatabaseUrl, workflows, steps] = process.argv
DBOS.setConfig({ name: 'bench', systemDatabaseUrl, logLevel: 'error', runAdminServer: false })
const act = async (index) => ({ index, at: Date.now() })
const workflow = DBOS.registerWorkflow(
  async (count) => {
    for (let index = 0; index < count; index += 1) await DBOS.runStep(() => act(index), { name: `step-${index}` })
  },
  { name: 'run' },
)
await DBOS.launch()
const all = async (count) => {
  const handles = await Promise.all(Array.from({ length: count }, () => DBOS.startWorkflow(workflow)(Number(steps))))
  await Promise.all(handles.map((handle) => handle.getResult()))
}
// The first pays for plans and pages.
await all(2)
const began = performance.now()
await all(Number(workflows))
console.log((performance.now() - began) / 1000)
await DBOS.shutdown()
process.exit(0)
