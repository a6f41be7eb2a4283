import { expect, it } from 'vitest'
import { extractTasks } from '../../../../server/features/confluence-jira/pages/extract-tasks.ts'
import { findIssueMacros } from '../../../../server/features/confluence-jira/pages/find-issue-macros.ts'
import { list, read, replace, span, task } from './support/pages.ts'

const macro = (key: string, name = 'jira') =>
  `<ac:structured-macro ac:name="${name}" ac:macro-id="m-${key}"><ac:parameter ac:name="columns">key</ac:parameter><ac:parameter ac:name="key">${key}</ac:parameter><ac:parameter ac:name="serverId">s1</ac:parameter></ac:structured-macro>`

function tasksOf(storage: string) {
  return extractTasks(read(storage)).tasks
}

function contextsOf(storage: string) {
  return tasksOf(storage).map(({ context }) => (context.kind === 'issue' ? context.key : context.text))
}

it('reads a task: words, first date, person and place', () => {
  const body = `Ask <ac:link><ri:user ri:account-id="5570:a" /></ac:link> by <time datetime="2026-01-05" /> or <time datetime="2026-02-01"></time>:&nbsp;caf&eacute; &rsquo;&#8217; &amp;lt;`
  const [found] = tasksOf(`<p>😀</p>\r\n${list(task(38, span(body), 'complete'))}`)

  expect(found).toMatchObject({
    id: '38',
    uuid: null,
    status: 'complete',
    standing: { is: 'ready' },
    summary: 'Ask by or 2026-02-01 : café ’’ &lt;',
    dueDate: '2026-01-05',
    assignee: { accountId: '5570:a' },
    place: 0,
  })
})

it('knows people by user key and by name', () => {
  const person = (attribute: string) => `x <ac:link><ri:user ri:${attribute}="p"/></ac:link>`
  const [key, name] = tasksOf(list(task(1, person('userkey')), task(2, person('username'))))

  expect([key?.assignee, name?.assignee]).toEqual([{ userKey: 'p' }, { username: 'p' }])
})

it('finds tasks in lists, cells, layouts, panels and tasks, in page order', () => {
  const storage = [
    `<ul><li>u${list(task(1, 'a'))}</li></ul><ol><li>o${list(task(2, 'b'))}</li></ol>`,
    `<table><tbody><tr><td>${list(task(3, 'c'))}${list(task(4, 'd'))}</td></tr></tbody></table>`,
    `<ac:layout><ac:layout-section><ac:layout-cell>${list(task(5, 'e'))}</ac:layout-cell></ac:layout-section></ac:layout>`,
    `<ac:structured-macro ac:name="panel"><ac:rich-text-body>${list(task(6, 'f'))}</ac:rich-text-body></ac:structured-macro>`,
    list(task(7, span(`g${list(task(8, `h${list(task(9, 'i'))}`))}`)), list(task(10, 'j'))),
  ].join('')
  const found = tasksOf(storage)

  expect(found.map(({ id, summary }) => id + summary)).toEqual([
    '1a',
    '2b',
    '3c',
    '4d',
    '5e',
    '6f',
    '7g',
    '8h',
    '9i',
    '10j',
  ])
  expect(found.map(({ nestedIds }) => nestedIds.join())).toEqual([
    '',
    '',
    '',
    '',
    '',
    '',
    '8,10',
    '9',
    '',
    '',
  ])
})

it('tells empty, linked and excluded tasks apart, and never reads code', () => {
  const storage = [
    list(
      task(1, span(' ')),
      task(2, `x ${macro('A-1')}`),
      task(3, 'y <a href="https://j/browse/B-2">B-2</a>'),
    ),
    `<ac:structured-macro ac:name="excerpt"><ac:rich-text-body>${list(task(4, 'z'))}</ac:rich-text-body></ac:structured-macro>`,
    `<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[${list(task(5, 'c'))}]]></ac:plain-text-body></ac:structured-macro>`,
    list(task(6, `above ${list(task(7, macro('C-3')))}`)),
  ].join('')

  expect(tasksOf(storage).map(({ id, standing }) => ({ id, ...standing }))).toEqual([
    { id: '1', is: 'empty' },
    { id: '2', is: 'linked', keys: ['A-1'] },
    { id: '3', is: 'linked', keys: ['B-2'] },
    { id: '4', is: 'excluded', macro: 'excerpt' },
    { id: '6', is: 'ready' },
    { id: '7', is: 'linked', keys: ['C-3'] },
  ])
})

it('takes the last of two parts, and shows nothing of a hidden one that holds other tasks', () => {
  const twice = task(1, `a<ac:parameter>b${list(task(2, 'c'))}d</ac:parameter>e`).replace(
    '</ac:task-status>',
    '</ac:task-status><ac:task-status>complete</ac:task-status>',
  )

  expect(tasksOf(list(twice)).map(({ status, summary }) => [status, summary])).toEqual([
    ['complete', 'a e'],
    ['incomplete', 'c'],
  ])
})

it('says which tasks it cannot tell', () => {
  const incomplete = '<ac:task><ac:task-id>1</ac:task-id><ac:task-body>x</ac:task-body></ac:task>'
  const storage = list(incomplete, task(2, 'a'), task(2, 'b'), task(3, 'c'))
  const { tasks, malformed } = extractTasks(read(storage))

  expect(tasks.map(({ id }) => id)).toEqual(['3'])
  expect(malformed.map(({ why }) => why)).toEqual([
    'A task lacks its id, its status or its body.',
    'The task id 2 stands twice on the page.',
    'The task id 2 stands twice on the page.',
  ])
})

it('takes the context from the issue before the list, before anything else', () => {
  const storage = `<p>Before</p><p>See ${macro('A-1')}</p>\n${list(task(1, 'a'), task(2, 'b'))}`

  expect(contextsOf(storage)).toEqual(['A-1', 'A-1'])
})

it('takes the context from the item or task around the list', () => {
  const inItem = `<p>p</p><ul><li>Item <strong>words</strong>${list(task(1, `Above ${list(task(2, 'b'))}`))}</li></ul>`

  expect(contextsOf(inItem)).toEqual(['Item words', 'Above'])
})

it('takes the context from the row of a table under the heads', () => {
  const cell = `<td><p>Preceding paragraph inside table</p>${list(task(1, 'a'))}</td>`
  const storage = `<p>p</p><table><tbody><tr><th>Details</th><th>Task</th></tr><tr><td>This is the context in the same row</td>${cell}</tr></tbody></table>`

  expect(contextsOf(storage)).toEqual([
    '| Details | Task |\n| This is the context in the same row | Preceding paragraph inside table |',
  ])
})

it('takes the context from the nearest words before, for each task of a list, an empty one too', () => {
  const storage = `<h1>Head</h1><p>Words</p><p> </p>${list(task(1, 'a'), task(2, ''))}${list(task(3, '<p>c</p>'))}${list(task(4, 'd'))}`

  expect(contextsOf(storage)).toEqual(['Words', 'Words', 'Words', 'Words'])
  expect(contextsOf(list(task(1, 'a')))).toEqual([''])
})

it('takes no context from what an earlier run made of tasks', () => {
  const storage = `<p>Words</p>${list(task(1, 'a'), task(2, `b${list(task(3, 'c'), task(4, 'd'))}`))}`
  const { storage: edited } = replace(replace(storage, ['1']).storage, ['3'])

  expect(contextsOf(edited)).toEqual(['Words', 'b'])
  expect(tasksOf(edited).map(({ summary, standing }) => [summary, standing.is])).toEqual([
    ['b', 'ready'],
    ['d', 'ready'],
  ])
})

it('finds the issues of a page in its order, links only into the given Jira', () => {
  const storage = `${macro('B-1')}<a href="https://j.example/browse/A-2?x=1" data-card-appearance="inline">A-2</a><a href="https://other.example/browse/C-3">c</a><ac:structured-macro ac:name="jira"><ac:parameter ac:name="jqlQuery">key = D-4</ac:parameter></ac:structured-macro><![CDATA[${macro('E-5')}]]>`
  const page = read(storage)

  expect(findIssueMacros(page).map(({ kind, key }) => [kind, key])).toEqual([
    ['macro', 'B-1'],
    ['smart-link', 'A-2'],
    ['link', 'C-3'],
  ])
  expect(findIssueMacros(page, { jiraUrl: 'https://j.example/' }).map(({ key }) => key)).toEqual([
    'B-1',
    'A-2',
  ])
  expect(findIssueMacros(page)[0]).toMatchObject({ serverId: 's1', macroId: 'm-B-1', showSummary: null })
})
