import { extractTasks } from '../server/features/confluence-jira/pages/extract-tasks.ts'
import { readStorage } from '../server/features/confluence-jira/pages/read-storage.ts'
import { replaceTasks } from '../server/features/confluence-jira/pages/replace-tasks.ts'
import { undoTasks } from '../server/features/confluence-jira/pages/undo-tasks.ts'
import { verifyEdit } from '../server/features/confluence-jira/pages/verify-edit.ts'
import { median } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'

// Confluence refuses more.
const MOST_LETTERS = 5 * 1024 * 1024
const ROUNDS = 9

export const storage: Benchmark = {
  name: 'storage',
  about:
    'a Confluence page of 5 MB with 200 tasks, and one of 5 MB of tasks: parsed, edited, checked; then undone',
  run: async () => [
    ...measure('200 tasks', pageOf(200)),
    ...measure('all tasks', pageOf(Number.POSITIVE_INFINITY)),
  ],
}

function measure(name: string, page: string): readonly Figure[] {
  const rounds = Array.from({ length: ROUNDS }, () => runOnce(page))
  const middle = (part: keyof Times) => median(rounds.map((times) => times[part]))
  const edited = median(rounds.map(({ read, extract, replace, verify }) => read + extract + replace + verify))
  return [
    { name: `${name}: parsed, spliced and verified`, value: edited, unit: 'ms', atMost: 300 },
    { name: `${name}: read`, value: middle('read'), unit: 'ms' },
    { name: `${name}: spliced`, value: middle('replace'), unit: 'ms' },
    { name: `${name}: verified`, value: middle('verify'), unit: 'ms' },
    { name: `${name}: tasks with context extracted`, value: middle('extract'), unit: 'ms' },
    { name: `${name}: undone after people edited`, value: middle('undo'), unit: 'ms' },
  ]
}

interface Times {
  readonly read: number
  readonly extract: number
  readonly replace: number
  readonly verify: number
  readonly undo: number
}

function runOnce(source: string): Times {
  const [reading, read] = timed(() => readStorage(source))
  if (reading.outcome === 'unreadable') throw new Error(reading.unreadable.why)
  const page = reading.document
  const [{ tasks }, extract] = timed(() => extractTasks(page))
  const replacements = tasks.slice(0, 200).map(({ id }) => ({
    taskId: id,
    issue: { as: 'macro' as const, key: `A-${id}` },
  }))
  const input = { runId: 'bench', pageId: '1', mode: 'replace' as const, replacements }
  const [edit, replace] = timed(() => replaceTasks(page, input))
  const [verdict, verify] = timed(() => verifyEdit(page, edit))
  if (verdict.outcome === 'refused') throw new Error(verdict.why)
  const now = `${edit.storage}<p>written since</p>`
  const [undone, undo] = timed(() =>
    undoTasks({ before: source, after: edit.storage, now, anchors: edit.anchors }),
  )
  if (undone.outcome !== 'planned' || !undone.storage.startsWith(source))
    throw new Error('the undo is not exact')
  return { read, extract, replace, verify, undo }
}

function timed<T>(run: () => T): readonly [T, number] {
  const startedMs = performance.now()
  const result = run()
  return [result, performance.now() - startedMs]
}

function pageOf(mostTasks: number): string {
  const parts: string[] = []
  let letters = 0
  let tasks = 0
  for (let block = 0; letters < MOST_LETTERS; block += 1) {
    const isOfTasks = mostTasks === Number.POSITIVE_INFINITY || (block % 20 === 0 && tasks < mostTasks)
    const part = isOfTasks ? taskList(tasks + 1) : words(block)
    if (isOfTasks) tasks += 2
    parts.push(part)
    letters += part.length
  }
  return parts.join('')
}

function head(id: number): string {
  return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-uuid>u-${id}</ac:task-uuid><ac:task-status>incomplete</ac:task-status>`
}

function taskList(id: number): string {
  const nested = `<ac:task-list>\n${head(id + 1)}<ac:task-body>Below &eacute; <time datetime="2026-01-05" /></ac:task-body></ac:task>\n</ac:task-list>`
  const person = '<ac:link><ri:user ri:account-id="5570:x" /></ac:link>'
  return `<ac:task-list>\n${head(id)}<ac:task-body><span class="placeholder-inline-tasks">Ask ${person} about it</span>${nested}</ac:task-body></ac:task>\n</ac:task-list>\n`
}

function words(block: number): string {
  const text =
    'Words of a page with an &nbsp; entity, <strong>weight</strong> and a <a href="https://x.example/">link</a>. '
  return block % 3 === 0
    ? `<table><tbody><tr><th>Head</th><th>Task</th></tr><tr><td>${text}</td><td><p>${text}</p></td></tr></tbody></table>\r\n`
    : `<p>${text.repeat(3)}</p>\n`
}
