import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestSmtp, type TestSmtp } from '../../../support/smtp-server.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'
import { figuresOf } from '../../../platform/metrics/figures-of.ts'

let test: TestApp
let smtp: TestSmtp
const BOSS = 'boss@example.com'
const GONE = 'gone@example.com'
const LONG = { timeout: 20_000 }

interface Mail {
  readonly id: string
  readonly to: string
  readonly status: string
  readonly subject: string
  readonly lastError: string | null
  readonly text?: string
}
interface Page {
  readonly items: readonly Mail[]
  readonly nextCursor: string | null
}

beforeAll(async () => {
  smtp = await startTestSmtp()
  smtp.rules.login = { user: 'robot', pass: 'a-password-of-robots' }
  await smtp.stop()
  await smtp.start()
  smtp.rules.refused.set(GONE, 550)
  test = await startTestApp({
    sandbox: { size: { users: 3, projects: 2, tasks: 2, timeEntries: 2 } },
    env: {
      SMTP_URL: smtp.url.replace('//', '//robot:a-password-of-robots@'),
      MAIL_FROM: 'Time <time@example.com>',
    },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  await vi.waitUntil(async () => {
    const { body } = await test.call<{ run: { status: string } }>('GET', '/api/bootstrap')
    return body.run.status === 'completed'
  }, 30_000)
  await test.call('PUT', '/api/time-sessions/settings', {
    body: {
      coordinators: [BOSS, GONE],
      language: 'es',
      // A timer that is stopped at once has no length.
      mails: { started: 'both', problem: 'nobody' },
    },
  })
}, 60_000)
afterAll(async () => {
  await test.close()
  await smtp.stop()
})

const outbox = async (query = '') => (await test.call<Page>('GET', `/api/outbox${query}`)).body
const subjects = (to: string) => smtp.to(to).map(({ mail }) => mail.subject?.split(' – ')[0])

describe('a timer, from start to review', () => {
  it('is told to each mailbox, in its order and language, and the failures are shown and sent again', async () => {
    const { sandbox } = test
    const [userId] = sandbox.state.users.keys()
    const [projectId] = sandbox.state.projects.keys()
    const person = sandbox.state.users.get(userId!)!.email
    const entry = sandbox.startTimer({
      userId: userId!,
      projectId: projectId!,
      description: 'Plan & "calls"',
    })
    await expect.poll(() => subjects(person), LONG).toEqual(['Sesión iniciada'])
    sandbox.stopTimer({ userId: userId! })
    await expect.poll(() => subjects(BOSS), LONG).toEqual(['Sesión iniciada', 'Sesión terminada'])
    sandbox.updateTimeEntry(entry.id, { description: 'Plan B' })
    await expect.poll(() => subjects(person), LONG).toEqual(['Sesión iniciada', 'Sesión modificada'])
    const { body } = await test.call<{ items: { id: string }[] }>(
      'GET',
      `/api/time-sessions?externalId=${entry.id}`,
    )
    await test.call('POST', `/api/time-sessions/${body.items[0]!.id}/decision`, {
      body: { approved: true, note: 'Bien' },
    })
    await expect
      .poll(() => subjects(person), LONG)
      .toEqual(['Sesión iniciada', 'Sesión modificada', 'Sesión aprobada'])

    const [first] = smtp.to(BOSS)
    expect(first!.mail).toMatchObject({ from: { name: 'Time', address: 'time@example.com' } })
    expect([first!.mail.text, first!.mail.html]).toEqual([
      expect.stringContaining('Descripción: Plan & "calls"'),
      expect.stringContaining('Plan &amp; &quot;calls&quot;'),
    ])
    await expect.poll(async () => (await outbox('?status=failed')).items.length, LONG).toBe(4)
    expect(smtp.to(GONE)).toEqual([])
  })

  it('leaves an outbox that is read page by page, with what each mail says', async () => {
    const first = await outbox('?limit=2')
    const second = await outbox(`?limit=200&cursor=${first.nextCursor}`)
    const [failed] = (await outbox('?status=failed')).items

    expect(first.items.map(({ id }) => id)).toEqual(
      first.items
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
    expect(second.items.length).toBe(4 + 4 + 3 - 2)
    expect(failed).toMatchObject({ to: GONE, lastError: expect.stringContaining('550') })
    const whole = await test.call<Mail>('GET', `/api/outbox/${failed!.id}`)
    expect(whole.body.text).toContain('Persona: ')
    expect((await test.call('GET', '/api/outbox/none')).status).toBe(404)
    expect((await test.call('GET', '/api/outbox?status=lost')).status).toBe(422)
  })

  it('lets an administrator send again what has failed, and nothing else', async () => {
    const [failed] = (await outbox('?status=failed')).items
    const [sent] = (await outbox('?status=sent')).items
    const resend = (id: string, token?: string) =>
      test.call('POST', `/api/outbox/${id}/resend`, token === undefined ? {} : { token })
    smtp.rules.refused.clear()

    expect((await resend(failed!.id, test.sandbox.userToken({ role: 'MEMBER' }))).status).toBe(403)
    expect((await resend(failed!.id)).status).toBe(200)
    await expect.poll(() => smtp.to(GONE).length, LONG).toBe(1)
    expect([(await resend(sent!.id)).status, (await resend('none')).status]).toEqual([409, 404])
  })

  it('shows no password anywhere, and counts', async () => {
    const page = await (await fetch(`${test.baseUrl}/metrics`)).text()
    const figures = await figuresOf(test.baseUrl)

    expect(JSON.stringify([await outbox('?limit=200'), page])).not.toContain('a-password-of-robots')
    expect(figures.get('switchyard_mails_total{outcome="sent"}')).toBe(smtp.arrived.length)
    expect(figures.get('switchyard_mails_total{outcome="failed"}')).toBe(4)
    expect(figures.get('switchyard_mails_waiting')).toBe(0)
  })
})

describe('a login that is not taken any more', () => {
  it('holds up no event', async () => {
    smtp.rules.login = { user: 'robot', pass: 'another' }
    const { sandbox } = test
    const [userId] = sandbox.state.users.keys()
    const entry = sandbox.startTimer({ userId: userId!, description: 'While the mail is away' })

    await expect
      .poll(
        async () =>
          (await test.call<Page>('GET', `/api/time-sessions?externalId=${entry.id}`)).body.items.length,
        LONG,
      )
      .toBe(1)
    await expect
      .poll(
        async () =>
          (await outbox('?status=waiting')).items.map(({ lastError }) => lastError?.includes('535')),
        LONG,
      )
      .toEqual([true, true, true])
  })
})
