/**
 * Draws a graph of steps as lanes beside a list: the critical path is lane 0, every parallel branch gets a lane of its
 * own, joins are drawn. Rows keep the order given, which must be one in which every step comes after what it needs.
 */
export interface LaneNode {
  id: string
  after: readonly string[]
}

export interface LaneEdge {
  from: string
  to: string
  /** The lane the line runs in between its two rows; it leaves and enters sideways where that is not its own. */
  via: number
  critical: boolean
}

export interface LaneLayout {
  lanes: number
  laneOf: Readonly<Record<string, number>>
  edges: LaneEdge[]
}

interface Span {
  top: number
  bottom: number
  /** Lines that leave the same step or enter the same step may share a lane. */
  from: string
  to: string
}

export function layoutLanes(nodes: readonly LaneNode[], critical: ReadonlySet<string>): LaneLayout {
  const rowOf = new Map(nodes.map(({ id }, row) => [id, row]))
  const edges = reducedEdges(nodes, rowOf)
  const lanes: { nodes: Map<number, string>; spans: Span[] }[] = []
  const laneOf: Record<string, number> = {}
  const lane = (index: number) => (lanes[index] ??= { nodes: new Map(), spans: [] })

  const free = (index: number, span: Span): boolean => {
    const { nodes: taken, spans } = lane(index)
    for (const [row, id] of taken)
      if (row >= span.top && row <= span.bottom && id !== span.from && id !== span.to) return false
    return spans.every(
      (other) =>
        other.bottom <= span.top || other.top >= span.bottom || other.from === span.from || other.to === span.to,
    )
  }
  const firstFree = (from: number, span: Span): number => {
    let index = from
    while (!free(index, span)) index += 1
    return index
  }

  const place = (id: string, row: number, index: number) => {
    laneOf[id] = index
    lane(index).nodes.set(row, id)
  }
  for (const [row, { id }] of nodes.entries()) if (critical.has(id)) place(id, row, 0)
  for (const [row, { id }] of nodes.entries()) {
    if (laneOf[id] !== undefined) continue
    const incoming = edges.filter((edge) => edge.to === id)
    const outgoing = edges.filter((edge) => edge.from === id)
    const top = Math.min(row, ...incoming.map((edge) => rowOf.get(edge.from) ?? row))
    const bottom = Math.max(row, ...outgoing.map((edge) => rowOf.get(edge.to) ?? row))
    // Staying in the lane of the step before keeps a branch one straight line.
    const inherited = incoming
      .map((edge) => laneOf[edge.from])
      .find((index) => index !== undefined && index > 0 && free(index, { top: row, bottom, from: id, to: id }))
    place(id, row, inherited ?? firstFree(1, { top, bottom, from: id, to: id }))
    // The node keeps its lane down to where its last line joins, so that no later branch is drawn across it.
    const index = laneOf[id] ?? 0
    if (inherited === undefined && top < row)
      lane(index).spans.push({ top, bottom: row, from: incoming[0]?.from ?? id, to: id })
    if (bottom > row) lane(index).spans.push({ top: row, bottom, from: id, to: outgoing.at(-1)?.to ?? id })
  }

  const drawn = edges.map((edge): LaneEdge => {
    const top = rowOf.get(edge.from) ?? 0
    const bottom = rowOf.get(edge.to) ?? 0
    const own = laneOf[edge.from] ?? 0
    const other = laneOf[edge.to] ?? 0
    const span = { top, bottom, from: edge.from, to: edge.to }
    const choices = own < other ? [other, own] : [own, other]
    const via = choices.find((index) => free(index, span)) ?? firstFree(1, span)
    lane(via).spans.push(span)
    return { ...edge, via, critical: critical.has(edge.from) && critical.has(edge.to) && own === 0 && other === 0 }
  })
  return { lanes: Math.max(1, lanes.length), laneOf, edges: drawn }
}

/** Lines that say nothing new are left out: with A before B before C, A before C is understood. */
function reducedEdges(nodes: readonly LaneNode[], rowOf: ReadonlyMap<string, number>): { from: string; to: string }[] {
  const above = new Map<string, Set<string>>()
  const edges: { from: string; to: string }[] = []
  for (const node of nodes) {
    const row = rowOf.get(node.id) ?? 0
    const needed = [...new Set(node.after)].filter((id) => (rowOf.get(id) ?? Infinity) < row)
    const indirect = new Set(needed.flatMap((id) => [...(above.get(id) ?? [])]))
    above.set(node.id, new Set([...indirect, ...needed]))
    for (const from of needed) if (!indirect.has(from)) edges.push({ from, to: node.id })
  }
  return edges
}
