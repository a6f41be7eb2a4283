import { afterEach, describe, expect, it } from 'vitest'

import {
  HUNTFLOW_QUIRKS,
  type HuntflowQuirks,
  type HuntflowSandbox,
} from '../../../server/sandbox/huntflow/index.ts'
import { askHuntflow, errorOf, fileForm, startSmallHuntflow } from '../../support/huntflow-caller.ts'

let sandbox: HuntflowSandbox
afterEach(() => sandbox.stop())

async function start(quirks: Partial<HuntflowQuirks>): Promise<void> {
  sandbox = await startSmallHuntflow({ quirks })
}
const create = (body: object) => askHuntflow(sandbox, 'POST /accounts/{a}/applicants', { body })

describe('switches', () => {
  it('have a reason each', async () => {
    await start({})

    expect(Object.values(HUNTFLOW_QUIRKS).filter(({ reason }) => reason.length < 20)).toEqual([])
  })

  it('refreshTooEarly: off, a pair is rotated at any time', async () => {
    await start({ refreshTooEarly: false })
    const body = { refresh_token: sandbox.tokens.refreshToken }
    const { status } = await askHuntflow(sandbox, 'POST /token/refresh', { token: null, body })

    expect(status).toBe(200)
  })

  it('nulls: off, absent values are left out', async () => {
    await start({ nulls: false })
    const { body } = await create({ last_name: 'Short' })

    expect(Object.values(body)).not.toContain(null)
    expect(body).not.toHaveProperty('phone')
  })

  it('nullsTaken: on, null is absent; off, it is refused', async () => {
    await start({})
    const taken = await create({ last_name: 'Null', phone: null, externals: [{ files: null }] })
    await sandbox.stop()
    await start({ nullsTaken: false })

    expect(taken.status).toBe(200)
    expect(errorOf(await create({ phone: null }))).toBe('type_error.str: str type expected at /phone')
  })

  it('namesRequired: on, first and last name are', async () => {
    await start({ namesRequired: true })

    expect(errorOf(await create({ first_name: 'Eva' }))).toBe(
      'validation_error: field required at /last_name',
    )
  })

  it('repeatedVacancy and closedVacancyRefused: a vacancy may take an applicant again, and when closed', async () => {
    await start({ repeatedVacancy: 'moved', closedVacancyRefused: false })
    const { id } = sandbox.createApplicant({})
    const [vacancy] = sandbox.state.vacancies.values()
    const [stage, next] = sandbox.state.stages.values()
    sandbox.setVacancyState(vacancy!.id, 'CLOSED')
    const post = (status: number) =>
      askHuntflow(sandbox, `POST /accounts/{a}/applicants/${id}/vacancy`, {
        body: { vacancy: vacancy!.id, status },
      })
    const statuses = [(await post(stage!.id)).status, (await post(next!.id)).status]

    expect(statuses).toEqual([200, 200])
    expect(sandbox.state.applicants.get(id)?.links).toMatchObject([{ stageId: next!.id }])
  })

  it('sameFileSameId and unknownTypesRefused: each upload is one of its own, whatever its kind', async () => {
    await start({ sameFileSameId: false, unknownTypesRefused: false })
    const upload = async () => {
      const form = fileForm('x.ppt', 'x', 'application/vnd.ms-powerpoint')
      const headers = { 'x-file-parse': 'true' }
      return (await askHuntflow(sandbox, 'POST /accounts/{a}/upload', { form, headers })).body['id']
    }
    const [one, two] = [await upload(), await upload()]

    expect(one).toEqual(expect.any(Number))
    expect(two).not.toBe(one)
  })

  it('retryAfter: on, 429 says when', async () => {
    await start({ retryAfter: true })
    sandbox.failNext({ rateLimited: true })

    expect((await askHuntflow(sandbox, 'GET /me')).headers.get('retry-after')).toBe('1')
  })
})
