import { CDATA, type StorageDocument, type StorageNode } from './read-storage.ts'
import { attributeOf } from './storage-nodes.ts'

// What makes a task of words; these an edit adds and takes away.
const TASK_MARKUP = new Set(['ac:task-list', 'ac:task', 'ac:task-body', 'p', 'br'])

/** All that people put on the page, in order: words, code, comments and every opening tag but those of tasks and paragraphs. */
export function peoplesWords(page: StorageDocument, issues: ReadonlySet<StorageNode>): string {
  const words: string[] = []
  let cursor = 0
  for (let at = 0; at < page.nodes.length;) {
    const node = page.nodes[at]
    if (node === undefined) break
    words.push(page.source.slice(cursor, node.start))
    const isLeftOut = isFactOfTask(node) || issues.has(node)
    if (!isLeftOut && !isTaskMarkup(page, node)) words.push(page.source.slice(node.start, node.innerStart))
    const isWhole = isLeftOut || node.name.startsWith('#')
    if (node.name === CDATA) words.push(page.source.slice(node.innerStart, node.innerEnd))
    cursor = isWhole ? node.end : node.innerStart
    at = isWhole ? node.next : at + 1
  }
  words.push(page.source.slice(cursor))
  return words.join('').replace(/<\/[^>]*>|\s+/g, '')
}

/** Its id and status, and whatever else stands beside its body. */
function isFactOfTask({ name, parent }: StorageNode): boolean {
  return parent?.name === 'ac:task' && name !== 'ac:task-body'
}

function isTaskMarkup(page: StorageDocument, node: StorageNode): boolean {
  if (TASK_MARKUP.has(node.name)) return true
  return node.name === 'span' && attributeOf(page, node, 'class') === 'placeholder-inline-tasks'
}
