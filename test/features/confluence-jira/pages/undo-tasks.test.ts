import { expect, it } from 'vitest'
import { undoTasks } from '../../../../server/features/confluence-jira/pages/undo-tasks.ts'
import { list, replace, span, task } from './support/pages.ts'

const before = `<p>p</p>${list(task(1, span('one')), task(2, span(`two ${list(task(3, 'three'))}`)), task(4, 'four'))}<p>end</p>`
const edit = replace(before, ['1', '2'])
const after = edit.storage

function undo(now: string, taskIds: readonly string[] = ['1', '2']) {
  const result = undoTasks({ before, after, now, anchors: edit.anchors, taskIds })
  if (result.outcome !== 'planned') throw new Error(JSON.stringify(result))
  return {
    storage: result.storage,
    outcomes: result.tasks.map(({ outcome }) => outcome),
    tasks: result.tasks,
  }
}

it('gives back the bytes of a page that nobody changed, whatever Confluence made of what we sent', () => {
  const stored = after.replaceAll('<ac:task-list>', '<ac:task-list ac:task-list-id="given">')
  const result = undoTasks({ before, after: stored, now: stored, anchors: edit.anchors })

  expect(result).toMatchObject({ outcome: 'planned', storage: before })
})

it('gives back one task and leaves the others', () => {
  const { storage, outcomes } = undo(after, ['2'])

  expect(outcomes).toEqual(['undone'])
  expect(storage).toContain(
    `${list(task(2, span(`two ${list(task(3, 'three'))}`)), task(4, 'four'))}<p>end</p>`,
  )
  expect(undo(storage).storage).toBe(before)
})

it('keeps what people wrote into the words, and below and between them', () => {
  const now = after.replace('one</p>', 'one <em>and more</em></p><p>between</p>')

  expect(undo(now).storage).toBe(
    `<p>p</p>${list(task(1, span('one <em>and more</em>')))}<p>between</p>${list(task(2, span(`two ${list(task(3, 'three'))}`)), task(4, 'four'))}<p>end</p>`,
  )
})

it('gives a task back where people moved it', () => {
  const moved = /<p><ac:structured-macro.*?one<\/p>/.exec(after)?.[0] ?? ''
  const { storage, outcomes } = undo(after.replace(moved, '') + moved, ['1'])

  expect(outcomes).toEqual(['undone'])
  expect(storage.endsWith(`<p>end</p>${list(task(1, span('one')))}`)).toBe(true)
})

it('changes nothing when it is done again', () => {
  const { storage, outcomes } = undo(undo(`${after}<p>x</p>`).storage)

  expect(outcomes).toEqual(['already-undone', 'already-undone'])
  expect(storage).toBe(`${before}<p>x</p>`)
})

it('says that a task is gone with its issue', () => {
  expect(undo('<p>all new</p>')).toMatchObject({ outcomes: ['gone', 'gone'], storage: '<p>all new</p>' })
})

it.each([
  [
    'Before the issue stand words now that were not there.',
    (now: string) => now.replace('<p><ac', '<p>new <ac'),
  ],
  [
    'The issue stands on the page more than once.',
    (now: string) => now + now.slice(now.indexOf('<p><ac'), now.indexOf('one')) + '</p>',
  ],
  ['Both the task and its issue stand on the page.', (now: string) => now + list(task(1, 'one'))],
  [
    'The issue no longer stands at the beginning of a paragraph.',
    (now: string) => now.replace(/<p>(<ac.*?one)<\/p>/, '<h1>$1</h1>'),
  ],
])('leaves a conflict to people: %s', (differs, change) => {
  const now = change(after)
  const { tasks, storage } = undo(now, ['1'])

  expect(tasks).toEqual([{ taskId: '1', key: 'NEW-1', outcome: 'conflict', differs }])
  expect(storage).toBe(now)
})

it('finds an issue by its key when Confluence gave its macro another id', () => {
  expect(undo(`${after.replaceAll('73777964-', '00000000-')}<p>x</p>`).storage).toBe(`${before}<p>x</p>`)
})

it('takes the link of a task that was kept away, and leaves the task as it is now', () => {
  const kept = replace(before, ['2'], { mode: 'keep-and-link' })
  const now = kept.storage.replace('two', 'two changed').replace('incomplete', 'complete')
  const result = undoTasks({ before, after: kept.storage, now, anchors: kept.anchors })

  expect(result).toMatchObject({
    outcome: 'planned',
    storage: before.replace('two', 'two changed').replace('incomplete', 'complete'),
  })
})

it('says which page it cannot read', () => {
  const result = undoTasks({ before, after, now: `${after}</p>`, anchors: edit.anchors })

  expect(result).toMatchObject({ outcome: 'unreadable', page: 'now', unreadable: { at: after.length } })
})
