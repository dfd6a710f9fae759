export interface GlossaryEntry {
  /** One word, or two that are told apart in one breath. */
  words: readonly [string, ...string[]]
  /** Text in backquotes is code. */
  meaning: string
}

/** One meaning a word, in code, screens and documents. The help page and glossary.md are both made from this. */
export const glossary: readonly GlossaryEntry[] = [
  { words: ['plan'], meaning: 'the versioned contract, YAML in git, identified by the hash of its content' },
  {
    words: ['environment'],
    meaning: 'binds a plan’s names to endpoints, accounts, regions and credentials; has a hash of its own',
  },
  { words: ['tier'], meaning: 'T0 to T3, with its objectives' },
  {
    words: ['objective'],
    meaning:
      'an RTO and an RPO with the clock that judges them (`impact` or `declaration`), and the operational limit of lag',
  },
  {
    words: ['outage'],
    meaning: 'from the first failure of a tier seen from outside, by the plan’s rule, to its proven recovery',
  },
  {
    words: ['relapse'],
    meaning:
      'a tier that had recovered fails again, judged by the rule that opened the outage; a new outage begins. "Fails again" is said while that is still being judged, "down again" after',
  },
  { words: ['service'], meaning: 'belongs to a tier' },
  { words: ['link'], meaning: 'a replication path: store, mechanism, from, to' },
  { words: ['promotion boundary'], meaning: 'what changes role together; one live run moves it' },
  {
    words: ['disaster class'],
    meaning:
      'az-failure, region-failure, data-corruption, security-incident; each with scope, response and perhaps a runbook',
  },
  { words: ['runbook'], meaning: 'a graph of steps' },
  { words: ['step'], meaning: 'commands with an expectation, a timeout and a way back' },
  {
    words: ['action'],
    meaning: 'the kind of a command: `aws.rds.failoverGlobalCluster`, `kubernetes.scale`, `manual`',
  },
  {
    words: ['command'],
    meaning: 'one action with its parameters, for one system. Also, in `decide`: what somebody asks of an incident',
  },
  { words: ['system'], meaning: 'what is acted on or read; an environment binds it' },
  { words: ['reading'], meaning: 'one question to one system, and its answer with age and source' },
  { words: ['predicate'], meaning: 'a reading, an operator, a value and perhaps a hold: data, never code' },
  { words: ['verdict'], meaning: 'of a predicate: met, unmet, unknown. Of an objective: met, missed, not measured' },
  { words: ['expectation'], meaning: 'a step’s predicates; the step is done when all are met' },
  { words: ['UNKNOWN'], meaning: 'there is no reading, or it is older than its `maxAge`; neither true nor false' },
  { words: ['way back'], meaning: 'none-needed (only reads), reversible, compensable (undo leaves traces), one-way' },
  { words: ['destructive'], meaning: 'demands an approval' },
  {
    words: ['point of no return'],
    meaning: 'the one-way step after which only forward is safe; crossed when the target accepts',
  },
  { words: ['serving region'], meaning: 'where a promotion boundary runs now, by what the plan reads; else UNKNOWN' },
  { words: ['standby'], meaning: 'a region that is read as able to take over from the one that serves' },
  {
    words: ['UNPROTECTED'],
    meaning: 'no standby: nothing to fail over to; an alarm with a clock, until one is read again',
  },
  { words: ['fence'], meaning: 'proof that the old writer cannot write' },
  {
    words: ['lost proof'],
    meaning: 'what was read when a step was done and no longer holds, or cannot be told any more',
  },
  { words: ['two writers'], meaning: 'the fence broke after the promotion: both regions may take writes' },
  {
    words: ['incident'],
    meaning: 'proposed, declared, recovered or closed; holds impact, class, duties, clocks, runs',
  },
  { words: ['mode'], meaning: '`live`, or the kind of drill; stored with the incident' },
  { words: ['drill'], meaning: 'an incident whose mode is not live' },
  {
    words: ['impact'],
    meaning:
      'the first failed probe from outside, with its source; a correction is a later entry, a word alone is no outage',
  },
  { words: ['run'], meaning: 'one execution of a runbook for an incident, on a pinned plan and environment' },
  { words: ['attempt'], meaning: 'one try of a step, with its intent' },
  { words: ['intent'], meaning: 'the entry that an attempt is about to be made; committed before anything is sent' },
  { words: ['effect'], meaning: 'what a command changes in the world: absent, partial, in-progress, present, unknown' },
  { words: ['in doubt'], meaning: 'sent, or perhaps sent, and its effect is not known; observed before anything else' },
  {
    words: ['unproven'],
    meaning: 'neither met nor refuted within the plan’s window; counts as done only by a recorded acceptance',
  },
  { words: ['withdrawn'], meaning: 'an attempt the engine let go of: it had no effect, or was ended by an abort' },
  { words: ['gate'], meaning: 'a condition that bars declaring, arming or GO, as the plan says' },
  { words: ['arming'], meaning: 'doing the reversible work and collecting approvals before GO' },
  { words: ['GO'], meaning: 'the commander’s word that starts what is not reversible' },
  { words: ['approval request'], meaning: 'what two persons are asked to consent to, under one digest' },
  {
    words: ['notice'],
    meaning: 'telling one person by one way, Slack or PagerDuty, that their approval is asked for; holds no step',
  },
  { words: ['digest'], meaning: 'sha256 over the exact content of a request' },
  { words: ['loss bound'], meaning: 'how much a promotion may lose; above it approvals are void' },
  { words: ['take over'], meaning: 'a person does a step outside and attests it; the expectation still decides' },
  { words: ['role'], meaning: 'what an account may do' },
  { words: ['duty'], meaning: 'what a person holds in one incident; approvals name duties, permissions name roles' },
  { words: ['person', 'account'], meaning: 'a person may have several accounts and counts once' },
  { words: ['journal'], meaning: 'the append-only, hash-chained record; the audit log and the source of state' },
  { words: ['stream'], meaning: 'one chain in the journal: an incident, a plan, the people' },
  {
    words: ['sequence', 'position'],
    meaning: 'an entry’s number in its stream, gapless; its place among all, with gaps',
  },
  { words: ['head'], meaning: 'where a stream ends: sequence and hash' },
  { words: ['evidence'], meaning: 'the journal of an incident, exported' },
  { words: ['lease'], meaning: 'a worker’s right to drive an incident, for seconds, under a token that only grows' },
  { words: ['posture'], meaning: 'promised against measured and attainable, per tier, now' },
  { words: ['witness'], meaning: 'outside both regions; keeps every acknowledged write, and so measures loss' },
  { words: ['vantage point'], meaning: 'a probe outside both regions' },
  { words: ['lab'], meaning: 'the two-region OrderFlow that runs on one machine and speaks the real protocols' },
  { words: ['rehearsal'], meaning: 'a whole failover against a lab of its own, with scripted people' },
]
