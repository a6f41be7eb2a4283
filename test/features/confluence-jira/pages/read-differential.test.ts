import { decodeHTMLStrict } from 'entities'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { expect, it } from 'vitest'
import {
  readStorage,
  type StorageDocument,
} from '../../../../server/features/confluence-jira/pages/read-storage.ts'
import { attributeOf } from '../../../../server/features/confluence-jira/pages/storage-nodes.ts'
import { isWellFormed } from './support/judge.ts'
import { read } from './support/pages.ts'
import { randomPage } from './support/random-page.ts'

interface Element {
  readonly name: string
  readonly start: number
  readonly innerStart: number
  readonly attributes: Record<string, string>
  readonly parent: number
  innerEnd: number
  end: number
}

/** What another reader than ours sees. */
function elementsIn(storage: string): readonly Element[] {
  const elements: Element[] = []
  const open: number[] = []
  // It takes white space in a closing tag for the tag's end, and goes on from there.
  const tagAt = () => storage.indexOf('<', parser.startIndex)
  const parser = new Parser(
    {
      onopentag: (name, raw) => {
        const attributes = Object.fromEntries(
          Object.entries(raw).map(([key, value]) => [key, decodeHTMLStrict(value)]),
        )
        const end = parser.endIndex + 1
        const parent = open.at(-1) ?? -1
        open.push(elements.length)
        elements.push({
          name,
          start: tagAt(),
          innerStart: end,
          attributes,
          parent,
          innerEnd: end,
          end,
        })
      },
      onclosetag: (_, isImplied) => {
        const element = elements[open.pop() ?? -1]
        if (element === undefined || isImplied) return
        element.innerEnd = tagAt()
        element.end = storage.indexOf('>', element.innerEnd) + 1
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.write(storage)
  parser.end()
  return elements
}

/** The same of ours, asked node by node, from the last one to the first. */
function ourElements(page: StorageDocument, others: readonly Element[]): readonly Element[] {
  const indexes = page.named(...new Set(others.map(({ name }) => name))).toReversed()
  const found = indexes.flatMap((at, place) => {
    const node = page.nodeAt(at)
    if (node === undefined) return []
    const { name, start, innerStart, innerEnd, end } = node
    const keys = Object.keys(others[others.length - 1 - place]?.attributes ?? {})
    const attributes = Object.fromEntries(keys.map((key) => [key, attributeOf(page, node, key) ?? '']))
    const parent = node.parent === null ? -1 : indexes.length - 1 - indexes.indexOf(node.parent.index)
    return [{ name, start, innerStart, attributes, parent, innerEnd, end }]
  })
  return found.toReversed()
}

const SPACE = fc.constantFrom(' ', '\n', ' \t ', '\r\n')
const GAP = fc.constantFrom('', '', ' ', '\n ')
const NAME = fc.constantFrom('p', 'ac:task', 'ac:task-list', 'ac:task-id', 'td', 'a', 'é')
const attribute = fc
  .tuple(SPACE, fc.constantFrom('a', 'ac:name', 'name', 'data-1'), GAP, GAP, fc.boolean())
  .chain(([space, name, before, behind, isDouble]) =>
    fc
      .string({ unit: fc.constantFrom('x', '<', '>', '/', '=', '&eacute;', ' ', 'ж', isDouble ? "'" : '"') })
      .map((value) => `${space}${name}${before}=${behind}${isDouble ? `"${value}"` : `'${value}'`}`),
  )
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(NAME, fc.uniqueArray(attribute, { selector: keyOf, maxLength: 3 }), GAP, tie('content'))
    .map(([name, attributes, gap, content]) =>
      content === ''
        ? `<${name}${attributes.join('')}${gap}/>`
        : `<${name}${attributes.join('')}${gap}>${content}</${name}${gap}>`,
    ),
  content: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('', 'w', 'é > "ж"', '😀 &nbsp;'),
    fc.array(tie('element'), { maxLength: 4 }).map((elements) => elements.join('')),
    fc.array(tie('element'), { maxLength: 3 }).map((elements) => elements.join(' w ')),
    fc.constantFrom('<!-- <p> -->', '<![CDATA[</p>]]>', '<br/>'),
  ),
}))

function keyOf(text: string): string {
  return text.slice(0, text.indexOf('=')).trim()
}

function expectSame(storage: string): void {
  const others = elementsIn(storage)
  expect(ourElements(read(storage), others)).toEqual(others)
}

it('sees the elements and attributes that another reader sees, however the tags are written', () => {
  fc.assert(fc.property(fc.array(element, { maxLength: 4 }), (parts) => expectSame(parts.join('\n'))))
})

it('sees the same on pages of every construct, and reads none that the other finds broken', () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(2),
    put: fc.constantFrom('', '', '<', '>', '/', '"', "'", '=', ' ', 'x', '</p>', '<p>'),
  })
  fc.assert(
    fc.property(randomPage, fc.array(change, { maxLength: 2 }), ({ storage }, changes) => {
      const changed = changes.reduce((text, { at, cut, put }) => {
        const place = Math.floor(at * text.length)
        return text.slice(0, place) + put + text.slice(place + cut)
      }, storage)
      if (readStorage(changed).outcome === 'unreadable') return
      expect(isWellFormed(changed)).toBe(true)
      expectSame(changed)
    }),
    { numRuns: 200 },
  )
})

it('gives the same node for the same index, in whatever order it is asked', () => {
  fc.assert(
    fc.property(randomPage, fc.array(fc.nat()), ({ storage }, asked) => {
      const page = read(storage)
      const first = asked.map((number) => page.nodeAt(number % 50))
      const { nodes } = page

      expect(first.every((node, place) => node === nodes[(asked[place] ?? 0) % 50])).toBe(true)
      expect(nodes.map(({ index }) => index)).toEqual(nodes.map((_, at) => at))
      for (const [at, node] of nodes.entries()) {
        expect(node).toBe(page.nodeAt(at))
        expect([page.nameAt(at), page.startAt(at), page.endAt(at)]).toEqual([node.name, node.start, node.end])
        expect([page.nextAt(at), page.parentAt(at)]).toEqual([node.next, node.parent?.index ?? -1])
      }
    }),
    { numRuns: 30 },
  )
})
