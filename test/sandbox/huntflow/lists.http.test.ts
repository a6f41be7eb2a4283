import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { askHuntflow, errorOf, itemsOf, startSmallHuntflow } from '../../support/huntflow-caller.ts'

let sandbox: HuntflowSandbox
beforeAll(async () => {
  sandbox = await startSmallHuntflow({ size: { vacancies: 130, applicants: 70 } })
})
afterAll(() => sandbox.stop())

const get = (path: string) => askHuntflow(sandbox, `GET /accounts/{a}/${path}`)
const idsOf = async (path: string) => itemsOf(await get(path)).map(({ id }) => Number(id))
const mine = () => [...sandbox.state.applicants.values()].filter((one) => one.accountId === sandbox.accountId)

describe('lists', () => {
  it('come in pages from 1, with all counted', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => get(`vacancies?count=100&page=${page}`)))
    const ids = pages.flatMap((page) => itemsOf(page).map(({ id }) => id))

    expect(pages.map((page) => itemsOf(page).length)).toEqual([100, 30, 0])
    expect(pages[0]?.body).toMatchObject({ page: 1, count: 100, total_pages: 2, total_items: 130 })
    expect(new Set(ids).size).toBe(130)
  })

  it.each([
    ['vacancies?count=101', 'value_error: ensure this value is less than or equal to 100 at count'],
    ['applicants?count=31', 'value_error: ensure this value is less than or equal to 30 at count'],
    ['vacancies?page=0', 'value_error: ensure this value is an integer greater than 0 at page'],
    ['vacancies?state=DONE', 'value_error: value is not a valid enumeration member at state'],
    ['vacancies?mine=1', 'value_error: value could not be parsed to a boolean at mine'],
  ])('refuse %s', async (path, error) => {
    expect(errorOf(await get(path))).toBe(error)
  })

  it('of vacancies are filtered by state, the name once for each', async () => {
    const statesOf = async (query: string) =>
      new Set(itemsOf(await get(`vacancies?count=100${query}`)).map((one) => one['state']))

    expect(await statesOf('')).toEqual(new Set(['OPEN', 'HOLD', 'CLOSED']))
    expect(await statesOf('&state=OPEN&state=HOLD')).toEqual(new Set(['OPEN', 'HOLD']))
    expect(await statesOf('&state[]=OPEN')).toEqual(new Set(['OPEN', 'HOLD', 'CLOSED']))
    expect(await statesOf('&opened=true')).toEqual(new Set(['OPEN']))
    expect((await idsOf('vacancies?count=100&mine=true')).length).toBeLessThan(100)
  })

  it('of stages show the removed one and where refusals go; the last reason has no id', async () => {
    const stages = itemsOf(await get('vacancies/statuses'))
    const reasons = itemsOf(await get('rejection_reasons'))

    expect(stages.filter(({ type }) => type === 'trash')).toHaveLength(1)
    expect(stages.filter(({ removed }) => removed !== null)).toHaveLength(1)
    expect(reasons.map(({ id }) => id === null)).toEqual([false, false, false, false, true])
  })

  it('of applicants are filtered by vacancy and stage', async () => {
    const [link] = mine().flatMap(({ links }) => links)
    const ids = await idsOf(`applicants?vacancy=${link!.vacancyId}&status=${link!.stageId}`)
    const expected = mine().filter(({ links }) =>
      links.some((one) => one.vacancyId === link!.vacancyId && one.stageId === link!.stageId),
    )

    expect(ids.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id))
  })
})

describe('search', () => {
  it('finds every word in any script, newest first', async () => {
    const ids = await idsOf(`applicants/search?q=${encodeURIComponent('СОКОЛОВА анна')}&count=100`)

    expect(ids.length).toBeGreaterThan(1)
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    expect(ids.every((id) => sandbox.state.applicants.get(id)?.lastName === 'Соколова')).toBe(true)
  })

  it('goes on where the cursor ends, to the last one', async () => {
    const found: number[] = []
    let cursor: unknown = ''
    while (typeof cursor === 'string') {
      const next = cursor === '' ? '' : `&next_page_cursor=${cursor}`
      const page = await get(`applicants/search_by_cursor?q=mail.example&count=25${next}`)
      found.push(...itemsOf(page).map(({ id }) => Number(id)))
      cursor = page.body['next_page_cursor']
    }

    expect(found).toEqual(
      mine()
        .map(({ id }) => id)
        .toReversed(),
    )
  })

  it('knows tags, sources, stages now or ever, reasons of refusals, and who is on no vacancy', async () => {
    const tagged = mine().find(({ tags }) => tags.length > 0)!
    const sourced = mine().find(({ externals }) => externals.length > 0)!
    const free = mine().find(({ links }) => links.length === 0)!
    const refused = mine().find(({ links }) => typeof links[0]?.reasonId === 'number')!
    const { stageId, reasonId } = refused.links[0]!

    expect(await idsOf(`applicants/search?tag=${tagged.tags[0]!.tagId}&count=100`)).toContain(tagged.id)
    expect(
      await idsOf(`applicants/search?account_source=${sourced.externals[0]!.sourceId}&count=100`),
    ).toContain(sourced.id)
    expect(await idsOf('applicants/search?vacancy=null&count=100')).toContain(free.id)
    expect(
      await idsOf(`applicants/search?status=${stageId}&rejection_reason=${reasonId}&count=100`),
    ).toContain(refused.id)
    expect(await idsOf(`applicants/search?status=${stageId}&only_current_status=true`)).not.toContain(free.id)
  })

  it('ends at the twenty thousandth', async () => {
    expect(errorOf(await get('applicants/search?count=100&page=201'))).toBe(
      'validation_error: Search window is too large',
    )
  })
})
