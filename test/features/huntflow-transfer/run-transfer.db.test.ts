import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aTask, aTransferWorld, tracesOf, type TransferWorld } from './a-transfer.ts'

let world: TransferWorld
beforeAll(async () => {
  world = await aTransferWorld()
})
afterEach(() => {
  world.clickup.clearFaults()
  world.huntflow.clearFaults()
})
afterAll(() => world.close())

const steps = (transfer: Awaited<ReturnType<TransferWorld['find']>>) =>
  transfer.data.steps.map(({ name, outcome }) => `${name}: ${outcome}`)

function aVacancy() {
  const vacancies = [...world.huntflow.state.vacancies.values()]
  return vacancies.find(({ accountId, state }) => accountId === world.huntflow.accountId && state === 'OPEN')!
}

describe('a transfer', () => {
  it('makes an applicant with résumé, vacancy, note, tag, and a comment at the task', async () => {
    const taskId = aTask(world.clickup, { comments: ['First talk: good', 'Second: better'] })
    const vacancyId = String(aVacancy().id)

    const id = await world.start({ taskId, vacancyId, includeComments: true })
    const transfer = await world.runToRest(id)
    const traces = tracesOf(world, transfer)

    expect(transfer).toMatchObject({ status: 'completed', error: null, sentAt: null })
    expect(transfer.data.steps.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 9 }, () => 'done'))
    expect(traces.applicants).toMatchObject([
      {
        lastName: 'Sidorov',
        firstName: 'Ivan',
        middleName: 'Petrovich',
        position: 'Go developer',
        phone: '+375291234567',
        email: 'ivan@example.com',
        money: '4200',
        company: 'Acme',
        birthday: '1990-02-28',
        social: [{ value: 'sidorov' }],
        externals: [{ authType: 'NATIVE', fileIds: [transfer.data.file?.id] }],
      },
    ])
    expect(traces.links).toMatchObject([{ vacancyId: Number(vacancyId) }])
    expect(traces.notes).toHaveLength(1)
    expect(traces.notes[0]?.comment).toContain('First talk: good')
    expect(traces.notes[0]?.comment).toContain('Second: better')
    expect(traces.tags).toEqual(['clickup'])
    expect(traces.comments).toHaveLength(1)
    expect(traces.taskTags).toContain('huntflow')
    expect(transfer.data.parsed).toBeNull()
    expect(world.complaints()).toEqual([])
    expect(world.events.at(-1)).toEqual({ transferId: id, taskId, status: 'completed', step: 'tag-task' })
  })

  it('takes what the task says from its fields first', async () => {
    const field = (name: string) =>
      [...world.clickup.state.fields.values()].find((one) => one.name === name)!.id
    const taskId = aTask(world.clickup, {
      name: 'سمير',
      description: 'a@example.com +375 29 111-11-11',
      files: [],
    })
    const set = (name: string, value: unknown) =>
      world.clickup.setField({ taskId, fieldId: field(name), value })
    set('E-mail', 'field@example.com')
    set('Phone', '+48 600 700 800')
    set('LinkedIn', 'https://pl.linkedin.com/in/samir/')
    set('Salary', 5000)

    const transfer = await world.runToRest(await world.start({ taskId }))
    const [applicant] = tracesOf(world, transfer).applicants

    expect(applicant).toMatchObject({
      lastName: 'سمير',
      firstName: '(first name unknown)',
      email: 'field@example.com',
      phone: '+48600700800',
    })
    expect(applicant?.money).toMatch(/5000/)
    expect(applicant?.externals[0]?.text).toContain('LinkedIn: https://www.linkedin.com/in/samir')
    expect(steps(transfer)).toContain('choose-resume: skipped')
    expect(world.complaints()).toEqual([])
  })

  it('is one, however often it is asked for', async () => {
    const taskId = aTask(world.clickup)

    const ids = await Promise.all(Array.from({ length: 5 }, () => world.start({ taskId })))
    await Promise.all(ids.map((id) => world.runOnce(id)))
    const transfer = await world.runToRest(ids[0]!)

    expect(new Set(ids).size).toBe(1)
    expect(tracesOf(world, transfer)).toMatchObject({ applicants: [{}], notes: [{}], comments: [{}] })
    expect(await world.start({ taskId })).toBe(ids[0])
  })

  it('shows whom Huntflow takes for the same person', async () => {
    const double = world.huntflow.createApplicant({
      lastName: 'Before',
      firstName: 'Ann',
      email: 'twin@example.com',
    })
    const taskId = aTask(world.clickup, { description: 'twin@example.com' })

    const { data } = await world.runToRest(await world.start({ taskId }))

    expect(data.possibleDuplicates).toEqual([{ applicantId: String(double.id), name: 'Before Ann' }])
  })

  it('keeps the tags that others have set, and uses the tag that is there', async () => {
    const { huntflow } = world
    const transfer = await world.runToRest(await world.start())
    const [applicant] = tracesOf(world, transfer).applicants
    const others = [...huntflow.state.tags.values()].filter((tag) => tag.accountId === huntflow.accountId)

    expect(others.filter(({ name }) => name === 'clickup')).toHaveLength(1)
    expect(applicant?.tags).toHaveLength(1)
  })

  it('ends with what is wrong where the organisation is somebody else’s', async () => {
    const { foreign, watched } = world.huntflow.state.accounts

    const refused = await world.runToRest(await world.start({ accountId: String(foreign) }))
    const watching = await world.runToRest(await world.start({ accountId: String(watched) }))

    expect(refused).toMatchObject({ status: 'failed', error: expect.stringMatching(/no organisation \d+/) })
    expect(steps(watching)).toContain('tag-applicant: skipped')
  })
})

describe('a résumé', () => {
  const pdf = (title: string) => ({ title, content: Buffer.from('%PDF-1.4 nothing to read') })

  it.each([
    ['no file at all', [], /has no PDF/],
    ['a picture', [{ title: 'a.png', content: Buffer.from('png') }], /has no PDF/],
    ['one that is none', [{ title: 'a.pdf', content: Buffer.from('MZ') }], /is no PDF/],
    [
      'one elsewhere',
      [{ ...pdf('a.pdf'), foreignUrl: 'https://evil.example/a.pdf' }],
      /not lie where ClickUp/,
    ],
    ['one at home', [{ ...pdf('a.pdf'), foreignUrl: 'http://127.0.0.1:1/a.pdf' }], /not lie where ClickUp/],
    ['one too large', [{ ...pdf('a.pdf'), size: 16 * 1024 * 1024 }], /larger than the 15 MB/],
  ])('is left out with the reason: %s', async (_what, files, reason) => {
    const transfer = await world.runToRest(await world.start({ taskId: aTask(world.clickup, { files }) }))

    expect(transfer.status).toBe('completed')
    expect(transfer.data.steps.find(({ name }) => name === 'choose-resume')?.detail).toMatch(reason)
    expect(tracesOf(world, transfer).applicants[0]?.externals[0]?.fileIds).toEqual([])
  })

  it('is the oldest file that really is one', async () => {
    const files = [
      { title: 'photo.pdf', content: Buffer.from('GIF89a') },
      pdf('резюме "👩‍💻".pdf'),
      pdf('offer.pdf'),
    ]
    const transfer = await world.runToRest(await world.start({ taskId: aTask(world.clickup, { files }) }))
    const file = world.huntflow.state.files.get(transfer.data.file?.id ?? 0)

    expect(transfer.data.resume?.title).toBe('резюме "👩‍💻".pdf')
    expect(file?.name).toBe('резюме "👩‍💻".pdf')
  })

  it('that Huntflow does not take loses no applicant', async () => {
    world.huntflow.failNext({
      matching: /upload/,
      status: 400,
      body: { errors: [{ type: 'x', title: 'Bad file' }] },
    })

    const transfer = await world.runToRest(await world.start())

    expect(steps(transfer)).toContain('upload-resume: skipped')
    expect(tracesOf(world, transfer).applicants).toHaveLength(1)
  })
})
