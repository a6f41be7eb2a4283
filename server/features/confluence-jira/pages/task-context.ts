import { isOurMacro } from './issue-reference.ts'
import { COMMENT, type StorageDocument, type StorageNode } from './read-storage.ts'
import { childrenOf, findAncestor, nodesNamed, previousSibling } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'
import { textOf } from './text-of.ts'

/** What a task is about: an issue whose own words say it, or words of the page; an empty text when there are none. */
export type TaskContext =
  | { readonly kind: 'issue'; readonly key: string }
  | { readonly kind: 'text'; readonly text: string }

export interface ContextSources {
  readonly page: StorageDocument
  /** The key of the macro, for each single-issue macro of the page. */
  readonly macroKeys: ReadonlyMap<StorageNode, string>
  /** The words of a task without those of nested ones. */
  wordsOf(task: TaskNode): string
}

const HEADINGS_AND_TEXT = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li'])

/** Gives the context of each task; reads what several tasks share once. Priorities: facts, jira-confluence, 1.4. */
export function createTaskContext(sources: ContextSources): (task: TaskNode) => TaskContext {
  const texts = new Map<StorageNode, string>()
  const known = new Map<StorageNode, TaskContext>()
  const reader: Reader = { ...sources, texts, rows: new Map(), before: wordsBefore(sources, texts) }
  return (task) => {
    if (task.list !== task.rootList) return underTask(reader, task)
    // Most lists hold one task, and nobody asks again.
    if (isAlone(task)) return contextOfList(reader, task)
    const context = known.get(task.list) ?? contextOfList(reader, task)
    known.set(task.list, context)
    return context
  }
}

function isAlone({ node, list }: TaskNode): boolean {
  return node.index === list.index + 1 && node.next === list.next
}

interface Reader extends ContextSources {
  readonly texts: Map<StorageNode, string>
  readonly rows: Map<StorageNode, string>
  readonly before: ReadonlyMap<StorageNode, StorageNode>
}

function contextOfList(reader: Reader, task: TaskNode): TaskContext {
  const key = keyBefore(reader, task.list)
  if (key !== undefined) return { kind: 'issue', key }
  return {
    kind: 'text',
    text: enclosingText(reader, task) || tableText(reader, task.list) || textBefore(reader, task),
  }
}

/** Of a list that lies in a list directly, the task before it is what the editor shows around it. */
function underTask(reader: Reader, task: TaskNode): TaskContext {
  const before = previousSibling(reader.page, task.list)
  const body = before && childrenOf(reader.page, before).find(({ name }) => name === 'ac:task-body')
  const text = body === undefined ? '' : plainText(reader, body)
  return text === '' ? contextOfList(reader, { ...task, list: task.rootList }) : { kind: 'text', text }
}

function keyBefore({ page, macroKeys }: Reader, list: StorageNode): string | undefined {
  if (macroKeys.size === 0) return undefined
  let before = previousSibling(page, list)
  while (before?.name === COMMENT) before = previousSibling(page, before)
  if (before === undefined || beginsWithOurMacro(page, before)) return undefined
  for (let at = before.index; at < before.next; at += 1) {
    const macro = othersMacroAt(page, at)
    const key = macro && macroKeys.get(macro)
    if (key !== undefined) return key
  }
  return undefined
}

function othersMacroAt(page: StorageDocument, at: number): StorageNode | undefined {
  const macro = page.nameAt(at) === 'ac:structured-macro' ? page.nodeAt(at) : undefined
  return macro === undefined || isOurMacro(page, macro) ? undefined : macro
}

function enclosingText(reader: Reader, task: TaskNode): string {
  const around = findAncestor(task.list, ({ name }) => name === 'li' || name === 'ac:task')
  if (around === undefined) return ''
  if (around === task.outer?.node) return reader.wordsOf(task.outer)
  return around.name === 'li' ? plainText(reader, around) : ''
}

/** The heads of the table, and below them the row. */
function tableText(reader: Reader, list: StorageNode): string {
  const { page, rows } = reader
  const row = findAncestor(list, ({ name }) => name === 'tr')
  const table = row && findAncestor(row, ({ name }) => name === 'table')
  if (row === undefined || table === undefined) return ''
  const known = rows.get(row)
  if (known !== undefined) return known
  const cells = childrenOf(page, row).filter(({ name }) => name === 'td' || name === 'th')
  const lines = [headsOf(reader, table), lineOf(cells.map((cell) => plainText(reader, cell)))]
  const text = lines.filter((line) => line !== '').join('\n')
  rows.set(row, text)
  return text
}

function headsOf(reader: Reader, table: StorageNode): string {
  const known = reader.rows.get(table)
  if (known !== undefined) return known
  const { page } = reader
  const heads: string[] = []
  for (let at = table.index + 1; at < table.next; at += 1) {
    const head = page.nameAt(at) === 'th' ? page.nodeAt(at) : undefined
    if (head !== undefined) heads.push(plainText(reader, head))
  }
  const line = lineOf(heads)
  reader.rows.set(table, line)
  return line
}

function lineOf(texts: readonly string[]): string {
  return texts.some((text) => text !== '') ? `| ${texts.join(' | ')} |` : ''
}

function textBefore(reader: Reader, { list }: TaskNode): string {
  const node = reader.before.get(list)
  return node === undefined ? '' : plainText(reader, node)
}

/** For each task list the nearest heading, paragraph or list item that stands before it and says something. */
function wordsBefore(sources: ContextSources, texts: Reader['texts']): Reader['before'] {
  const { page } = sources
  const before = new Map<StorageNode, StorageNode>()
  let nearest: StorageNode | undefined
  let read = 0
  for (const list of nodesNamed(page, 'ac:task-list')) {
    // What stands before the list before is known.
    for (let at = list.index - 1; at >= read; at -= 1) {
      const node = HEADINGS_AND_TEXT.has(page.nameAt(at)) ? page.nodeAt(at) : undefined
      if (node === undefined || !saysSomething({ page, texts }, node)) continue
      nearest = node
      break
    }
    read = list.index
    if (nearest !== undefined) before.set(list, nearest)
  }
  return before
}

function saysSomething(reader: Pick<Reader, 'page' | 'texts'>, node: StorageNode): boolean {
  if (beginsWithOurMacro(reader.page, node)) return false
  const isInTask = findAncestor(node, ({ name }) => name === 'ac:task') !== undefined
  return !isInTask && plainText(reader, node) !== ''
}

function beginsWithOurMacro(page: StorageDocument, node: StorageNode): boolean {
  const first = page.nodeAt(node.index + 1)
  return first?.parent === node && isOurMacro(page, first)
}

/** Without the words of task lists in it. */
function plainText({ page, texts }: Pick<Reader, 'page' | 'texts'>, node: StorageNode): string {
  const known = texts.get(node)
  if (known !== undefined) return known
  const text = textOf(page, node, { skips: 'ac:task-list', saysReferences: true })
  texts.set(node, text)
  return text
}
