import { describe, expect, it } from 'vitest'
import type { LaneLayout, LaneNode } from './lanes'
import { layoutLanes } from './lanes'

const node = (id: string, ...after: string[]): LaneNode => ({ id, after })

/** A line must not run through a step it has nothing to do with, and two lines may overlap only at a shared end. */
function confusions(nodes: readonly LaneNode[], layout: LaneLayout): string[] {
  const row = new Map(nodes.map(({ id }, index) => [id, index]))
  const at = (id: string) => row.get(id) ?? -1
  const found: string[] = []
  for (const edge of layout.edges) {
    for (const { id } of nodes)
      if (layout.laneOf[id] === edge.via && at(id) > at(edge.from) && at(id) < at(edge.to))
        found.push(`${edge.from}-${edge.to} runs through ${id}`)
    for (const other of layout.edges) {
      if (other === edge || other.via !== edge.via || other.from === edge.from || other.to === edge.to) continue
      if (at(other.from) < at(edge.to) && at(edge.from) < at(other.to))
        found.push(`${edge.from}-${edge.to} overlaps ${other.from}-${other.to}`)
    }
  }
  return [...new Set(found)]
}

describe('lanes beside the checklist', () => {
  it('draws a chain as one straight line', () => {
    const nodes = [node('a'), node('b', 'a'), node('c', 'b')]
    const layout = layoutLanes(nodes, new Set(['a', 'b', 'c']))
    expect(layout.lanes).toBe(1)
    expect(layout.edges).toEqual([
      { from: 'a', to: 'b', via: 0, critical: true },
      { from: 'b', to: 'c', via: 0, critical: true },
    ])
  })

  it('gives every parallel branch its own lane and draws the joins', () => {
    const nodes = [
      node('fence'),
      node('promote', 'fence'),
      node('redis', 'fence'),
      node('mirror', 'fence'),
      node('role', 'promote'),
      node('prove', 'role'),
      node('groups', 'mirror', 'role'),
      node('next', 'prove'),
    ]
    const layout = layoutLanes(nodes, new Set(['fence', 'promote', 'role', 'prove', 'next']))
    expect(layout.laneOf).toMatchObject({ fence: 0, promote: 0, redis: 1, mirror: 2, role: 0, groups: 2 })
    expect(layout.edges).toContainEqual({ from: 'mirror', to: 'groups', via: 2, critical: false })
    expect(confusions(nodes, layout)).toEqual([])
  })

  it('leaves out what is understood', () => {
    const nodes = [node('a'), node('b', 'a'), node('c', 'a', 'b')]
    expect(layoutLanes(nodes, new Set()).edges.map((edge) => `${edge.from}${edge.to}`)).toEqual(['ab', 'bc'])
  })

  it('ignores steps that are not on the list', () => {
    const layout = layoutLanes([node('b', 'folded'), node('c', 'b')], new Set(['b', 'c']))
    expect(layout.edges).toHaveLength(1)
  })

  it('stands an empty list', () => {
    expect(layoutLanes([], new Set())).toEqual({ lanes: 1, laneOf: {}, edges: [] })
  })

  it('draws any graph without a line through a foreign step or two lines that cannot be told apart', () => {
    let seed = 7
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
    for (let round = 0; round < 300; round += 1) {
      const size = 2 + Math.floor(random() * 40)
      const nodes = Array.from({ length: size }, (_, index) =>
        node(
          `n${index}`,
          ...Array.from({ length: Math.floor(random() * 4) }, () => `n${Math.floor(random() * index)}`).filter(
            (id) => id !== `n${index}`,
          ),
        ),
      )
      const chain = new Set<string>()
      for (let at: LaneNode | undefined = nodes.at(-1); at !== undefined;) {
        chain.add(at.id)
        const before: string | undefined = at.after[0]
        at = nodes.find(({ id }) => id === before)
      }
      const layout = layoutLanes(nodes, chain)
      expect(confusions(nodes, layout)).toEqual([])
      expect(Object.keys(layout.laneOf)).toHaveLength(size)
    }
  })
})
