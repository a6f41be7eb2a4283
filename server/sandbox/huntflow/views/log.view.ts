import type { Applicant, LogEntry } from '../state/model.ts'
import type { World } from '../world.ts'
import { filesView } from './file.view.ts'
import { moment } from './moment.ts'

function entryView(world: World, entry: LogEntry) {
  return {
    id: entry.id,
    type: entry.type,
    vacancy: entry.vacancyId,
    status: entry.stageId,
    rejection_reason: entry.reasonId,
    created: moment(entry.createdMs),
    employment_date: null,
    comment: entry.comment,
    files: filesView(world, entry.fileIds),
    applicant_offer: null,
    calendar_event: null,
    email: null,
    survey_questionary: null,
  }
}

export function logView(world: World, entry: LogEntry) {
  return {
    ...entryView(world, entry),
    source: null,
    account_info: { id: entry.userId, name: world.state.users.get(entry.userId)?.name ?? '' },
    hired_in_fill_quota: null,
    survey_answer_of_type_a: null,
  }
}

export function newLogView(world: World, applicant: Applicant, entry: LogEntry) {
  return { ...entryView(world, entry), applicant: applicant.id }
}
