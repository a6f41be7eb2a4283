import type { StorageNode } from '../../../../../server/features/confluence-jira/pages/read-storage.ts'
import { list, read, span, task } from './pages.ts'

type Nat = (most: number) => number
/** Gives the page back unchanged where it has no place for such an edit. */
type Edit = (storage: string, nat: Nat) => string

const CONTAINERS = new Set(['td', 'li', 'ac:layout-cell', 'ac:rich-text-body'])
const OUR_PARAGRAPH = /<p>(?:<ac:inline-comment-marker[^>]*>)?<ac:structured-macro[^>]*73777964-/

/** What people, editors and the server make of a page, one after the other. */
export function editLikePeople(storage: string, nat: Nat): string {
  let now = storage
  for (let count = 1 + nat(5); count > 0; count -= 1) now = EDITS[nat(EDITS.length - 1)]?.(now, nat) ?? now
  return now
}

const EDITS: readonly Edit[] = [
  addWord,
  addWord,
  addParagraph,
  addParagraph,
  addTask,
  inOurs(() => ''),
  inOurs((paragraph) => paragraph + paragraph),
  inOurs((paragraph) => paragraph.replace('<p>', `<p>before${paragraph.length}. `)),
  inOurs((paragraph) => paragraph.replace(/<(\/?)p>/g, '<$1h3>')),
  inOurs((paragraph) => `<blockquote>${paragraph}</blockquote>`),
  inOurs((paragraph) => paragraph.replace(/<p>(.*)<\/p>/s, '<p local-id="x">$1 </p>')),
  inOurs((paragraph) =>
    paragraph.replace(
      /(<p>)(<ac:structured-macro.*?<\/ac:structured-macro>)/s,
      '$1<ac:inline-comment-marker ac:ref="new">$2</ac:inline-comment-marker>',
    ),
  ),
  inOurs((paragraph) => paragraph.replace(/(w\d+\.)(?=<\/p>)/, 'split.</p><p>$1')),
  move,
  move,
  merge,
  (storage, nat) => (nat(1) === 0 ? remove(storage, nat, 'ac:task') : remove(storage, nat, 'p')),
  (storage, nat) => remove(storage, nat, 'ac:task-list'),
  (storage) => storage.replace(/<ac:task-status>incomplete/, '<ac:task-status>complete'),
  (storage) => storage.replace(/<time datetime="([^"]*)" \/>/g, '<time datetime="$1"></time>'),
  (storage) => storage.replace(/<ac:task-list>/g, '<ac:task-list ac:task-list-id="given">'),
  (storage, nat) => storage + list(task(1 + nat(5), span('back again.'))),
]

function one(storage: string, nat: Nat, matches: (node: StorageNode) => boolean): StorageNode | undefined {
  const nodes = read(storage).nodes.filter(matches)
  return nodes[nat(Math.max(0, nodes.length - 1))]
}

function insert(storage: string, at: number, text: string): string {
  return storage.slice(0, at) + text + storage.slice(at)
}

function addWord(storage: string, nat: Nat): string {
  const words = [...storage.matchAll(/w\d+\.(?=[^<>]*<)/g)]
  const word = words[nat(Math.max(0, words.length - 1))]
  if (word === undefined || isInTag(storage, word.index)) return storage
  return insert(storage, word.index, `added${nat(99_999)}. 🎈&eacute;`)
}

function isInTag(storage: string, at: number): boolean {
  return storage.lastIndexOf('<', at) > storage.lastIndexOf('>', at)
}

function isWhereParagraphsStand({ parent }: StorageNode): boolean {
  return parent === null || CONTAINERS.has(parent.name)
}

function addParagraph(storage: string, nat: Nat): string {
  const node = one(storage, nat, (node) => isWhereParagraphsStand(node) && !node.name.startsWith('#'))
  if (node === undefined) return storage
  return insert(storage, nat(1) === 0 ? node.start : node.end, `<p>paragraph${nat(99_999)}.</p>`)
}

function addTask(storage: string, nat: Nat): string {
  const node = one(storage, nat, ({ name }) => name === 'ac:task')
  if (node === undefined) return storage
  const id = 9_000 + nat(900)
  return insert(storage, nat(1) === 0 ? node.start : node.end, task(id, span(`task${id}.`)))
}

function ourParagraph(storage: string, nat: Nat): StorageNode | undefined {
  return one(
    storage,
    nat,
    ({ name, start }) => name === 'p' && OUR_PARAGRAPH.exec(storage.slice(start, start + 300))?.index === 0,
  )
}

function inOurs(change: (paragraph: string) => string): Edit {
  return (storage, nat) => {
    const node = ourParagraph(storage, nat)
    if (node === undefined) return storage
    return (
      storage.slice(0, node.start) + change(storage.slice(node.start, node.end)) + storage.slice(node.end)
    )
  }
}

function move(storage: string, nat: Nat): string {
  const node = ourParagraph(storage, nat)
  if (node === undefined) return storage
  const rest = storage.slice(0, node.start) + storage.slice(node.end)
  const target = one(rest, nat, isWhereParagraphsStand)
  return insert(rest, target?.end ?? rest.length, storage.slice(node.start, node.end))
}

function merge(storage: string, nat: Nat): string {
  const joints = [...storage.matchAll(/<\/p>\s*<p>/g)]
  const joint = joints[nat(Math.max(0, joints.length - 1))]
  if (joint === undefined) return storage
  return `${storage.slice(0, joint.index)} ${storage.slice(joint.index + joint[0].length)}`
}

function remove(storage: string, nat: Nat, name: string): string {
  const node = one(storage, nat, (node) => node.name === name)
  return node === undefined ? storage : storage.slice(0, node.start) + storage.slice(node.end)
}
