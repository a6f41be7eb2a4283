import { invalid } from '../http/api-error.ts'
import { requireFiles } from '../state/access.ts'
import type { Applicant, Link, Vacancy } from '../state/model.ts'
import { nextId } from '../state/state.ts'
import { nowMs, type World } from '../world.ts'
import { addLog } from './create-applicant.ts'

export interface Step {
  readonly vacancyId: number
  readonly stageId: number
  readonly reasonId?: number | undefined
  readonly comment?: string | undefined
  readonly fileIds?: readonly number[] | undefined
  readonly userId: number
}

export function addToVacancy(world: World, applicant: Applicant, step: Step): Link {
  const vacancy = checkStep(world, applicant, step)
  const before = linkTo(applicant, step.vacancyId)
  if (before !== undefined && world.quirks.repeatedVacancy === 'refused')
    throw invalid('Applicant is already on this vacancy', '/vacancy')
  if (vacancy.state === 'CLOSED' && world.quirks.closedVacancyRefused)
    throw invalid('Vacancy is closed', '/vacancy')
  const link = before ?? newLink(world, applicant, step)
  return place(world, applicant, { link, step, type: before === undefined ? 'VACANCY-ADD' : 'STATUS' })
}

export function changeStage(world: World, applicant: Applicant, step: Step): Link {
  checkStep(world, applicant, step)
  const link = linkTo(applicant, step.vacancyId)
  if (link === undefined) throw invalid('Applicant is not on this vacancy', '/vacancy')
  return place(world, applicant, { link, step, type: 'STATUS' })
}

function linkTo(applicant: Applicant, vacancyId: number): Link | undefined {
  return applicant.links.find((link) => link.vacancyId === vacancyId)
}

function checkStep(world: World, { accountId }: Applicant, step: Step): Vacancy {
  const { state } = world
  const vacancy = state.vacancies.get(step.vacancyId)
  if (vacancy?.accountId !== accountId) throw invalid('Unknown vacancy', '/vacancy')
  const stage = state.stages.get(step.stageId)
  if (stage?.accountId !== accountId || stage.removedMs !== null) throw invalid('Unknown status', '/status')
  const { reasonId } = step
  if (reasonId !== undefined) {
    const isKnown = state.reasons.some((reason) => reason.id === reasonId && reason.accountId === accountId)
    if (!isKnown || stage.type !== 'trash') throw invalid('Unknown rejection reason', '/rejection_reason')
  }
  requireFiles(world, { accountId, ids: step.fileIds ?? [], variable: '/files' })
  return vacancy
}

function newLink({ state }: World, applicant: Applicant, { vacancyId, stageId }: Step): Link {
  const link: Link = { id: nextId(state, 'link'), vacancyId, stageId, reasonId: null, changedMs: 0 }
  applicant.links.push(link)
  return link
}

interface Placing {
  readonly link: Link
  readonly step: Step
  readonly type: 'VACANCY-ADD' | 'STATUS'
}

function place(world: World, applicant: Applicant, { link, step, type }: Placing): Link {
  const { vacancyId, stageId, userId, comment = null, fileIds = [] } = step
  const reasonId = step.reasonId ?? null
  Object.assign(link, { stageId, reasonId, changedMs: nowMs(world) })
  addLog(world, applicant, { type, userId, vacancyId, stageId, reasonId, comment, fileIds })
  return link
}
