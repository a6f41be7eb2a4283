import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startUpsertApp, type UpsertApp } from '../upsert-app.ts'

let app: UpsertApp
let listId: string
beforeAll(async () => {
  app = await startUpsertApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  listId = await app.freshList()
})

describe('the first push of an internal id', () => {
  it('makes a task with all that was given, by one call', async () => {
    const { status, body } = await app.push({
      internalId: 'SCAN-1',
      title: '  SQL injection in login ',
      description: '# Found\n\nby *ZAP*',
      priority: 1,
      tags: ['Security', 'security', 'web'],
      dueDate: '2026-12-24T10:00:00+01:00',
    })

    expect(status).toBe(200)
    expect(body).toMatchObject({ outcome: 'created', internalId: 'SCAN-1', notes: [], error: null })
    expect(app.task(body.taskId)).toMatchObject({
      listId,
      name: 'SQL injection in login',
      priority: 1,
      tags: ['security', 'web'],
      dueMs: Date.parse('2026-12-24T09:00:00Z'),
      dueHasTime: true,
    })
    expect(app.task(body.taskId).markdown).toMatch(
      /^# Found\n\nby \*ZAP\*\n\n`SCAN-1` · switchyard-[0-9a-f]{16}$/,
    )
    expect(app.asked()).toEqual([`POST /v2/list/${listId}/task`])
    expect(app.clickup.requests.complaints).toEqual([])
  })
})
