import { Type, type Static } from 'typebox'
import { askHuntflow, path, type HuntflowSender } from './ask-huntflow.ts'
import { listed, maybe, Paged } from './huntflow-schemas.ts'

/** What an applicant is made of. Huntflow's document knows no null, so what is not known is left out. */
export interface NewApplicant {
  readonly firstName: string
  readonly lastName: string
  readonly middleName?: string
  /** Wished pay, in words. */
  readonly money?: string
  readonly phone?: string
  readonly email?: string
  readonly position?: string
  readonly company?: string
  /** Of an uploaded picture. */
  readonly photoId?: number
  /** YYYY-MM-DD */
  readonly birthday?: string
  /** A name in Telegram, without @. */
  readonly telegram?: string
  /** The text of its résumé, which is what Huntflow shows beside the file. */
  readonly resumeText: string
  readonly resumeFileId?: number
}

export interface HuntflowApplicant {
  readonly id: string
  /** As people write it: last, first, middle; empty where Huntflow has none. */
  readonly name: string
  readonly createdAt: Date
  readonly resumeIds: readonly string[]
  /** On which vacancies it is, and at which stage of each. */
  readonly links: readonly { readonly vacancyId: string; readonly stageId: string }[]
  /** Other applicants that Huntflow takes for the same person. */
  readonly doubles: readonly string[]
}

export interface HuntflowApplicants {
  /** Gives the id, and what Huntflow takes for the same person. */
  createApplicant(accountId: string, applicant: NewApplicant): Promise<MadeApplicant>
  applicant(accountId: string, id: string): Promise<HuntflowApplicant>
  /** Ids of applicants that all of these words are found at; the newest are not found at once. */
  searchApplicants(accountId: string, words: string): Promise<readonly FoundApplicant[]>
  /** Those that were made last, as far as one page goes. */
  latestApplicants(accountId: string): Promise<readonly FoundApplicant[]>
  /** The text of one of an applicant's résumés. */
  resumeText(accountId: string, applicantId: string, resumeId: string): Promise<string>
}

export type MadeApplicant = Pick<HuntflowApplicant, 'id' | 'doubles'>
export type FoundApplicant = Pick<HuntflowApplicant, 'id' | 'createdAt'>

const Doubles = Type.Array(Type.Object({ double: Type.Integer() }))
const Made = Type.Object({ id: Type.Integer(), doubles: maybe(Doubles) })
const Found = Type.Object({ id: Type.Integer(), created: Type.String() })
const Applicant = Type.Object({
  id: Type.Integer(),
  created: Type.String(),
  first_name: maybe(Type.String()),
  last_name: maybe(Type.String()),
  middle_name: maybe(Type.String()),
  external: maybe(Type.Array(Type.Object({ id: Type.Integer() }))),
  links: maybe(Type.Array(Type.Object({ vacancy: Type.Integer(), status: Type.Integer() }))),
  doubles: maybe(Doubles),
})
const Resume = Type.Object({ data: maybe(Type.Object({ body: maybe(Type.String()) })) })
const PageOfFound = Type.Interface([Paged, listed(Found)], {})

export function huntflowApplicants(sender: HuntflowSender): HuntflowApplicants {
  return {
    createApplicant: async (accountId, applicant) => {
      const { id, doubles } = await askHuntflow(sender, Made, {
        method: 'POST',
        path: path`/accounts/${accountId}/applicants`,
        body: wireApplicant(applicant),
      })
      return { id: String(id), doubles: doublesOf(doubles) }
    },
    applicant: async (accountId, id) => {
      const at = path`/accounts/${accountId}/applicants/${id}`
      return applicantOf(await askHuntflow(sender, Applicant, { method: 'GET', path: at }))
    },
    searchApplicants: async (accountId, words) => {
      const { items } = await askHuntflow(sender, PageOfFound, {
        method: 'GET',
        path: path`/accounts/${accountId}/applicants/search`,
        query: new URLSearchParams({ q: words, count: '100' }),
      })
      return items.map(foundOf)
    },
    latestApplicants: async (accountId) => {
      const { items } = await askHuntflow(sender, PageOfFound, {
        method: 'GET',
        path: path`/accounts/${accountId}/applicants`,
        query: new URLSearchParams({ count: '30' }),
      })
      return items.map(foundOf)
    },
    resumeText: async (accountId, applicantId, resumeId) => {
      const { data } = await askHuntflow(sender, Resume, {
        method: 'GET',
        path: path`/accounts/${accountId}/applicants/${applicantId}/externals/${resumeId}`,
      })
      return data?.body ?? ''
    },
  }
}

function wireApplicant(applicant: NewApplicant): object {
  const { resumeText, resumeFileId, telegram } = applicant
  const external = {
    auth_type: 'NATIVE',
    data: { body: resumeText },
    ...(resumeFileId === undefined ? {} : { files: [resumeFileId] }),
  }
  // JSON leaves out what is undefined.
  return {
    first_name: applicant.firstName,
    last_name: applicant.lastName,
    middle_name: applicant.middleName,
    money: applicant.money,
    phone: applicant.phone,
    email: applicant.email,
    position: applicant.position,
    company: applicant.company,
    photo: applicant.photoId,
    birthday: applicant.birthday,
    externals: [external],
    ...(telegram === undefined ? {} : { social: [{ social_type: 'TELEGRAM', value: telegram }] }),
  }
}

function applicantOf(source: Static<typeof Applicant>): HuntflowApplicant {
  const { first_name: first, last_name: last, middle_name: middle } = source
  return {
    ...foundOf(source),
    name: [last, first, middle].filter((word) => typeof word === 'string' && word !== '').join(' '),
    resumeIds: (source.external ?? []).map(({ id }) => String(id)),
    links: (source.links ?? []).map(({ vacancy, status }) => ({
      vacancyId: String(vacancy),
      stageId: String(status),
    })),
    doubles: doublesOf(source.doubles),
  }
}

function foundOf({ id, created }: Static<typeof Found>): FoundApplicant {
  const at = new Date(created)
  return { id: String(id), createdAt: Number.isNaN(at.getTime()) ? new Date(0) : at }
}

function doublesOf(doubles: Static<typeof Made>['doubles']): readonly string[] {
  return (doubles ?? []).map(({ double }) => String(double))
}
