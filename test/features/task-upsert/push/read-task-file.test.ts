import { describe, expect, it } from 'vitest'
import { readMapping } from '../../../../server/features/task-upsert/push/column-mapping.ts'
import { readTaskFile, type TaskFile } from '../../../../server/features/task-upsert/push/read-task-file.ts'

function read(text: string, { map = '', listId }: { map?: string; listId?: string } = {}): TaskFile {
  return readTaskFile(Buffer.from(text), { mapping: readMapping([map]), listId })
}
const taskOf = (text: string, options = {}): unknown => {
  const { rows, problems } = read(text, options)
  expect(problems).toEqual([])
  return rows[0]?.task
}
const complaintsOf = (text: string, options = {}): string[] =>
  read(text, options).problems.map(({ line, reason }) => `${line}: ${reason}`)

describe('the columns of a file', () => {
  it('are found by their names, however these are written', () => {
    const text = [
      'Internal ID;TITLE;Description;Severity;Labels;Status;due_date;Assignees;List ID;announce',
      ' A-1 ; One ;"# Head\n text ";Critical;"web, db | web";Open;2026-12-24;a@b.test, c@d.test;901;no',
    ].join('\n')

    expect(taskOf(text)).toEqual({
      internalId: 'A-1',
      title: 'One',
      description: '# Head\n text ',
      priority: 1,
      tags: ['web', 'db'],
      status: 'Open',
      dueDate: '2026-12-24',
      assigneeEmails: ['a@b.test', 'c@d.test'],
      listId: '901',
      announce: false,
    })
  })

  it.each([
    ['id,name\n1,one', '1', 'one'],
    ['Key,Summary\nP-1,one', 'P-1', 'one'],
    ['key,id,internalId,summary,name,title\nk,i,x,s,n,t', 'x', 't'],
  ])('may have one of several names: %j', (text, internalId, title) => {
    expect(taskOf(text)).toEqual({ internalId, title })
  })

  it('can be named, also for custom fields', () => {
    const text = 'CVE,Name,id,CVSS,severity\nCVE-1,one,7,9.8,2'
    const map = 'internalId=cve, title=Name,field:Score=CVSS,field:Row=id,priority=severity'

    expect(taskOf(text, { map })).toEqual({
      internalId: 'CVE-1',
      title: 'one',
      priority: 2,
      customFields: { Score: '9.8', Row: '7' },
    })
  })

  it('that nothing was taken of are told', () => {
    expect(read('id,title,host,port\n1,one,a,1').leftOut).toEqual(['host', 'port'])
    expect(read('id,title,severity\n1,one,9', { map: 'priority=' }).leftOut).toEqual(['severity'])
  })

  it('leave nothing behind where a cell is empty', () => {
    expect(taskOf('id,title,description,tags,due,host\n1,one,,, ,', { map: 'field:Host=host' })).toEqual({
      internalId: '1',
      title: 'one',
    })
  })

  it('may be there once for each label', () => {
    expect(taskOf('id,title,labels,labels,labels\n1,one,web,,"db,web"')).toMatchObject({
      tags: ['web', 'db'],
    })
    expect(complaintsOf('id,title,title\n1,one,two')).toEqual([
      '2: the column "title" is there more than once',
    ])
  })

  it.each([
    ['id,text\n1,one', {}, /no column for title; it has "id", "text". Say which with --map title=COLUMN/],
    ['a,b\n1,one', {}, /no column for internalId and title/],
    ['id,title\n1,one', { map: 'tags=Labels' }, /no column "Labels"; it has "id", "title"/],
  ])('that are missing are told with what to do: %j', (text, options, message) => {
    expect(() => read(text, options)).toThrow(message)
  })

  it.each(['internalId', 'nonsense=id', 'field:=id'])('take no mapping like %j', (map) => {
    expect(() => readMapping([map])).toThrow(/--map/)
  })
})

describe('a JSON file', () => {
  it('may have whole tasks as the server takes them', () => {
    const task = {
      internalId: '1',
      title: 'one',
      priority: 2,
      tags: ['a;b', 'c'],
      customFields: { Host: 'h', Ports: [1, 2], Gone: null },
      attachments: [{ name: 'a.txt', contentBase64: 'YQ==' }],
      announce: true,
    }

    expect(taskOf(JSON.stringify([task]))).toEqual(task)
  })

  it('may have numbers for ids, and null for what is not known', () => {
    const text = JSON.stringify({
      id: 17,
      title: 'one',
      host: 'h',
      description: null,
      customFields: { A: 1 },
    })

    expect(taskOf(text, { map: 'field:Host=host' })).toEqual({
      internalId: '17',
      title: 'one',
      customFields: { A: 1, Host: 'h' },
    })
  })
})

describe('a row', () => {
  it.each([
    ['Critical', 1],
    ['urgent', 1],
    ['HIGH', 2],
    ['Medium', 3],
    ['moderate', 3],
    ['low', 4],
    ['informational', 4],
    ['P2', 2],
    ['3', 3],
  ])('may have the priority %s', (word, priority) => {
    expect(taskOf(`id,title,priority\n1,one,${word}`)).toMatchObject({ priority })
  })

  it.each([
    ['priority', '5', /^2: priority "5" is no priority; it is critical, high/],
    ['priority', 'constructor', /is no priority/],
    // In scores of severity 4 is worse than 1.
    ['severity', '4', /^2: severity 4 may be a score; .*--map priority=severity/],
    ['severity', '9.8', /is no priority/],
    ['due', '24.12.2026', /^2: the due date "24.12.2026" is none; write 2026-12-24/],
    ['due', '2026-02-30', /is none/],
    ['due', '2026-12-24T10:00', /is none/],
    ['assignee', 'Ada Lovelace', /"Ada Lovelace" is no e-mail address; .*--map assigneeEmails=/],
    ['announce', 'perhaps', /neither true nor false/],
    ['status', 'a\u0000b', /^2: status has a NUL character/],
    ['tags', 'x'.repeat(101), /^2: tags 0 has more than 100 characters/],
    ['list id', 'a b', /^2: listId must match/],
  ])('is bad with %s %j', (column, text, complaint) => {
    expect(complaintsOf(`id,title,${column}\n1,one,${text}`)).toEqual([expect.stringMatching(complaint)])
  })

  it('may be due at an instant', () => {
    expect(taskOf('id,title,due\n1,one,2026-12-24 17:00+01:00')).toMatchObject({
      dueDate: '2026-12-24T17:00+01:00',
    })
  })

  it('is bad without an id or a title, and all that is wrong is told at once', () => {
    const text = 'id,title,priority,due\n1,,,\n,two,,\n3,three,dire,soon\n4,four,low,'

    expect(complaintsOf(text)).toEqual([
      '2: title is missing',
      '3: internalId is missing',
      expect.stringMatching(/^4: priority "dire" is no priority.*; the due date "soon" is none/),
    ])
    expect(read(text).rows.map(({ line }) => line)).toEqual([5])
  })

  it('is bad when its id was there before in the same list', () => {
    const text = 'id,title,list id\n1,one,\n1,two,7\n1,three,\n1,four,7\n1,five,8'

    expect(complaintsOf(text)).toEqual([
      '4: has the internal id of line 2; an id is pushed once',
      '5: has the internal id of line 3; an id is pushed once',
    ])
    expect(complaintsOf(text, { listId: '8' })).toHaveLength(3)
  })
})
