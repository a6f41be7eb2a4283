import { describe, expect, it } from 'vitest'

import { taskFacts } from '../../../../server/sandbox/atlassian/storage/find-tasks.ts'
import { normalise } from '../../../../server/sandbox/atlassian/storage/normalise.ts'
import { nestingFault } from '../../../../server/sandbox/atlassian/storage/scan.ts'

/** Uuids that count. */
function counting() {
  let count = 0
  return () => `uuid-${(count += 1)}`
}

const save = (
  storage: string,
  how: 'none' | 'ids' | 'rewrite' = 'ids',
  dialect: 'cloud' | 'data-center' = 'cloud',
) => normalise(storage, { how, dialect, makeUuid: counting() })

const task = (body: string, id = '') =>
  `<ac:task>${id}<ac:task-status>incomplete</ac:task-status><ac:task-body>${body}</ac:task-body></ac:task>`

describe('saving a document', () => {
  it('gives tasks the numbers and uuids that they lack, and changes repeated numbers', () => {
    const known = '<ac:task-id>7</ac:task-id><ac:task-uuid>u</ac:task-uuid>'
    const saved = save(
      `<ac:task-list ac:task-list-id="l">${task('a', known)}${task('b', known)}${task('c')}</ac:task-list>`,
    )

    expect(taskFacts(saved).map(({ localId, body }) => [localId, body])).toEqual([
      ['7', 'a'],
      ['8', 'b'],
      ['9', 'c'],
    ])
    expect(saved).toContain('<ac:task-id>9</ac:task-id><ac:task-uuid>uuid-1</ac:task-uuid>')
  })

  it('adds list ids on Cloud only, and macro ids everywhere', () => {
    const list = '<ac:task-list></ac:task-list>'
    const macro =
      '<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">A-1</ac:parameter></ac:structured-macro>'

    expect(save(list)).toBe('<ac:task-list ac:task-list-id="uuid-1"></ac:task-list>')
    expect(save(list, 'ids', 'data-center')).toBe(list)
    expect(save(macro, 'ids', 'data-center')).toContain(
      '<ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="uuid-1">',
    )
  })

  it('leaves everything else as it is: entities, CDATA, comments, self-closing tags', () => {
    const text =
      '<p>&nbsp;&rsquo;&#8217;&amp;lt; 🧱</p>\r\n<time datetime="2026-01-01"/><br/><br /><!-- <ac:task> -->' +
      '<ac:plain-text-body><![CDATA[<ac:task><ac:task-list>]]></ac:plain-text-body>'

    expect(save(text)).toBe(text)
    expect(save('<b z="1" a="2"/>', 'none')).toBe('<b z="1" a="2"/>')
  })

  it('reorders attributes and spaces slashes only when it rewrites', () => {
    expect(save('<a z="1" a="2"/><p b="1">x</p>', 'rewrite')).toBe('<a a="2" z="1" /><p b="1">x</p>')
  })

  it('does not change what it has saved before', () => {
    const saved = save(`<ac:task-list>${task(`a<ac:task-list>${task('b')}</ac:task-list>`)}</ac:task-list>`)

    expect(save(saved)).toBe(saved)
  })
})

describe('the tasks of a document', () => {
  it('are found nested, with mention, date and blankness; those without a number are none', () => {
    const user = '<ac:link><ri:user ri:userkey="k" /></ac:link>'
    const inner = task('&nbsp;', '<ac:task-id>2</ac:task-id>')
    const outer = task(
      `Do it ${user}<time datetime="2026-03-01" /><ac:task-list>${inner}</ac:task-list>`,
      '<ac:task-id>1</ac:task-id>',
    )
    const found = taskFacts(outer + task('no number'))

    expect(
      found.map(({ localId, isBlank, mention, dueDate }) => ({ localId, isBlank, mention, dueDate })),
    ).toEqual([
      { localId: '1', isBlank: false, mention: { userKey: 'k' }, dueDate: '2026-03-01' },
      { localId: '2', isBlank: true, mention: {}, dueDate: undefined },
    ])
  })
})

describe('nesting', () => {
  it.each([
    ['<p>a<br/></p>', undefined],
    ['<p><![CDATA[</p>]]></p>', undefined],
    ['<p><b>a</p></b>', 'Error parsing xhtml: Unexpected close tag </p>; expected </b> at offset 7'],
    ['<p>', 'Error parsing xhtml: <p> is never closed'],
    ['</p>', 'Error parsing xhtml: Unexpected close tag </p>; expected </> at offset 0'],
  ])('of %s', (storage, fault) => {
    expect(nestingFault(storage)).toBe(fault)
  })

  it('may be thousands of levels deep', () => {
    expect(nestingFault('<a>'.repeat(5000) + '</a>'.repeat(5000))).toBeUndefined()
  })
})
