import { isOurMacro } from './issue-reference.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { isBlank } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'

/**
 * What of a task's body are other tasks: nested lists, and the words of nested tasks that an earlier run replaced. The latter begin with
 * a line break and our macro, or are a paragraph that begins with our macro.
 */
export function othersWords(page: StorageDocument, { body }: TaskNode): readonly Span[] {
  const others: Span[] = []
  for (let at = body.index + 1; at < body.next;) {
    const node = page.nodes[at]
    if (node === undefined) break
    const end = node.name === 'ac:task-list' ? node.end : endOfReplaced(page, node)
    if (end !== undefined) others.push({ start: node.start, end })
    at = end === undefined ? at + 1 : skipTo(page, { from: node.next, end })
  }
  return others
}

function endOfReplaced(page: StorageDocument, node: StorageNode): number | undefined {
  const next = page.nodes[node.index + 1]
  if (next === undefined || !isOurMacro(page, next)) return undefined
  const isParagraph = node.name === 'p' && next.parent === node && isBlank(page, node.innerStart, next.start)
  if (isParagraph) return node.end
  const isBreak = node.name === 'br' && next.parent === node.parent && next.start === node.end
  return isBreak ? endOfWords(page, next) : undefined
}

function endOfWords(page: StorageDocument, macro: StorageNode): number {
  let at = macro.next
  for (let node = page.nodes[at]; node !== undefined && node.parent === macro.parent; node = page.nodes[at]) {
    const after = page.nodes[node.index + 1]
    if (node.name === 'ac:task-list' || node.name === 'p') return node.start
    if (node.name === 'br' && after !== undefined && isOurMacro(page, after)) return node.start
    at = node.next
  }
  return macro.parent?.innerEnd ?? macro.end
}

function skipTo(page: StorageDocument, { from, end }: { from: number; end: number }): number {
  let at = from
  for (let node = page.nodes[at]; node !== undefined && node.start < end; node = page.nodes[at])
    at = node.next
  return at
}
