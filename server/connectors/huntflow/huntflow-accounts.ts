import { Type } from 'typebox'
import { askHuntflow, path, type HuntflowSender } from './ask-huntflow.ts'
import { listed, maybe, Paged } from './huntflow-schemas.ts'

/** An organisation that the token's user works in. */
export interface HuntflowAccount {
  readonly id: string
  readonly name: string
  /** Its word in the addresses of Huntflow's web pages. */
  readonly nick: string
}

interface HuntflowVacancy {
  readonly id: string
  readonly position: string
  readonly company: string | null
  /** Huntflow's word, such as OPEN, HOLD or CLOSED. */
  readonly state: string
}

/** A stage of the way through a vacancy; Huntflow's API says status. */
interface HuntflowStage {
  readonly id: string
  readonly name: string
  /** `trash` is the stage of refusals. */
  readonly type: string
}

interface HuntflowSource {
  readonly id: string
  readonly name: string
}

export interface HuntflowAccounts {
  accounts(): Promise<readonly HuntflowAccount[]>
  /** Those that people still work on: not the closed ones. At most two thousand. */
  openVacancies(accountId: string): Promise<readonly HuntflowVacancy[]>
  /** In their order, without those that were removed. */
  stages(accountId: string): Promise<readonly HuntflowStage[]>
  sources(accountId: string): Promise<readonly HuntflowSource[]>
}

const Account = Type.Object({ id: Type.Integer(), name: Type.String(), nick: Type.String() })
const Vacancy = Type.Object({
  id: maybe(Type.Integer()),
  position: Type.String(),
  company: maybe(Type.String()),
  state: maybe(Type.String()),
})
const Stage = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  type: Type.String(),
  order: Type.Number(),
  removed: maybe(Type.String()),
})
const Source = Type.Object({ id: Type.Integer(), name: Type.String() })

const PAGE_SIZE = '100'
const MOST_PAGES = 20

export function huntflowAccounts(sender: HuntflowSender): HuntflowAccounts {
  return {
    accounts: async () => {
      const { items } = await askHuntflow(sender, listed(Account), { method: 'GET', path: '/accounts' })
      return items.map(({ id, name, nick }) => ({ id: String(id), name, nick }))
    },
    openVacancies: (accountId) => openVacancies(sender, accountId),
    stages: async (accountId) => {
      const { items } = await askHuntflow(sender, listed(Stage), {
        method: 'GET',
        path: path`/accounts/${accountId}/vacancies/statuses`,
      })
      return items
        .filter(({ removed }) => typeof removed !== 'string')
        .toSorted((a, b) => a.order - b.order)
        .map(({ id, name, type }) => ({ id: String(id), name, type }))
    },
    sources: async (accountId) => {
      const { items } = await askHuntflow(sender, listed(Source), {
        method: 'GET',
        path: path`/accounts/${accountId}/applicants/sources`,
      })
      return items.map(({ id, name }) => ({ id: String(id), name }))
    },
  }
}

async function openVacancies(sender: HuntflowSender, accountId: string): Promise<readonly HuntflowVacancy[]> {
  const found: HuntflowVacancy[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ count: PAGE_SIZE, page: String(page) })
    for (const state of ['OPEN', 'HOLD']) query.append('state', state)
    const answer = await askHuntflow(sender, Type.Interface([Paged, listed(Vacancy)], {}), {
      method: 'GET',
      path: path`/accounts/${accountId}/vacancies`,
      query,
    })
    for (const { id, position, company, state } of answer.items)
      if (typeof id === 'number')
        found.push({ id: String(id), position, company: company ?? null, state: state ?? 'OPEN' })
    if (page >= answer.total_pages) break
  }
  return found
}
