import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ClickUpSandbox, Field } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../support/clickup-caller.ts'

let sandbox: ClickUpSandbox
let taskId: string
beforeAll(async () => {
  sandbox = await startSmallClickUp()
  taskId = sandbox.createTask({ listId: [...sandbox.state.lists.keys()][0]!, name: 'With details' }).id
})
afterAll(() => sandbox.stop())

const fieldOf = (type: Field['type']) =>
  [...sandbox.state.fields.values()].find((field) => field.type === type)!
const setField = (id: string, value: unknown) =>
  askClickUp(sandbox, `POST /v2/task/${taskId}/field/${id}`, { body: { value } })
const shownValue = async (id: string) => {
  const { body } = await askClickUp(sandbox, `GET /v2/task/${taskId}`)
  return (body['custom_fields'] as { id: string; value?: unknown }[]).find((field) => field.id === id)!
}

describe('custom fields', () => {
  it.each([
    ['url', 'https://a.example/x', 'https://a.example/x'],
    ['email', 'a@b.example', 'a@b.example'],
    ['phone', '+375 29 123-45-67', '+375 29 123-45-67'],
    ['short_text', 'שלום 👋', 'שלום 👋'],
    ['number', 4.5, '4.5'],
    ['currency', 8000, '8000'],
    ['date', 1_760_000_000_000, '1760000000000'],
    ['checkbox', true, 'true'],
    ['emoji', 4, 4],
    ['manual_progress', { current: 20 }, { percent_complete: 0.2, current: '20' }],
  ] as const)('of type %s take %j and show %j', async (type, value, shown) => {
    const { id } = fieldOf(type)

    expect((await setField(id, value)).text).toBe('{}')
    expect((await shownValue(id)).value).toEqual(shown)
  })

  it.each([
    ['url', 'no address', 'FIELD_375'],
    ['email', 'nobody', 'FIELD_375'],
    ['phone', '123', 'FIELD_375'],
    ['drop_down', 'a name', 'FIELD_011'],
    ['labels', ['a name'], 'FIELD_011'],
    ['number', 'many', 'FIELD_375'],
    ['checkbox', 'perhaps', 'FIELD_375'],
    ['users', [1], 'FIELD_375'],
    ['emoji', 6, 'FIELD_375'],
    ['formula', 1, 'FIELD_375'],
    ['votes', 1, 'FIELD_375'],
  ] as const)('of type %s refuse %j with %s', async (type, value, code) => {
    const { status, body } = await setField(fieldOf(type).id, value)

    expect([status, body['ECODE']]).toEqual([400, code])
  })

  it('show the place of a drop-down option, the ids of labels, and people as people', async () => {
    const [dropDown, labels, users] = [fieldOf('drop_down'), fieldOf('labels'), fieldOf('users')]
    const { memberId } = sandbox.state
    await setField(dropDown.id, dropDown.options[2]!.id)
    await setField(labels.id, [labels.options[0]!.id])
    await setField(users.id, { add: [memberId], rem: [] })

    expect((await shownValue(dropDown.id)).value).toBe(2)
    expect((await shownValue(labels.id)).value).toEqual([labels.options[0]!.id])
    expect((await shownValue(users.id)).value).toMatchObject([{ id: memberId }])
  })

  it('lose their value, and then have none at all', async () => {
    const { id } = fieldOf('short_text')
    await setField(id, 'x')
    await askClickUp(sandbox, `DELETE /v2/task/${taskId}/field/${id}`)

    expect(await shownValue(id)).not.toHaveProperty('value')
  })

  it('that are for milestones refuse plain tasks', async () => {
    const field = [...sandbox.state.fields.values()].find(({ customItemIds }) => customItemIds !== null)!

    expect((await setField(field.id, 'M1')).status).toBe(400)
  })

  it('are counted on the free plan', async () => {
    const free = await startSmallClickUp({ plan: 'free' })
    const [task] = free.state.tasks.values()
    const field = [...free.state.fields.values()].find(({ type }) => type === 'number')!
    const call = `POST /v2/task/${task!.id}/field/${field.id}`
    const statuses: number[] = []
    for (let count = 0; count <= 60; count += 1)
      statuses.push((await askClickUp(free, call, { body: { value: count } })).status)
    await free.stop()

    expect(statuses.lastIndexOf(200)).toBe(59)
    expect(statuses.at(-1)).toBe(403)
  })
})

describe('comments', () => {
  it('are read newest first, 25 a call, onwards from the last one', async () => {
    const seen: unknown[] = []
    const many = [...sandbox.state.commentsByTask].find(([, comments]) => comments.length > 25)!
    for (let query = ''; ;) {
      const page = itemsOf(await askClickUp(sandbox, `GET /v2/task/${many[0]}/comment?${query}`), 'comments')
      seen.push(...page.map(({ id }) => id))
      const last = page.at(-1)
      if (page.length < 25 || last === undefined) break
      query = `start=${String(last['date'])}&start_id=${String(last['id'])}`
    }

    expect(seen).toHaveLength(many[1].length)
    expect(new Set(seen)).toEqual(new Set(many[1].map(({ id }) => id)))
  })

  it('answer a number for the new one, and a text when it is read', async () => {
    const path = `/v2/task/${taskId}/comment`
    const made = await askClickUp(sandbox, `POST ${path}`, {
      body: { comment_text: 'Hello 👋', notify_all: false },
    })
    const [newest] = itemsOf(await askClickUp(sandbox, `GET ${path}`), 'comments')

    expect(made.body['id']).toBeTypeOf('number')
    expect(newest).toMatchObject({ id: String(made.body['id']), comment_text: 'Hello 👋', reply_count: '0' })
  })

  it('take rich parts instead of a text', async () => {
    const { memberId } = sandbox.state
    const comment = [
      { text: 'Look, ', attributes: { bold: true } },
      { type: 'tag', user: { id: memberId } },
    ]
    await askClickUp(sandbox, `POST /v2/task/${taskId}/comment`, { body: { comment, notify_all: false } })
    const [newest] = itemsOf(await askClickUp(sandbox, `GET /v2/task/${taskId}/comment`), 'comments')

    expect(newest?.['comment']).toMatchObject([comment[0], { type: 'tag', user: { id: memberId } }])
  })

  it('have replies, which are not among the comments of the task', async () => {
    const { id } = sandbox.comment({ taskId, text: 'Question' })
    const body = { comment_text: 'Reply', notify_all: false }
    await askClickUp(sandbox, `POST /v2/comment/${id}/reply`, { body })
    const replies = itemsOf(await askClickUp(sandbox, `GET /v2/comment/${id}/reply`), 'comments')
    const [newest] = itemsOf(await askClickUp(sandbox, `GET /v2/task/${taskId}/comment`), 'comments')

    expect(replies).toMatchObject([{ comment_text: 'Reply' }])
    expect(newest).toMatchObject({ id, reply_count: '1' })
  })
})

describe('attachments', () => {
  const attachmentsOf = async (id: string) =>
    (await askClickUp(sandbox, `GET /v2/task/${id}`)).body['attachments'] as Record<string, string>[]

  it('are uploaded as a form and fetched without a token', async () => {
    const form = new FormData()
    form.append('attachment', new Blob(['%PDF-1.4 …'], { type: 'application/pdf' }), 'Жизнеописание.pdf')
    const { body } = await askClickUp(sandbox, `POST /v2/task/${taskId}/attachment`, { form })
    const [shown] = await attachmentsOf(taskId)
    const file = await fetch(shown!['url']!)

    expect(body).toMatchObject({ title: 'Жизнеописание.pdf', extension: 'pdf', url: shown!['url'] })
    expect(shown).toMatchObject({ title: 'Жизнеописание.pdf', mimetype: 'application/pdf' })
    expect(shown).not.toHaveProperty('name')
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['application/pdf', '%PDF-1.4 …'])
  })

  it('of the seed are PDFs, other files, and PDFs that are none', async () => {
    const files = [...sandbox.state.tasks.values()].flatMap(({ attachments }) => attachments)
    const pdfs = files.filter(({ extension }) => extension === 'pdf')
    const real = pdfs.filter(({ content }) => content.subarray(0, 5).toString() === '%PDF-')

    expect(real.length).toBeGreaterThan(0)
    expect(pdfs.length).toBeGreaterThan(real.length)
    expect(files.length).toBeGreaterThan(pdfs.length)
  })

  it('may be large, or lie elsewhere', async () => {
    const content = Buffer.from('%PDF-1.4')
    const { id } = sandbox.createTask({ listId: [...sandbox.state.lists.keys()][0]!, name: 'Files' })
    sandbox.attach({ taskId: id, title: 'big.pdf', content, size: 3_000_000 })
    sandbox.attach({ taskId: id, title: 'far.pdf', content, foreignUrl: 'https://elsewhere.example/far.pdf' })
    const [big, far] = await attachmentsOf(id)

    expect((await (await fetch(big!['url']!)).arrayBuffer()).byteLength).toBe(3_000_000)
    expect(far!['url']).toBe('https://elsewhere.example/far.pdf')
  })

  it('need a file under the right name', async () => {
    const form = new FormData()
    form.append('file', new Blob(['x']), 'x.txt')

    expect((await askClickUp(sandbox, `POST /v2/task/${taskId}/attachment`, { form })).status).toBe(400)
  })
})

describe('tags of a space', () => {
  it('are made without an id coming back', async () => {
    const [spaceId] = sandbox.state.spaces.keys()
    const tag = { name: 'Fresh', tag_fg: '#fff', tag_bg: '#000' }
    const made = await askClickUp(sandbox, `POST /v2/space/${spaceId}/tag`, { body: { tag } })
    const tags = itemsOf(await askClickUp(sandbox, `GET /v2/space/${spaceId}/tag`), 'tags')

    expect(made.text).toBe('{}')
    expect(tags).toContainEqual(expect.objectContaining({ name: 'fresh', tag_bg: '#000' }))
  })
})
