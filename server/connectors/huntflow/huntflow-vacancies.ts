import { Type } from 'typebox'
import { askHuntflow, path, type HuntflowSender } from './ask-huntflow.ts'
import { listed, maybe, Paged } from './huntflow-schemas.ts'

interface PlaceOnVacancy {
  readonly vacancyId: string
  readonly stageId: string
}

export interface NewNote {
  /** Plain text, at most 65,535 characters. */
  readonly text: string
  /** Left out: among the personal notes. */
  readonly vacancyId?: string
}

export interface HuntflowVacancies {
  /** Only for who is not on it yet: Huntflow refuses to add twice. */
  addToVacancy(accountId: string, applicantId: string, place: PlaceOnVacancy): Promise<void>
  /** Of who is on the vacancy; safe to repeat. */
  changeStage(accountId: string, applicantId: string, place: PlaceOnVacancy): Promise<void>
  /** Gives the note's id. */
  addNote(accountId: string, applicantId: string, note: NewNote): Promise<string>
  /** The first of the applicant's notes that has the mark in it. */
  findNote(accountId: string, applicantId: string, mark: string): Promise<string | undefined>
}

const Placed = Type.Object({ id: Type.Integer() })
const Logged = Type.Object({ id: Type.Integer(), comment: maybe(Type.String()) })
const PageOfLogs = Type.Interface([Paged, listed(Logged)], {})
const MOST_PAGES = 20

export function huntflowVacancies(sender: HuntflowSender): HuntflowVacancies {
  const place = async (
    method: 'POST' | 'PUT',
    at: { readonly accountId: string; readonly applicantId: string },
    { vacancyId, stageId }: PlaceOnVacancy,
  ): Promise<void> => {
    await askHuntflow(sender, Placed, {
      method,
      path: path`/accounts/${at.accountId}/applicants/${at.applicantId}/vacancy`,
      body: { vacancy: Number(vacancyId), status: Number(stageId) },
    })
  }
  return {
    addToVacancy: (accountId, applicantId, wanted) => place('POST', { accountId, applicantId }, wanted),
    changeStage: (accountId, applicantId, wanted) => place('PUT', { accountId, applicantId }, wanted),
    addNote: async (accountId, applicantId, { text, vacancyId }) => {
      const { id } = await askHuntflow(sender, Placed, {
        method: 'POST',
        path: path`/accounts/${accountId}/applicants/${applicantId}/logs`,
        body: { comment: text, ...(vacancyId === undefined ? {} : { vacancy: Number(vacancyId) }) },
      })
      return String(id)
    },
    findNote: async (accountId, applicantId, mark) => {
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const { items, total_pages: pages } = await askHuntflow(sender, PageOfLogs, {
          method: 'GET',
          path: path`/accounts/${accountId}/applicants/${applicantId}/logs`,
          query: new URLSearchParams({ type: 'COMMENT', count: '100', page: String(page) }),
        })
        const found = items.find(({ comment }) => comment?.includes(mark) === true)
        if (found !== undefined) return String(found.id)
        if (page >= pages) break
      }
      return undefined
    },
  }
}
