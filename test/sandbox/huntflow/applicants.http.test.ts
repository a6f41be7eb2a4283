import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { askHuntflow, errorOf, itemsOf, startSmallHuntflow } from '../../support/huntflow-caller.ts'

let sandbox: HuntflowSandbox
beforeAll(async () => {
  sandbox = await startSmallHuntflow()
})
afterAll(() => sandbox.stop())

const create = (body: object) => askHuntflow(sandbox, 'POST /accounts/{a}/applicants', { body })
const of = (id: number, call: string, body?: object) => {
  const [method, path] = call.split(' ')
  return askHuntflow(sandbox, `${method} /accounts/{a}/applicants/${id}${path}`, body ? { body } : {})
}
const ofAccount = <Item extends { accountId: number }>(items: Iterable<Item>) =>
  [...items].filter(({ accountId }) => accountId === sandbox.accountId)
const stageOf = (type: string) =>
  ofAccount(sandbox.state.stages.values()).find((one) => one.type === type && one.removedMs === null)!.id
const vacancyIn = (state: string) =>
  ofAccount(sandbox.state.vacancies.values()).find((one) => one.state === state)!.id

describe('a new applicant', () => {
  it('keeps what the document knows and nothing else', async () => {
    const file = ofAccount(sandbox.state.files.values())[0]!.id
    const { status, body } = await create({
      first_name: '智子',
      money: '1000 €',
      files: [file],
      linkedin: 'x',
      externals: [{ data: { body: 'CV' }, files: [file] }],
      social: [{ social_type: 'TELEGRAM', value: '@tomoko' }],
    })
    const kept = sandbox.state.applicants.get(Number(body['id']))

    expect([status, body['doubles'], body['files']]).toEqual([200, [], [file]])
    expect(kept).toMatchObject({ firstName: '智子', money: '1000 €', social: [{ value: '@tomoko' }] })
    expect(kept?.externals).toMatchObject([{ authType: 'NATIVE', text: 'CV', fileIds: [file] }])
    expect(kept).not.toHaveProperty('linkedin')
  })

  it('gets no résumé from a list of files beside it', async () => {
    const file = ofAccount(sandbox.state.files.values())[0]!.id
    const { status, body } = await create({ last_name: 'Files', files: [file] })

    expect([status, body['external'], body['files']]).toEqual([200, [], []])
  })

  it('names its doubles: the same address or the same number, however they are written', async () => {
    const one = await create({ email: 'Double@Mail.example', phone: '8 (916) 777-66-55' })
    const two = await create({ email: 'double@mail.example' })
    const three = await create({ phone: '+79167776655' })
    const [first, second] = [Number(one.body['id']), Number(two.body['id'])]

    expect(two.body['doubles']).toEqual([{ double: first }])
    expect(three.body['doubles']).toEqual([{ double: first }])
    expect((await of(second, 'GET ')).body['doubles']).toEqual([{ double: first }])
  })

  it.each([
    [{ money: 1000 }, 'type_error.str: str type expected at /money'],
    [{ email: 'nobody' }, 'value_error.email: value is not a valid email address at /email'],
    [{ birthday: '17.05.1990' }, 'value_error.date: invalid date format at /birthday'],
    [{ externals: [{}, {}] }, 'value_error.list.max_items: ensure this value has fewer items at /externals'],
    [
      { externals: [{ files: [1, 2] }] },
      'value_error.list.max_items: ensure this value has fewer items at /externals/0/files',
    ],
    [
      { social: [{ social_type: 'SKYPE', value: 'x' }] },
      'type_error.enum: value is not a valid enumeration member at /social/0/social_type',
    ],
    [{ social: [{ social_type: 'TELEGRAM' }] }, 'value_error.missing: field required at /social/0/value'],
    [{ externals: [{ files: [1] }] }, 'validation_error: Unknown file at /externals/0/files'],
    [{ externals: [{ account_source: 1 }] }, 'validation_error: Unknown applicant source at /account_source'],
    [[], 'type_error.dict: value is not a valid dict'],
  ])('is refused with %j, and not made', async (body, error) => {
    const before = sandbox.state.applicants.size
    const answer = await create(body)

    expect([answer.status, errorOf(answer), sandbox.state.applicants.size]).toEqual([400, error, before])
  })
})

describe('an applicant', () => {
  it('is added to a vacancy once and changes its stage there', async () => {
    const { id } = sandbox.createApplicant({ lastName: 'Staged' })
    const vacancy = vacancyIn('OPEN')
    const added = await of(id, 'POST /vacancy', { vacancy, status: stageOf('user'), comment: 'Hi' })
    const again = await of(id, 'POST /vacancy', { vacancy, status: stageOf('offer') })
    const changed = await of(id, 'PUT /vacancy', { vacancy, status: stageOf('offer') })
    const logs = itemsOf(await of(id, 'GET /logs')).map(({ type, comment }) => [type, comment])

    expect(added.body).toMatchObject({ vacancy, status: stageOf('user'), rejection_reason: null })
    expect(errorOf(again)).toBe('validation_error: Applicant is already on this vacancy at /vacancy')
    expect(changed.body).toMatchObject({ id: added.body['id'], status: stageOf('offer') })
    expect(logs).toEqual([
      ['STATUS', null],
      ['VACANCY-ADD', 'Hi'],
      ['ADD', null],
    ])
  })

  it('is refused with a reason, which is no status', async () => {
    const { id } = sandbox.createApplicant({ lastName: 'Refused' })
    const [vacancy, reason] = [vacancyIn('OPEN'), ofAccount(sandbox.state.reasons)[0]!.id!]
    const put = (call: string, body: object) => of(id, call, { vacancy, ...body })
    const wrong = await put('POST /vacancy', { status: reason })
    const early = await put('POST /vacancy', { status: stageOf('user'), rejection_reason: reason })
    const done = await put('POST /vacancy', { status: stageOf('trash'), rejection_reason: reason })

    expect(errorOf(wrong)).toBe('validation_error: Unknown status at /status')
    expect(errorOf(early)).toBe('validation_error: Unknown rejection reason at /rejection_reason')
    expect(done.body).toMatchObject({ status: stageOf('trash'), rejection_reason: reason })
  })

  it('does not come on a vacancy that is closed, unknown or not its own', async () => {
    const { id } = sandbox.createApplicant({ lastName: 'Waiting' })
    const status = stageOf('user')
    const post = async (vacancy: number) => errorOf(await of(id, 'POST /vacancy', { vacancy, status }))
    const off = await of(id, 'PUT /vacancy', { vacancy: vacancyIn('OPEN'), status })

    expect(await post(vacancyIn('CLOSED'))).toBe('validation_error: Vacancy is closed at /vacancy')
    expect(await post(1)).toBe('validation_error: Unknown vacancy at /vacancy')
    expect(errorOf(off)).toBe('validation_error: Applicant is not on this vacancy at /vacancy')
    expect(sandbox.state.applicants.get(id)?.links).toEqual([])
  })

  it('has notes, personal ones without a vacancy', async () => {
    const { id } = sandbox.createApplicant({ lastName: 'Noted' })
    const vacancy = vacancyIn('OPEN')
    await of(id, 'POST /logs', { comment: 'Личное 🙂' })
    await of(id, 'POST /logs', { comment: 'Of the vacancy', vacancy })
    const comments = async (query: string) =>
      itemsOf(await of(id, `GET /logs?type=COMMENT${query}`)).map(({ comment }) => comment)
    const long = await of(id, 'POST /logs', { comment: 'x'.repeat(65_536) })

    expect(await comments('')).toEqual(['Of the vacancy', 'Личное 🙂'])
    expect(await comments('&personal=true')).toEqual(['Личное 🙂'])
    expect(await comments(`&vacancy=${vacancy}`)).toEqual(['Of the vacancy'])
    expect(errorOf(long)).toMatch(/^value_error.any_str.max_length: .* at \/comment$/)
  })

  it('keeps only the tags that were posted last', async () => {
    const { id } = sandbox.createApplicant({ lastName: 'Tagged' })
    const [one, two] = ofAccount(sandbox.state.tags.values()).map((tag) => tag.id)
    const made = await askHuntflow(sandbox, 'POST /accounts/{a}/tags', {
      body: { name: 'imported', color: '00AD3B' },
    })
    const hash = await askHuntflow(sandbox, 'POST /accounts/{a}/tags', {
      body: { name: 'x', color: '#00AD3B' },
    })
    await of(id, 'POST /tags', { tags: [one, two] })
    await of(id, 'POST /tags', { tags: [made.body['id']] })
    const unknown = await of(id, 'POST /tags', { tags: [one, 1] })

    expect((await of(id, 'GET /tags')).body).toEqual({ tags: [made.body['id']] })
    expect([errorOf(hash), errorOf(unknown)]).toEqual([
      'validation_error: Wrong color at /color',
      'validation_error: Unknown tag at /tags',
    ])
  })

  it('has a questionary of the fields of its organisation', async () => {
    const { id } = sandbox.createApplicant({ lastName: 'Asked' })
    const none = await of(id, 'GET /questionary')
    const early = await of(id, 'PATCH /questionary', { notes: 'x' })
    await of(id, 'POST /questionary', { scorecard: 'https://sheets.example/1', unknown: 'x' })
    await of(id, 'PATCH /questionary', { notes: 'ok' })
    const wrong = await of(id, 'PATCH /questionary', { level: 'Principal' })

    expect([none.status, early.status]).toEqual([404, 404])
    expect((await of(id, 'GET /questionary')).body).toEqual({
      scorecard: 'https://sheets.example/1',
      notes: 'ok',
    })
    expect(errorOf(wrong)).toBe('validation_error: Wrong value at /level')
  })

  it('has a résumé that can be changed and taken away', async () => {
    const { id, externals } = sandbox.createApplicant({ externals: [{ text: 'Old' }] })
    const path = `/externals/${externals[0]!.id}`
    const source = ofAccount(sandbox.state.sources.values())[0]!.id
    const short = await of(id, `PUT ${path}`, { data: { body: 'New' } })
    const changed = await of(id, `PUT ${path}`, { account_source: source, data: { body: 'New' } })
    const gone = await of(id, `DELETE ${path}`)

    expect(errorOf(short)).toBe('value_error.missing: field required at /account_source')
    expect(changed.body).toMatchObject({ account_source: source, data: { body: 'New' } })
    expect([gone.status, (await of(id, `GET ${path}`)).status]).toEqual([204, 404])
  })
})
