/** What Huntflow holds, in our own words; views turn it into Huntflow's answers. */

export type MemberType = 'owner' | 'manager' | 'watcher'

export interface User {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly position: string
}

/** An organisation. */
export interface Account {
  readonly id: number
  readonly name: string
  readonly nick: string
  /** By user id. */
  readonly members: ReadonlyMap<number, MemberType>
}

export type VacancyState = 'OPEN' | 'CLOSED' | 'HOLD'

export interface Vacancy {
  readonly id: number
  readonly accountId: number
  position: string
  readonly company: string
  readonly money: string | null
  state: VacancyState
  readonly isUrgent: boolean
  readonly createdMs: number
  readonly groupId: number | null
  /** Who works on it. */
  readonly userIds: readonly number[]
}

/** A status of Huntflow: where applicants of a vacancy are. */
export interface Stage {
  readonly id: number
  readonly accountId: number
  readonly type: 'user' | 'offer' | 'hired' | 'trash'
  readonly name: string
  readonly order: number
  removedMs: number | null
  readonly stayDays: number | null
}

export interface StageGroup {
  readonly id: number
  readonly accountId: number
  readonly name: string
  readonly stageIds: readonly number[]
}

export interface RejectionReason {
  /** null is the reason for all that has no reason. */
  readonly id: number | null
  readonly accountId: number
  readonly name: string
  readonly order: number
}

export interface Source {
  readonly id: number
  readonly accountId: number
  readonly name: string
  readonly type: 'system' | 'user'
  readonly foreign: string | null
}

export interface Tag {
  readonly id: number
  readonly accountId: number
  readonly name: string
  /** Six hexadecimal digits, without #. */
  readonly color: string
}

export interface StoredFile {
  readonly id: number
  readonly accountId: number
  readonly name: string
  readonly contentType: string
  readonly content: Buffer
  /** In its address instead of a token. */
  readonly key: string
}

/** A résumé. */
export interface External {
  readonly id: number
  readonly authType: string
  sourceId: number | null
  text: string | null
  fileIds: readonly number[]
  readonly createdMs: number
  updatedMs: number
}

/** Where an applicant is on a vacancy. */
export interface Link {
  readonly id: number
  readonly vacancyId: number
  stageId: number
  reasonId: number | null
  changedMs: number
}

type LogType = 'ADD' | 'VACANCY-ADD' | 'STATUS' | 'COMMENT'

export interface LogEntry {
  readonly id: number
  readonly type: LogType
  readonly userId: number
  readonly createdMs: number
  /** null: among the personal notes. */
  readonly vacancyId: number | null
  readonly stageId: number | null
  readonly reasonId: number | null
  readonly comment: string | null
  readonly fileIds: readonly number[]
}

interface Social {
  readonly id: number
  readonly value: string
}

/** What a person says of an applicant when it is added. */
export interface ApplicantCard {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly middleName: string | null
  readonly money: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly skype: string | null
  readonly position: string | null
  readonly company: string | null
  readonly photoId: number | null
  readonly birthday: string | null
}

export interface Applicant extends ApplicantCard {
  readonly id: number
  readonly accountId: number
  readonly createdMs: number
  /** The account's tags, each with the id of its being there. */
  tags: readonly { readonly id: number; readonly tagId: number }[]
  readonly links: Link[]
  readonly externals: External[]
  readonly social: readonly Social[]
  /** Oldest first. */
  readonly logs: LogEntry[]
  /** By the names of the organisation's schema; undefined before it was filled in. */
  questionary: Readonly<Record<string, unknown>> | undefined
}
