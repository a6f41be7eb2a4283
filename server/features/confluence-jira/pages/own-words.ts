import { isOurMacro } from './issue-reference.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { isBlank } from './storage-nodes.ts'
import type { TaskNode } from './task-nodes.ts'

/**
 * The parts of a task's body that are not other tasks'. Those are nested lists, and the words of nested tasks that an earlier run
 * replaced: they begin with a line break and our macro, or are a paragraph that begins with our macro.
 */
export function ownParts(page: StorageDocument, { body }: TaskNode): readonly Span[] {
  const parts: Span[] = []
  let start = body.innerStart
  for (let at = body.index + 1; at < body.next;) {
    const end = page.nameAt(at) === 'ac:task-list' ? page.endAt(at) : endOfReplaced(page, at)
    if (end !== undefined) {
      parts.push({ start, end: page.startAt(at) })
      start = end
    }
    at = end === undefined ? at + 1 : skipTo(page, { from: page.nextAt(at), end })
  }
  const last = { start, end: body.innerEnd }
  return parts.length === 0 ? [last] : [...parts, last]
}

function endOfReplaced(page: StorageDocument, index: number): number | undefined {
  if (page.nameAt(index + 1) !== 'ac:structured-macro') return undefined
  const [node, next] = [page.nodeAt(index), page.nodeAt(index + 1)]
  if (node === undefined || next === undefined || !isOurMacro(page, next)) return undefined
  if (beginsParagraph(page, node, next)) return node.end
  return followsBreak(node, next) ? endOfWords(page, next) : undefined
}

function beginsParagraph(page: StorageDocument, node: StorageNode, macro: StorageNode): boolean {
  return node.name === 'p' && macro.parent === node && isBlank(page, node.innerStart, macro.start)
}

function followsBreak(node: StorageNode, macro: StorageNode): boolean {
  return node.name === 'br' && macro.parent === node.parent && macro.start === node.end
}

function endOfWords(page: StorageDocument, macro: StorageNode): number {
  let at = macro.next
  for (
    let node = page.nodeAt(at);
    node !== undefined && node.parent === macro.parent;
    node = page.nodeAt(at)
  ) {
    const after = page.nodeAt(node.index + 1)
    if (node.name === 'ac:task-list' || node.name === 'p') return node.start
    if (node.name === 'br' && after !== undefined && isOurMacro(page, after)) return node.start
    at = node.next
  }
  return macro.parent?.innerEnd ?? macro.end
}

function skipTo(page: StorageDocument, { from, end }: { from: number; end: number }): number {
  let at = from
  for (let node = page.nodeAt(at); node !== undefined && node.start < end; node = page.nodeAt(at))
    at = node.next
  return at
}
