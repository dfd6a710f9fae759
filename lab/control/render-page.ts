import { createHash } from 'node:crypto'
import type { Effect, LabReply } from '../core/contract'
import { escapeHtml, table } from './html'
import type { LabStateReport } from './lab-state'
import { pageScript, pageStyle } from './page-assets'

const title = 'Lab: OrderFlow, two regions'
const shownEffects = 50

/** The lab's own page. Its forms post to the control API; only the part that shows state is renewed by its script. */
export function renderPage(state: LabStateReport, effects: readonly Effect[]): LabReply {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<header><h1>${title}</h1><p>A simulation on this machine. Nothing here touches a real account.</p></header>
<main>
<section aria-labelledby="break"><h2 id="break">Break and heal</h2>
${state.regions.map(({ region }) => regionForms(region)).join('\n')}
${onCallForm}${lagForm}${faultForm(state)}${clearForms}
</section>
<div id="live">${stateSections(state)}${effectSection(effects)}</div>
</main>
<script>${pageScript}</script>
</body>
</html>`
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', ...securityHeaders }, body: html }
}

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${sha256(pageStyle)}`,
    `script-src ${sha256(pageScript)}`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

function regionForms(region: string): string {
  const path = `/regions/${encodeURIComponent(region)}`
  const name = escapeHtml(region)
  const fail = [
    ['dark', 'Region dark, connections reset'],
    ['dark-hang', 'Region dark, connections hang'],
    ['cut-off', 'Region alive but cut off'],
  ]
    .map(([mode, label]) => `<button name="mode" value="${mode}">${label}</button>`)
    .join(' ')
  return `<fieldset><legend>${name}</legend>
<form method="post" action="${path}/fail">${fail}</form>
<form method="post" action="${path}/heal"><button>Heal ${name}</button></form></fieldset>`
}

const onCallForm = `<fieldset><legend>The person on call</legend><form method="post" action="/acknowledge">
<button>Acknowledge the page in PagerDuty</button></form></fieldset>`

const lagForm = `<fieldset><legend>Replication lag</legend><form method="post" action="/lag">
<input type="hidden" name="store" value="orders">
<label>Milliseconds <input name="milliseconds" type="number" min="0" max="3600000" value="700" required></label>
<button>Set lag</button></form></fieldset>`

function faultForm(state: LabStateReport): string {
  const kinds = ['deny', 'throttle', 'slow', 'reply-lost', 'stuck'].map((kind) => `<option>${kind}</option>`).join('')
  const regions = ['*', ...state.regions.map(({ region }) => region)]
    .map((region) => `<option>${escapeHtml(region)}</option>`)
    .join('')
  return `<fieldset><legend>Fault of one system</legend><form method="post" action="/faults">
<label>Kind <select name="kind">${kinds}</select></label>
<label>System <input name="system" value="*" required></label>
<label>Region <select name="region">${regions}</select></label>
<label>Operation <input name="operation" value="*" required></label>
<label>Times (empty: until cleared) <input name="remaining" type="number" min="1"></label>
<label>Delay in ms (slow) <input name="delayMilliseconds" type="number" min="0" value="0"></label>
<button>Add fault</button></form></fieldset>`
}

const clearForms = `<fieldset><legend>Everything</legend>
<form method="post" action="/faults/clear"><button>Clear all faults</button></form>
<form method="post" action="/reset"><button>Reset the lab to its first state</button></form></fieldset>`

function stateSections(state: LabStateReport): string {
  const loss = state.witness.loss
  const facts: [string, unknown][] = [
    ['Writer', state.writer],
    ['Stores taking writes', state.storesTakingWrites.join(', ') || 'none'],
    ['Global writer endpoint', state.writerEndpoint],
    [
      'Replication lag',
      state.replication.lagMilliseconds === null ? 'not replicating' : `${state.replication.lagMilliseconds} ms`,
    ],
    ['Public DNS', state.traffic.dns.join(', ') || 'no region'],
    ['Public checkout failing since', state.checkout.failingSince ?? 'works'],
    ['Acknowledged orders', `${state.witness.orders.acknowledged}, ${state.witness.orders.ratePerSecond} per second`],
    ['Loss', loss ? `${loss.orders} orders, ${loss.heartbeats} heartbeats, ${loss.seconds} s` : 'no promotion yet'],
    ['As of', state.now],
  ]
  const regions = state.regions.map((region) => [
    region.region,
    region.reachability,
    region.writeGateClosed ? 'closed' : 'open',
    region.store.takesWrites ? 'takes writes' : region.store.rebuilding ? 'being rebuilt' : 'read only',
    region.checkoutProblem?.reason ?? 'works',
  ])
  const faults = state.faults.map((fault) => [
    fault.id,
    fault.kind,
    fault.system,
    fault.region,
    fault.operation,
    fault.remaining ?? 'until cleared',
  ])
  return (
    table('State', ['What', 'Now'], facts) +
    table('Regions', ['Region', 'Reachability', 'Write gate', 'Store', 'Checkout'], regions) +
    table('Faults', ['Id', 'Kind', 'System', 'Region', 'Operation', 'Left'], faults)
  )
}

function effectSection(effects: readonly Effect[]): string {
  const rows = effects
    .slice(-shownEffects)
    .reverse()
    .map((effect) => [
      effect.id,
      new Date(effect.receivedAt).toISOString(),
      effect.system,
      effect.region ?? '',
      effect.operation,
      effect.target,
      effect.fault ? `${effect.outcome}: ${effect.fault}` : effect.outcome,
      effect.settledAt === null ? 'in progress' : `${Math.round(effect.settledAt - effect.receivedAt)} ms`,
    ])
  const columns = ['Id', 'Received', 'System', 'Region', 'Operation', 'Target', 'Outcome', 'Took']
  return table(`Effects (newest ${shownEffects} of ${effects.length})`, columns, rows)
}
