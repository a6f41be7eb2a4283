import { expect, it } from 'vitest'
import { macroIdOf, markupOf } from '../../../../server/features/confluence-jira/pages/issue-reference.ts'
import {
  replaceTasks,
  type ReplaceInput,
} from '../../../../server/features/confluence-jira/pages/replace-tasks.ts'
import { verifyEdit } from '../../../../server/features/confluence-jira/pages/verify-edit.ts'
import { list, read, replace, span, task } from './support/pages.ts'

/** The page with [1] for the issue of task 1. */
function edited(storage: string, taskIds: readonly string[], mode: ReplaceInput['mode'] = 'replace'): string {
  const edit = replace(storage, taskIds, { mode })
  expect(verifyEdit(read(storage), edit)).toEqual({ outcome: 'proven' })
  return edit.storage.replace(
    /<ac:structured-macro[^>]*73777964.*?NEW-(\d+).*?<\/ac:structured-macro>/g,
    '[$1]',
  )
}

it('cuts a list in two where the middle one of three tasks leaves it', () => {
  const storage = `<ac:task-list ac:task-list-id="L" local-id="l">\n${task(1, 'a')}\n${task(2, span('b &nbsp;'))}\n${task(3, 'c')}\n</ac:task-list>\r\n`

  expect(edited(storage, ['2'])).toBe(
    `<ac:task-list ac:task-list-id="L" local-id="l">\n${task(1, 'a')}</ac:task-list>\n<p>[2] b &nbsp;</p>\n<ac:task-list>${task(3, 'c')}\n</ac:task-list>\r\n`,
  )
})

it('takes away a list that would be empty, in items, cells and layouts', () => {
  const around = (inner: string) =>
    `<ul><li>u${inner}</li></ul><table><tbody><tr><td>c</td></tr></tbody></table><ac:layout><ac:layout-section><ac:layout-cell/></ac:layout-section></ac:layout>`

  expect(edited(around(list(task(1, 'a'), task(2, 'b'))), ['1', '2'])).toBe(
    around('<p>[1] a</p><p>[2] b</p>'),
  )
})

it('lifts nested tasks out of a task that leaves', () => {
  const nested = list(task(2, 'b'), task(3, 'c'))

  expect(edited(list(task(1, span(`a ${nested}`))), ['1'])).toBe(`<p>[1] a</p>${nested}`)
  expect(edited(list(task(1, span(`a ${nested}`))), ['1', '3'])).toBe(
    `<p>[1] a</p>${list(task(2, 'b'))}<p>[3] c</p>`,
  )
})

it('leaves a nested task as words of the task around it', () => {
  const nested = list(task(2, 'b'), task(3, 'c'), task(4, 'd'))

  expect(edited(list(task(1, `a ${nested}`)), ['3'])).toBe(
    list(task(1, `a ${list(task(2, 'b'))}<br />[3] c${list(task(4, 'd'))}`)),
  )
})

it('cuts all lists in two where lists lie in lists', () => {
  const storage = list(task(1, 'a'), list(task(2, 'b'), task(3, 'c')), task(4, 'd'))

  expect(edited(storage, ['2'])).toBe(
    `${list(task(1, 'a'))}<p>[2] b</p>${list(list(task(3, 'c')), task(4, 'd'))}`,
  )
})

it('keeps inline comments, macros, people, dates and links in the words', () => {
  const words =
    '<ac:inline-comment-marker ac:ref="r">a</ac:inline-comment-marker><br/><ac:structured-macro ac:name="status" ac:macro-id="s"><ac:parameter ac:name="title">OK</ac:parameter></ac:structured-macro> <ac:link><ri:user ri:userkey="k" /></ac:link> <time datetime="2026-01-05" /> <a href="https://x.example/?a&amp;b">l</a>'

  expect(edited(list(task(1, span(words))), ['1'])).toBe(`<p>[1] ${words}</p>`)
})

it('keeps paragraphs and tables of a task whole', () => {
  expect(edited(list(task(1, '<p>a</p><table><tbody/></table> b')), ['1'])).toBe(
    '<p>[1] a</p><table><tbody/></table> <p>b</p>',
  )
})

it('keeps the task, and puts the issue behind its words, when it is told to', () => {
  const nested = list(task(2, 'b'))

  expect(edited(list(task(1, span(`a ${nested}`), 'complete')), ['1'], 'keep-and-link')).toBe(
    list(task(1, span(`a [1] ${nested}`), 'complete')),
  )
})

it('keeps the task where no paragraph may stand', () => {
  const storage = `<p>x${list(task(1, 'a'))}</p>`

  expect(edited(storage, ['1'])).toBe(`<p>x${list(task(1, 'a [1]'))}</p>`)
})

it('says which tasks it left alone, and changes nothing for them', () => {
  const excerpt = `<ac:structured-macro ac:name="excerpt"><ac:rich-text-body>${list(task(3, 'c'))}</ac:rich-text-body></ac:structured-macro>`
  const storage = list(task(1, span(' ')), task(2, '<a href="https://j/browse/A-1">x</a>')) + excerpt
  const edit = replace(storage, ['1', '2', '3', '4'])

  expect(edit.storage).toBe(storage)
  expect(edit.skipped).toEqual([
    { taskId: '1', why: 'empty' },
    { taskId: '2', why: 'linked' },
    { taskId: '3', why: 'excluded' },
    { taskId: '4', why: 'unknown' },
  ])
})

it('shows an issue as a smart link where there is no application link', () => {
  const page = read(list(task(1, 'a')))
  const issue = { as: 'smart-link' as const, key: 'A-1', url: 'https://j.example/browse/A-1?a&b' }
  const edit = replaceTasks(page, {
    runId: 'r',
    pageId: 'p',
    mode: 'replace',
    replacements: [{ taskId: '1', issue }],
  })

  expect(verifyEdit(page, edit)).toEqual({ outcome: 'proven' })
  expect(edit.storage).toBe(
    '<p><a href="https://j.example/browse/A-1?a&amp;b" data-card-appearance="inline">https://j.example/browse/A-1?a&amp;b</a> a</p>',
  )
})

it('gives a macro the same id for the same task of a run, and escapes what it shows', () => {
  const ids = ['1', '1', '2'].map((taskId) => macroIdOf({ runId: 'r', pageId: 'p', taskId }))

  expect(ids[0]).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  expect(new Set(ids).size).toBe(2)
  expect(markupOf({ as: 'macro', key: 'A-1', server: '<&">' }, 'id')).toContain('>&lt;&amp;&quot;&gt;<')
})

it('refuses an edit that would lose or change anything', () => {
  const storage = `<p><ac:inline-comment-marker ac:ref="r">x</ac:inline-comment-marker></p>${list(task(1, 'a'), task(2, 'b'))}`
  const page = read(storage)
  const edit = replace(storage, ['1'])
  const [first, ...others] = edit.splices
  const verdicts = [
    { ...edit, storage: edit.storage.replace('>x<', '>y<') },
    { ...edit, storage: edit.storage.replace('</p>', '') },
    { ...edit, anchors: [] },
    replaceWith(storage, [{ start: 0, end: storage.indexOf('<ac:task-list'), text: '' }]),
    replaceWith(storage, [{ start: first?.start ?? 0, end: others.at(-1)?.end ?? 0, text: '' }]),
  ].map((tampered) => verifyEdit(page, { ...edit, ...tampered }).outcome)

  expect(new Set(verdicts)).toEqual(new Set(['refused']))
})

it('refuses to lose what no one sees of a task, its uuid or all of it, and to add a task', () => {
  const uuid = '<ac:task-uuid>u</ac:task-uuid>'
  const storage = list(task(1, 'a').replace('<ac:task-status', `${uuid}<ac:task-status`), task(2, ''))
  const end = storage.length
  const verdicts = [
    { start: storage.indexOf(uuid), end: storage.indexOf(uuid) + uuid.length, text: '' },
    { start: storage.indexOf(task(2, '')), end: end - '</ac:task-list>'.length, text: '' },
    { start: end, end, text: list(task(3, 'c')) },
  ].map((splice) => {
    const edited = storage.slice(0, splice.start) + splice.text + storage.slice(splice.end)
    const edit = { storage: edited, splices: [splice], anchors: [], forms: new Map(), skipped: [] }
    return verifyEdit(read(storage), edit)
  })

  const refused = { outcome: 'refused', why: 'A task that stays would be lost, moved or changed.' }
  expect(verdicts).toEqual([refused, refused, refused])
})

function replaceWith(storage: string, splices: readonly { start: number; end: number; text: string }[]) {
  const [only] = splices
  return { storage: storage.slice(0, only?.start) + storage.slice(only?.end), splices, anchors: [] }
}
