import { invalid } from '../http/api-error.ts'
import { requireFiles } from '../state/access.ts'
import type { Applicant, ApplicantCard, External, LogEntry } from '../state/model.ts'
import { nextId } from '../state/state.ts'
import { nowMs, type World } from '../world.ts'

interface NewExternal {
  readonly authType?: string | undefined
  readonly sourceId?: number | undefined
  readonly text?: string | undefined
  readonly fileIds?: readonly number[] | undefined
}

type Given<Values> = { readonly [Name in keyof Values]?: Values[Name] | undefined }

export interface NewApplicant extends Given<ApplicantCard> {
  readonly externals?: readonly NewExternal[]
  readonly telegram?: string | undefined
  /** Who adds it; the seeded person when absent. */
  readonly userId?: number
}

const NOTHING: ApplicantCard = {
  firstName: null,
  lastName: null,
  middleName: null,
  money: null,
  phone: null,
  email: null,
  skype: null,
  position: null,
  company: null,
  photoId: null,
  birthday: null,
}

export function createApplicant(world: World, accountId: number, input: NewApplicant): Applicant {
  const { state } = world
  const { externals = [], telegram, userId = state.userId, ...card } = input
  checkNames(world, card)
  const photoIds = typeof card.photoId === 'number' ? [card.photoId] : []
  requireFiles(world, { accountId, ids: photoIds, variable: '/photo' })
  const applicant: Applicant = {
    ...cardOf(card),
    id: nextId(state, 'applicant'),
    accountId,
    createdMs: nowMs(world),
    tags: [],
    links: [],
    externals: externals.map((one) => makeExternal(world, accountId, one)),
    social: telegram === undefined ? [] : [{ id: nextId(state, 'social'), value: telegram }],
    logs: [],
    questionary: undefined,
  }
  state.applicants.set(applicant.id, applicant)
  addLog(world, applicant, { type: 'ADD', userId })
  return applicant
}

function cardOf(given: Given<ApplicantCard>): ApplicantCard {
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  return { ...NOTHING, ...Object.fromEntries(known) }
}

function checkNames({ quirks }: World, { firstName, lastName }: Given<ApplicantCard>): void {
  if (!quirks.namesRequired) return
  if ((firstName ?? '') === '') throw invalid('field required', '/first_name')
  if ((lastName ?? '') === '') throw invalid('field required', '/last_name')
}

function makeExternal(world: World, accountId: number, given: NewExternal): External {
  checkSource(world, accountId, given.sourceId)
  const fileIds = given.fileIds ?? []
  requireFiles(world, { accountId, ids: fileIds, variable: '/externals/0/files' })
  return {
    id: nextId(world.state, 'external'),
    authType: given.authType ?? 'NATIVE',
    sourceId: given.sourceId ?? null,
    text: given.text ?? null,
    fileIds,
    createdMs: nowMs(world),
    updatedMs: nowMs(world),
  }
}

export function checkSource({ state }: World, accountId: number, sourceId: number | undefined): void {
  if (sourceId === undefined || state.sources.get(sourceId)?.accountId === accountId) return
  throw invalid('Unknown applicant source', '/account_source')
}

type NewLog = Pick<LogEntry, 'type' | 'userId'> & Partial<LogEntry>

export function addLog(world: World, applicant: Applicant, given: NewLog): LogEntry {
  const entry: LogEntry = {
    vacancyId: null,
    stageId: null,
    reasonId: null,
    comment: null,
    fileIds: [],
    ...given,
    id: nextId(world.state, 'log'),
    createdMs: nowMs(world),
  }
  applicant.logs.push(entry)
  return entry
}
