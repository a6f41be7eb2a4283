import type { Stage, StageGroup, Vacancy } from '../state/model.ts'
import type { HuntflowState } from '../state/state.ts'
import { moment } from './moment.ts'

export function vacancyView(vacancy: Vacancy) {
  return {
    account_division: null,
    account_region: null,
    position: vacancy.position,
    company: vacancy.company,
    money: vacancy.money,
    priority: vacancy.isUrgent ? 1 : 0,
    hidden: false,
    state: vacancy.state,
    id: vacancy.id,
    created: moment(vacancy.createdMs),
    additional_fields_list: [],
    multiple: false,
    parent: null,
    account_vacancy_status_group: vacancy.groupId,
  }
}

export function wholeVacancyView(vacancy: Vacancy) {
  return {
    ...vacancyView(vacancy),
    updated: moment(vacancy.createdMs),
    body: '<p>What we do</p>',
    requirements: null,
    conditions: null,
    files: [],
    source: null,
    blocks: [],
  }
}

export function stageView({ id, type, name, removedMs, order, stayDays }: Stage) {
  const removed = removedMs === null ? null : moment(removedMs)
  return { id, type, name, removed, order, stay_duration: stayDays }
}

export function stageGroupView(state: HuntflowState, { id, name, stageIds }: StageGroup) {
  const statuses = stageIds.map((stageId, index) => ({
    id: id * 100 + index,
    account_vacancy_status: stageId,
    stay_duration: state.stages.get(stageId)?.stayDays ?? null,
  }))
  return { id, name, statuses }
}
